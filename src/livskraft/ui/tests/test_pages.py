"""Does paging by key show every row once, forwards and backwards, and survive any address?"""

import base64
import json
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from livskraft.ui.pages import key_page

pytestmark = pytest.mark.django_db
# The same first key for several rows, so that a page boundary falls inside a group, and not in the order of the second.
KEYS = ["å", "b", "a", "a", "å", "b", "a"]


@pytest.fixture
def rows():
    ContentType.objects.all().delete()
    ContentType.objects.bulk_create(ContentType(app_label=key, model=f"m{n}") for n, key in enumerate(KEYS))
    return ContentType.objects.all()


def page_at(url, queryset, order=("app_label", "pk"), size=3):
    return key_page(queryset, request=RequestFactory().get(url), order=order, size=size)


@pytest.mark.parametrize("order", [("app_label", "pk"), ("-app_label", "pk"), ("app_label", "-model"), ("-pk",)])
def test_forwards_shows_every_row_once_and_backwards_the_same_pages(rows, order):
    pages = [page_at("/?q=x", rows, order)]
    while pages[-1].next_url:
        pages.append(page_at(pages[-1].next_url, rows, order))
    assert [item for page in pages for item in page.items] == list(rows.order_by(*order))
    back = [pages[-1]]
    while back[-1].previous_url:
        back.append(page_at(back[-1].previous_url, rows, order))
    assert [page.items for page in reversed(back)][1:] == [page.items for page in pages][1:]
    assert back[-1].items == pages[0].items


def test_the_rest_of_the_address_is_kept(rows):
    assert page_at("/lista/?q=cykel", rows).next_url.startswith("/lista/?q=cykel&efter=")


def test_a_list_that_fits_has_no_pager(rows):
    page = page_at("/", rows, size=50)
    assert (page.previous_url, page.next_url, page.summary) == ("", "", "")


def test_dates_and_longer_keys_can_be_paged_by():
    start = datetime(2026, 1, 1, tzinfo=UTC)
    Session.objects.bulk_create(
        Session(pk=f"s{9 - n}", expire_date=start + timedelta(hours=n // 6), session_data="xy"[n // 2 % 2])
        for n in range(10)
    )
    order = ("expire_date", "-session_data", "pk")
    pages = [page_at("/", Session.objects.all(), order)]
    while pages[-1].next_url:
        pages.append(page_at(pages[-1].next_url, Session.objects.all(), order))
    assert [item for page in pages for item in page.items] == list(Session.objects.order_by(*order))


def encoded(key):
    return base64.urlsafe_b64encode(json.dumps(key).encode()).decode()


@pytest.mark.parametrize(
    "value",
    [
        "x",
        "%00",
        "é",
        "....",
        encoded(["a"]),
        encoded(["a", "b", "c"]),
        encoded({"a": 1}),
        encoded(["a", None]),
        encoded(["a", [1]]),
        encoded(["a", 2**70]),
        encoded(["a\u0000", 1]),
        encoded(["\ud800", 1]),
        encoded(["a", "not a number"]),
        encoded(["a", float("nan")]),
    ],
)
@pytest.mark.parametrize("direction", ["efter", "fore"])
def test_a_broken_address_gives_the_first_page(rows, direction, value):
    assert page_at(f"/?{direction}={value}", rows).items == page_at("/", rows).items


@pytest.mark.parametrize("key", [7, "ab", {"a": 1, "b": 2}, [["a"], 1], [True, False], [float("inf"), 1]])
def test_a_key_of_another_kind_does_no_harm(rows, key):
    assert set(page_at(f"/?efter={encoded(key)}", rows).items) <= set(rows)


def test_a_field_that_may_be_empty_cannot_be_paged_by(rows):
    from django.contrib.auth import get_user_model

    nullable = next(f.name for f in get_user_model()._meta.concrete_fields if f.null)
    with pytest.raises(ValueError, match="never null"):
        page_at("/", get_user_model().objects.all(), (nullable, "pk"))


def test_a_page_costs_one_query(rows):
    url = page_at("/", rows).next_url
    with CaptureQueriesContext(connection) as queries:
        page_at(url, rows)
    assert len(queries) == 1


def test_a_list_asked_for_by_post_has_keys_and_no_addresses_and_reads_no_address(rows):
    def posted(**given):
        request = RequestFactory().post("/?efter=broken&q=x", given)
        return key_page(rows, request=request, order=("app_label", "pk"), size=3, posted=True)

    first = posted()
    second = posted(efter=first.next_key)
    assert first.items == page_at("/", rows).items
    assert second.items == page_at(page_at("/", rows).next_url, rows).items
    assert posted(fore=second.previous_key).items == first.items
    assert {page.previous_url + page.next_url for page in (first, second)} == {""}

"""Do the pages show what the address asks for, and no more than the reader may see?"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client

from livskraft.access.actor import system_actor
from livskraft.access.roles import Role
from livskraft.access.tests.factories import AssignmentFactory
from livskraft.indicators import actions
from livskraft.indicators.catalogue import Counts
from livskraft.indicators.tests.factories import Told, made, only, share
from livskraft.organisation.models import Unit
from livskraft.organisation.tests.factories import SiteFactory

pytestmark = pytest.mark.django_db


def tells(text: str, figure: int) -> bool:
    """Whether the page tells the figure; an id in an address and a number in a name are none."""
    told = re.sub(r"[A-ZÅÄÖ][a-zåäö]* \d+", "", text.split("<main", 1)[-1].split("data:image")[0])
    return bool(re.search(rf"(?<![\w/])(?<!=\"){figure}(?![\w/])", told))


@pytest.fixture(autouse=True)
def april() -> Iterator[None]:
    with time_machine.travel("2026-04-20 09:00:00+02:00"):
        yield


@pytest.fixture
def site() -> Unit:
    return SiteFactory(name="Almgården")


@pytest.fixture
def told(site: Unit) -> Iterator[Told]:
    measure = Told({site: share(8, 10)})
    with only(made(measure, label="Besiktade i tid")):
        yield measure


@pytest.fixture
def reader(client: Client, site: Unit) -> Client:
    held = AssignmentFactory(unit=site.parent.parent, role=Role.COMMITTEE_SECRETARY)
    client.force_login(held.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def close() -> None:
    actions.close_due(by=system_actor("test", datetime(2026, 4, 10, 3, tzinfo=UTC)))


def test_before_anything_is_closed_the_page_shows_this_month_as_open(reader: Client, told: Told) -> None:
    text = reader.get("/nyckeltal/").content.decode()
    assert "80 unit av prov" in text
    assert "april 2026" in text
    assert "inte stängd" in text


def test_then_it_shows_the_latest_closed_month(reader: Client, told: Told, site: Unit) -> None:
    close()
    told.parts = {site: share(1, 10)}
    text = reader.get("/nyckeltal/").content.decode()
    assert "80 unit av prov" in text
    assert "mars 2026" in text
    assert "frysta" in text


def test_the_address_chooses_period_and_unit(reader: Client, told: Told, site: Unit) -> None:
    twin = SiteFactory(parent=site.parent, name="Björkhagen")
    told.parts[twin] = share(3, 10)
    text = reader.get(f"/nyckeltal/test.one/?period=2026-04&enhet={twin.pk}").content.decode()
    assert "Björkhagen, april 2026" in text
    assert "30 unit av prov" in text


@pytest.mark.parametrize("query", ["?period=2026-13", "?period=2031-01", "?enhet=999999", "?enhet=x", "?period=%00"])
def test_what_cannot_be_read_in_the_address_shows_the_usual(reader: Client, told: Told, query: str) -> None:
    for page in ("/nyckeltal/", "/nyckeltal/test.one/", "/nyckeltal/lika-tillgang/"):
        assert reader.get(page + query).status_code == 200


@pytest.mark.parametrize("period", ["2025-11", "2025-kv4", "2025"])
def test_a_period_that_was_over_before_anything_was_closed_has_no_figures(
    reader: Client, told: Told, period: str
) -> None:
    close()
    for page in ("/nyckeltal/test.one/", "/nyckeltal/test.one/excel/", "/nyckeltal/lika-tillgang/"):
        assert reader.get(f"{page}?period={period}").status_code == 200
    text = reader.get(f"/nyckeltal/?period={period}").content.decode()
    assert "har inte mätts" in text
    assert "frysta" not in text
    assert "80 unit av prov" not in text


def test_a_month_that_is_over_is_not_called_frozen_before_it_is(reader: Client, told: Told) -> None:
    with time_machine.travel("2026-04-05 09:00:00+02:00"):
        text = reader.get("/nyckeltal/?period=2026-03").content.decode()
    assert "80 unit av prov" in text
    assert "inte stängd" in text
    assert "frysta" not in text


@pytest.mark.parametrize("page", ["/nyckeltal/test.none/", "/nyckeltal/test.one/exe/"])
def test_what_there_is_not_is_not_found(reader: Client, told: Told, page: str) -> None:
    assert reader.get(page).status_code == 404


@pytest.mark.parametrize(
    ("format", "kind"), [("excel", "spreadsheetml"), ("csv", "text/csv"), ("pdf", "application/pdf")]
)
def test_the_page_can_be_taken_along(reader: Client, told: Told, format: str, kind: str) -> None:
    answer = reader.get(f"/nyckeltal/test.one/{format}/?period=2026-04")
    assert kind in answer["Content-Type"]
    assert "Besiktade" in answer["Content-Disposition"]


def test_a_manager_sees_no_other_site(client: Client, told: Told, site: Unit) -> None:
    twin = SiteFactory(parent=site.parent, name="Björkhagen")
    told.parts[twin] = share(3, 10)
    held = AssignmentFactory(unit=site, role=Role.UNIT_MANAGER)
    client.force_login(held.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    for page in ("/nyckeltal/", f"/nyckeltal/test.one/?enhet={twin.pk}", "/nyckeltal/lika-tillgang/"):
        text = client.get(page).content.decode()
        assert "Björkhagen" not in text
        assert not tells(text.replace("2026-04-30", ""), 30), page


def test_every_site_stands_beside_the_others_also_without_figures(reader: Client, told: Told, site: Unit) -> None:
    SiteFactory(parent=site.parent, name="Björkhagen")
    text = reader.get("/nyckeltal/lika-tillgang/").content.decode()
    assert "Almgården" in text
    assert "Björkhagen" in text
    assert reader.get("/nyckeltal/lika-tillgang/excel/").status_code == 200


def test_a_figure_about_few_persons_is_on_no_page(reader: Client, site: Unit) -> None:
    with only(made(Told({site: share(3, 4)}), counts=Counts.PERSONS)):
        for page in ("/nyckeltal/", "/nyckeltal/test.one/", "/nyckeltal/test.one/csv/", "/nyckeltal/lika-tillgang/"):
            text = reader.get(page).content.decode()
            assert "isas inte" in text, page
            assert not tells(text, 75), page

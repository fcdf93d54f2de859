"""Do the staff see who comes and waits, sign people up and answer for them, and see nobody whom they may not?"""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from livskraft.access import audit
from livskraft.access.models import AuditEntry
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.modules.activities.actions.sign_ups import cancel_sign_up
from livskraft.modules.activities.models import SignUp
from livskraft.modules.activities.rules.vocabulary import SignUpMode, SignUpState
from livskraft.modules.activities.tests.factories import DECISION
from livskraft.modules.activities.tests.sign_ups import PHONE, popular, signed
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.actions.persons import Contact
from livskraft.people.tests.factories import person_at, protected

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def browser(actor):
    client = Client()
    client.force_login(actor.user, backend=BACKEND)
    return client


@pytest.fixture
def site():
    return SiteFactory()


@pytest.fixture
def staff(site):
    return actor_at(site, Role.CARE_STAFF)


@pytest.fixture
def client(staff):
    return browser(staff)


@pytest.fixture
def occasion(site):
    return popular(site)


def page_of(occasion):
    return reverse("sign_ups", args=[occasion.pk])


def text(answer):
    return answer.content.decode()


def test_the_page_says_who_sits_who_waits_and_how_many_seats_there_are(client, occasion):
    signed(occasion, "Rut Sandin")
    signed(occasion, "Sten Sandin")
    told = text(client.get(page_of(occasion)))
    assert "1 av 1 platser är tagna." in told
    assert told.index("Rut Sandin") < told.index("Står i kö") < told.index("Sten Sandin")
    assert 'href="tel:+46701740605"' in told
    assert "070-174 06 05" in told


def test_somebody_is_signed_up_by_name_and_number_once(client, occasion):
    key = str(client.get(page_of(occasion)).context["form"]["key"].value())
    for _time in range(2):
        answer = client.post(page_of(occasion), {"do": "name", "name": "Rut", "phone": PHONE, "key": key}, follow=True)
    assert "Rut har en plats." in text(answer)
    assert SignUp.objects.get().signed_up_by is not None


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"phone": "ring"}, "Skriv ett telefonnummer med riktnummer"),
        ({"name": "x" * 1_000_000}, "120"),
        ({"name": "A\x00"}, "tillåtna"),
        ({"key": "fel"}, "UUID"),
    ],
)
def test_what_cannot_be_used_is_explained_and_what_was_typed_stays(client, occasion, typed, told):
    key = str(client.get(page_of(occasion)).context["form"]["key"].value())
    answer = client.post(page_of(occasion), {"do": "name", "name": "Rut", "phone": PHONE, "key": key} | typed)
    assert answer.status_code == 200
    assert told.lower() in text(answer).lower()
    assert not SignUp.objects.exists()


def test_a_person_is_found_by_name_and_signed_up_with_a_tap(client, occasion, site, staff):
    person = person_at(site, "Elsa", "Åkerlund", contact=Contact(phone=PHONE))
    person_at(SiteFactory(), "Elsa", "Annanstans")
    found = client.post(page_of(occasion), {"do": "search", "search": "elsa å"})
    assert "Elsa Åkerlund" in text(found)
    assert "Annanstans" not in text(found)
    tap = {"do": "person", "person": str(person.pk), "page": str(found.context["page"])}
    for _time in range(2):
        answer = client.post(page_of(occasion), tap, follow=True)
    assert "Elsa Åkerlund har en plats." in text(answer)
    assert "070-174 06 05" in text(answer)
    again = client.post(page_of(occasion), tap | {"page": ""}, follow=True)
    assert "Elsa Åkerlund är redan anmäld." in text(again)
    assert SignUp.objects.count() == 1


@pytest.mark.parametrize("words", ["", "  ", "\x00", "%", "x" * 1_000_000, "' OR 1=1 --", "_"])
def test_a_search_for_nothing_finds_nobody(client, occasion, site, words):
    person_at(site)
    answer = client.post(page_of(occasion), {"do": "search", "search": words})
    assert answer.status_code == 200
    assert answer.context["persons"] == []


@pytest.mark.parametrize("person", ["", "0", "fel", "9" * 30, "-1", "1e3"])
def test_a_made_up_person_is_not_found(client, occasion, person):
    assert client.post(page_of(occasion), {"do": "person", "person": person}).status_code == 404


def test_another_sites_person_and_sign_up_do_not_exist_here(client, occasion):
    elsewhere = popular(SiteFactory())
    stranger = person_at(elsewhere.site)
    theirs = signed(elsewhere)
    assert client.post(page_of(occasion), {"do": "person", "person": stranger.pk}).status_code == 404
    assert client.get(page_of(elsewhere)).status_code == 404
    for name in ("cancel_sign_up", "answer_offer"):
        assert client.post(reverse(name, args=[theirs.pk]), {"answer": "yes"}).status_code == 404


def test_a_protected_person_is_one_seat_more_to_all_but_who_is_named(client, site, staff):
    occasion = popular(site, seats=5)
    secret = protected(person_at(site, "Hemlig", "Canary", contact=Contact(phone="070-174 06 99")), staff.user)
    made = signed(occasion, person=secret, by=staff)
    signed(occasion, "Rut")
    assert "Hemlig Canary" in text(client.get(page_of(occasion)))
    colleague = browser(actor_at(site, Role.CARE_STAFF))
    told = text(colleague.get(page_of(occasion)))
    assert "Canary" not in told
    assert "06 99" not in told
    assert "1 plats till är tagen." in told
    assert "2 av 5 platser är tagna." in told
    assert "Canary" not in text(colleague.post(page_of(occasion), {"do": "search", "search": "Hemlig"}))
    assert colleague.post(reverse("cancel_sign_up", args=[made.pk])).status_code == 404


def test_whom_one_reads_about_is_in_the_log_before_anything_is_told(client, site, staff, monkeypatch):
    occasion = popular(site)
    person = person_at(site)
    signed(occasion, person=person, by=staff)
    client.get(page_of(occasion))
    assert f"people.person:{person.pk}" in AuditEntry.objects.get(verb="activities.sign_ups_read").objects_touched

    def broken(*_given):
        raise OSError

    monkeypatch.setattr(audit, "read", broken)
    with pytest.raises(OSError):
        client.get(page_of(occasion))


def test_strangers_leave_no_row_in_the_log_of_persons(client, occasion):
    signed(occasion)
    client.get(page_of(occasion))
    assert not AuditEntry.objects.filter(verb="activities.sign_ups_read").exists()


def test_a_seat_is_given_back_and_the_next_answers(client, occasion):
    first, second = signed(occasion, "Rut"), signed(occasion, "Sten")
    assert "Rut är avanmäld." in text(client.post(reverse("cancel_sign_up", args=[first.pk]), follow=True))
    offered = text(client.get(page_of(occasion)))
    assert "inte nådd än" in offered
    answer = client.post(reverse("answer_offer", args=[second.pk]), {"answer": "yes"}, follow=True)
    assert "Sten har fått platsen." in text(answer)
    second.refresh_from_db()
    assert second.state == SignUpState.SEAT


def test_a_stale_answer_meets_a_conflict_and_one_without_words_a_sentence(client, occasion, staff):
    first, second = signed(occasion, "Rut"), signed(occasion, "Sten")
    cancel_sign_up(sign_up=first, by=staff)
    url = reverse("answer_offer", args=[second.pk])
    assert client.post(url, {"answer": "no", "version": "1"}).status_code == 409
    assert "Välj om personen" in text(
        client.post(url, {}, follow=True, HTTP_REFERER="http://testserver" + page_of(occasion))
    )


def test_nobody_searches_where_only_heads_are_counted_or_signs_up_where_nobody_does(client, site):
    heads = popular(site, **DECISION)
    assert "Någon som mötesplatsen känner" not in text(client.get(page_of(heads)))
    none = popular(site, mode=SignUpMode.NONE)
    assert "Anmäl någon" not in text(client.get(page_of(none)))


def test_many_cost_as_few(client, site, staff):
    def cost(people):
        occasion = popular(site, seats=None, title=f"Fest {people}")
        for n in range(people):
            signed(occasion, person=person_at(site, f"Elsa {n}"), by=staff)
        client.get(page_of(occasion))
        with CaptureQueriesContext(connection) as asked:
            client.get(page_of(occasion))
        return len(asked)

    assert cost(2) == cost(12)

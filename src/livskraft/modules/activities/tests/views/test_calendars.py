"""Can staff give a person a calendar on paper and end it, and does its address tell only what is the person's own?"""

import re
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar
from pypdf import PdfReader

from livskraft.access.models import AuditEntry
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.modules.activities.models import PersonCalendar
from livskraft.modules.activities.tests.sign_ups import popular, signed
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.tests.factories import person_at, protected

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def site():
    return SiteFactory(name="Lunden")


@pytest.fixture
def actor(site):
    return actor_at(site, Role.CARE_STAFF)


@pytest.fixture
def staff(actor):
    client = Client()
    client.force_login(actor.user, backend=BACKEND)
    return client


def address(staff, person):
    """As it stands on the slip."""
    answer = staff.post(reverse("make_person_calendar", args=[person.pk]))
    assert answer["Content-Type"] == "application/pdf"
    words = (
        "".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages)
        .replace("\n", "")
        .replace("\u200b", "")
    )
    assert person.family_name not in words
    return re.search(r"/kalender/[\w-]{22}\.ics", words)[0]


def test_the_slip_leads_to_what_the_person_has_signed_up_for(staff, client, site):
    person = person_at(site, family_name="Hemligsson")
    signed(popular(site, title="Bingo", place="Kaféet"), person=person)
    signed(popular(site, title="Någon annans"))
    answer = client.get(address(staff, person))
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert (event["SUMMARY"], event["LOCATION"]) == ("Bingo", "Lunden, Kaféet")
    assert "Hemligsson" not in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert "noindex" in answer["X-Robots-Tag"]
    assert not answer.cookies


def test_who_waits_is_told_that_there_is_no_seat_yet(staff, client, site):
    person = person_at(site)
    occasion = popular(site, 1, title="Bingo")
    signed(occasion)
    signed(occasion, person=person)
    (event,) = Calendar.from_ical(client.get(address(staff, person)).content).walk("VEVENT")
    assert (event["SUMMARY"], event["STATUS"]) == ("Ännu ingen plats: Bingo", "TENTATIVE")


def test_who_has_signed_up_for_nothing_has_a_calendar_that_is_whole(staff, client, site):
    made = Calendar.from_ical(client.get(address(staff, person_at(site))).content)
    assert made.subcomponents
    assert not made.walk("VEVENT")


def test_a_slip_ends_when_another_is_made_and_when_somebody_ends_it(staff, client, site):
    person = person_at(site)
    first, second = address(staff, person), address(staff, person)
    assert (client.get(first).status_code, client.get(second).status_code) == (404, 200)
    page = staff.post(reverse("revoke_person_calendar", args=[person.pk]), follow=True)
    assert "leder ingenstans längre" in page.content.decode()
    assert client.get(second).status_code == 404


def test_who_is_protected_gets_no_slip_and_one_that_was_given_leads_nowhere(staff, actor, client, site):
    person = person_at(site)
    given = address(staff, person)
    protected(person, actor.user)
    assert client.get(given).status_code == 404
    page = staff.get(reverse("person_calendar", args=[person.pk])).content.decode()
    assert "Ingen kalender vid skyddade uppgifter" in page
    assert reverse("make_person_calendar", args=[person.pk]) not in page
    PersonCalendar.objects.all().delete()
    answer = staff.post(reverse("make_person_calendar", args=[person.pk]))
    assert answer.headers.get("Content-Type") != "application/pdf"
    assert not PersonCalendar.objects.exists()


def test_the_page_is_only_for_who_may_see_the_person_and_reading_it_is_written_down(staff, site):
    stranger = person_at(SiteFactory())
    for name in ("person_calendar", "make_person_calendar", "revoke_person_calendar"):
        ask = staff.get if name == "person_calendar" else staff.post
        assert ask(reverse(name, args=[stranger.pk])).status_code == 404
    assert not AuditEntry.objects.filter(verb="activities.calendar_read").exists()
    assert staff.get(reverse("person_calendar", args=[person_at(site).pk])).status_code == 200
    assert AuditEntry.objects.filter(verb="activities.calendar_read").count() == 1


@pytest.mark.parametrize(
    "path", ["/kalender/.ics", "/kalender/x.ics", "/kalender/%00.ics", f"/kalender/{'a' * 999}.ics"]
)
def test_a_made_up_address_is_not_found(client, path):
    assert client.get(path).status_code == 404


def test_nothing_can_be_posted_to_it(staff, client, site):
    assert client.post(address(staff, person_at(site))).status_code == 405

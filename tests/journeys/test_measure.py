"""Can a physiotherapist follow how it goes for somebody, and can that person answer on their own phone?"""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from livskraft.access.roles import Role
from livskraft.access.tests.factories import AssignmentFactory, UserFactory, actor_at
from livskraft.modules.training.actions.measurements import ask_by_link, measure
from livskraft.modules.training.models import OwnMeasurement
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.tests.factories import person_at
from livskraft.questionnaires.rules.answers import read
from livskraft.questionnaires.rules.library import library
from livskraft.questionnaires.rules.vocabulary import Answered
from livskraft.questionnaires.stores import Given

pytestmark = pytest.mark.django_db(transaction=True)
STANDS = library()["chair_stands:1"]


@pytest.fixture
def site():
    return SiteFactory(name="Lunden")


@pytest.fixture
def therapist(site):
    return AssignmentFactory(unit=site, role=Role.PHYSIOTHERAPIST, user=UserFactory(name="Maja Prov")).user


@pytest.fixture
def person(site):
    return person_at(site, "Gun", "Prov", at=timezone.now())


def test_from_the_person_through_a_test_to_the_curve(screen, sign_in, axe, site, therapist, person):
    by = actor_at(site, Role.PHYSIOTHERAPIST, at=timezone.now())
    before = Given(
        STANDS, read(STANDS, {"stands": "7", "hands": "0"}), by.today - timedelta(days=60), Answered.MEASURED
    )
    measure(person=person, unit=site, given=before, by=by)
    sign_in(screen, therapist)
    screen.goto(f"/personer/{person.pk}/")
    screen.get_by_role("link", name="Mätningar", exact=True).click()
    expect(screen.get_by_role("heading", level=1)).to_have_text("Mätningar")
    axe(screen)
    screen.get_by_role("link", name="Uppresningar på 30 sekunder").click()
    screen.get_by_label("Antal uppresningar").fill("sju")
    screen.get_by_role("button", name="Spara").click()
    expect(screen.get_by_text("Skriv ett tal, till exempel 12,5.").first).to_be_visible()
    axe(screen)
    screen.get_by_label("Antal uppresningar").fill("9")
    screen.get_by_label("Nej").check()
    screen.get_by_role("button", name="Spara").click()
    expect(screen.get_by_text("Mätningen är sparad.")).to_be_visible()
    expect(screen.get_by_text("Bättre: skillnaden är 2 uppresningar.")).to_be_visible()
    axe(screen)
    screen.get_by_role("link", name="Ta tillbaka").first.click()
    screen.get_by_label("Vad var fel?").fill("Det var någon annan som mättes.")
    axe(screen)
    screen.get_by_role("button", name="Ta tillbaka").click()
    expect(screen.get_by_text("Mätningen räknas inte längre.")).to_be_visible()
    expect(screen.get_by_text("Bättre:")).to_have_count(0)


def test_the_person_answers_on_a_phone_and_is_named_nowhere(phone, axe, site, person):
    by = actor_at(site, Role.PHYSIOTHERAPIST, at=timezone.now())
    ask_by_link(person=person, unit=site, instrument=library()["ucla3:1"], token="prov", by=by)
    phone.goto("/svara/prov/")
    expect(phone.get_by_text("Lunden har bett dig svara.")).to_be_visible()
    expect(phone.get_by_text("Gun")).to_have_count(0)
    axe(phone)
    for question in phone.get_by_role("group").all():
        question.get_by_label("Ibland").check()
    phone.get_by_role("button", name="Skicka mina svar").click()
    expect(phone.get_by_role("heading", name="Tack för dina svar")).to_be_visible()
    axe(phone)
    assert OwnMeasurement.objects.get().score == 6
    phone.goto("/svara/prov/")
    expect(phone.get_by_role("heading", name="Länken leder ingenstans")).to_be_visible()
    axe(phone)

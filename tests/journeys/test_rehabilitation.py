"""Can a therapist follow a patient from the first measurement to friskvård, and have what is unfinished told?"""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from livskraft.access.actor import Actor
from livskraft.access.roles import Role
from livskraft.access.tests.factories import AssignmentFactory, UserFactory
from livskraft.modules.training.models import Episode, OwnMeasurement, RehabMeasurement, RehabSession
from livskraft.modules.training.rules.vocabulary import Measure, NoteKind
from livskraft.modules.training.tests.exercises import exercise_named
from livskraft.modules.training.tests.factories import kept
from livskraft.modules.training.tests.notes import note_of
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.models import CareRelation
from livskraft.people.tests.factories import person_at

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def site():
    return SiteFactory(name="Lunden")


@pytest.fixture
def therapist(site):
    """Who works for the part of the area, as therapists do."""
    return AssignmentFactory(unit=site.parent, role=Role.PHYSIOTHERAPIST, user=UserFactory(name="Maja Prov"))


@pytest.fixture
def person(site):
    now = timezone.now()
    kept(site.parent, at=now - timedelta(days=3))
    exercise_named("Uppresning från stol", measure=Measure.REPETITIONS)
    return person_at(site.parent, "Gun", "Prov", at=now)


def test_from_the_first_measurement_to_friskvard(screen, sign_in, axe, site, therapist, person):
    sign_in(screen, therapist.user)
    screen.goto(f"/rehab/person/{person.pk}/ny/")
    axe(screen)
    screen.get_by_label("På trygghetsboendet").check()
    screen.get_by_role("button", name="Öppna", exact=True).click()
    expect(screen.get_by_text("Inget är mätt än.")).to_be_visible()
    episode = Episode.objects.get()

    screen.get_by_role("link", name="Mät, och se kurvorna").click()
    axe(screen)
    screen.get_by_role("link", name="TUG", exact=True).click()
    screen.get_by_role("textbox", name="Tid").fill("1")
    screen.get_by_role("button", name="Spara").click()
    expect(screen.get_by_text("Det är för lite.").first).to_be_visible()
    axe(screen)
    screen.get_by_role("textbox", name="Tid").fill("16,5")
    screen.get_by_role("button", name="Spara").click()
    expect(screen.get_by_text("tyder på ökad risk för fall").first).to_be_visible()
    axe(screen)
    assert (RehabMeasurement.objects.count(), OwnMeasurement.objects.count()) == (1, 0)

    screen.goto(episode.get_absolute_url())
    screen.get_by_role("link", name="Gör ett program").click()
    screen.get_by_label("Övning").select_option(label="Uppresning från stol")
    screen.get_by_role("button", name="Lägg till övningen").click()
    axe(screen)
    screen.get_by_role("button", name="Spara programmet").click()
    expect(screen.get_by_role("heading", name="En sak behöver rättas")).to_be_visible()
    axe(screen)
    screen.get_by_label("Omgångar").fill("2")
    screen.get_by_label("Gånger", exact=True).fill("8")
    screen.get_by_label("Ökas").select_option(index=1)
    screen.get_by_label("Så ska det kännas").select_option("5")
    screen.get_by_label("Särskilt för patienten").fill("Håll i stolen framför dig.")
    screen.get_by_role("button", name="Spara programmet").click()
    expect(screen.get_by_text("Håll i stolen framför dig.")).to_be_visible()
    axe(screen)

    screen.get_by_role("link", name="Skriv in ett pass").click()
    axe(screen)
    screen.get_by_label("Gjord").check()
    screen.get_by_label("Gånger", exact=True).fill("9")
    screen.get_by_role("button", name="Spara passet").click()
    expect(screen.get_by_text("Inte journalfört")).to_be_visible()
    axe(screen)

    # The staff of the meeting place learn nothing of the patient before somebody is introduced to them.
    assert not CareRelation.objects.filter(unit=site).exists()
    # What is left to do is told before the period is closed.
    screen.get_by_role("link", name="Avsluta perioden").click()
    expect(screen.get_by_text("kvar att göra")).to_be_visible()
    axe(screen)
    by = Actor(at=timezone.now(), user=therapist.user, assignment=therapist)
    note_of(episode, by, NoteKind.BEGINNING)
    note_of(episode, by, NoteKind.SESSION, session=RehabSession.objects.get())
    note_of(episode, by, NoteKind.SUMMARY)
    screen.reload()
    axe(screen)
    screen.get_by_label("Ja", exact=True).check()
    screen.get_by_label("Till vad?").fill("Egen träning i minigymmet")
    screen.get_by_label("Tillsammans med vem?").fill("Ali i personalen")
    screen.get_by_role("button", name="Avsluta").click()
    expect(screen.get_by_text("Egen träning i minigymmet")).to_be_visible()
    expect(screen.get_by_role("link", name="Skriv in ett pass")).to_have_count(0)
    axe(screen)
    episode.refresh_from_db()
    assert episode.closed_on == timezone.localdate()
    assert CareRelation.objects.filter(unit=site).exists()

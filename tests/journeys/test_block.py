"""Can a patient keep what one unit writes from another, and can that one open it all the same in an emergency?"""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from livskraft.access.actor import Actor
from livskraft.access.roles import Role
from livskraft.access.tests.factories import AssignmentFactory, UserFactory
from livskraft.modules.training.models import Lift
from livskraft.modules.training.rules.vocabulary import Heading, NoteKind
from livskraft.modules.training.tests.factories import episode_of, later
from livskraft.modules.training.tests.notes import filled, note_of
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.actions.persons import relate
from livskraft.people.rules.vocabulary import Purpose
from livskraft.people.tests.factories import person_at, sister

pytestmark = pytest.mark.django_db(transaction=True)
SAID = "Svårt att resa sig från stolen"


@pytest.fixture
def maja():
    return AssignmentFactory(
        unit=SiteFactory(name="Lunden"), role=Role.PHYSIOTHERAPIST, user=UserFactory(name="Maja Prov")
    )


@pytest.fixture
def elias(maja):
    """At another unit of the same caregiver."""
    return AssignmentFactory(
        unit=sister(maja.unit), role=Role.OCCUPATIONAL_THERAPIST, user=UserFactory(name="Elias Prov")
    )


@pytest.fixture
def person(maja, elias):
    by = Actor(at=timezone.now() - timedelta(days=1), user=maja.user, assignment=maja)
    made = person_at(maja.unit, "Gun", "Prov", at=by.at)
    relate(person=made, unit=elias.unit, purpose=Purpose.TRAINING, until=None, by=by)
    parts = filled(NoteKind.SESSION) | {Heading.STATUS.value: SAID}
    note_of(episode_of(made, by), later(by, hours=2), parts=parts)
    return made


def test_a_block_is_asked_for_and_opened_in_an_emergency(screen, open_page, sign_in, axe, maja, elias, person):
    sign_in(screen, maja.user)
    screen.goto(f"/personer/{person.pk}/")
    screen.get_by_role("link", name="Spärrade uppgifter", exact=True).click()
    axe(screen)
    screen.get_by_role("link", name="Spärra på patientens begäran").click()
    axe(screen)
    screen.get_by_role("button", name="Spärra", exact=True).click()
    expect(screen.get_by_text("Det är bara patienten som kan bestämma det.").first).to_be_visible()
    screen.get_by_label("Patienten har bett om det").check()
    screen.get_by_role("button", name="Spärra", exact=True).click()
    expect(screen.get_by_text("Uppgifterna är spärrade.")).to_be_visible()
    axe(screen)

    other = open_page(viewport=screen.viewport_size)
    sign_in(other, elias.user)
    other.goto(f"/rehab/person/{person.pk}/")
    expect(other.get_by_text("Spärrade uppgifter finns").first).to_be_visible()
    for hidden in (SAID, "Maja Prov", "Lunden"):
        expect(other.get_by_text(hidden)).to_have_count(0)
    axe(other)
    other.goto(f"/rehab/person/{person.pk}/sparr/")
    axe(other)
    other.get_by_role("link", name="Öppna", exact=True).click()
    other.get_by_label("Fara för patientens liv").check()
    other.get_by_label("Varför behöver du uppgifterna?").fill("nu")
    other.get_by_role("button", name="Öppna", exact=True).click()
    expect(other.get_by_text("minst 10 tecken").first).to_be_visible()
    axe(other)
    other.get_by_label("Varför behöver du uppgifterna?").fill("Patienten föll ihop i minigymmet.")
    other.get_by_role("button", name="Öppna", exact=True).click()
    expect(other.get_by_text("Uppgifterna är öppna för dig i 24 timmar.")).to_be_visible()
    assert Lift.objects.get().user == elias.user
    other.goto(f"/rehab/person/{person.pk}/")
    other.get_by_role("link", name="Från").click()
    expect(other.get_by_text(SAID)).to_be_visible()
    axe(other)

    screen.reload()
    expect(screen.get_by_text("Elias Prov")).to_be_visible()
    expect(screen.get_by_text("Patienten föll ihop i minigymmet.")).to_be_visible()
    axe(screen)

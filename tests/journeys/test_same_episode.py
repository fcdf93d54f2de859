"""What does each of those who work around a patient see of the same period, which the patient has blocked?

Of the caregiver: the own unit reads it, another unit learns that something is blocked, and the meeting place's staff,
who know the visitor, learn of no rehabilitation. The managers count, and everybody else is told nothing at all.
"""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from livskraft.access.actor import Actor
from livskraft.access.models import Assignment
from livskraft.access.roles import Role
from livskraft.access.tests.factories import AssignmentFactory, UserFactory
from livskraft.modules.training.actions.blocks import set_block
from livskraft.modules.training.models import Episode
from livskraft.modules.training.rules.vocabulary import Heading, NoteKind
from livskraft.modules.training.tests.factories import episode_of, later
from livskraft.modules.training.tests.kva import department, municipal_site
from livskraft.modules.training.tests.notes import filled, note_of
from livskraft.organisation.models import Unit
from livskraft.organisation.queries import keeper_of
from livskraft.people.actions.persons import relate
from livskraft.people.rules.vocabulary import Purpose
from livskraft.people.tests.factories import person_at, sister

pytestmark = pytest.mark.django_db(transaction=True)
SAID, NUMBER = "Svårt att resa sig från stolen", "194408139089"
MAY_NOT, NOT_THERE = "Du har inte behörighet", "Sidan finns inte"


class World:
    """A visitor of Lunden, who is a patient there and of whom another site of the caregiver knows too."""

    def __init__(self) -> None:
        self.site = municipal_site()
        self.other = sister(self.site)
        self.maja = held(Role.PHYSIOTHERAPIST, self.site, "Maja Prov")
        by = Actor(at=timezone.now() - timedelta(days=40), user=self.maja.user, assignment=self.maja)
        self.person = person_at(self.site, "Gun", "Prov", number=NUMBER, at=by.at)
        relate(person=self.person, unit=self.other, purpose=Purpose.TRAINING, until=None, by=by)
        self.episode: Episode = episode_of(self.person, by)
        parts = filled(NoteKind.SESSION) | {Heading.STATUS.value: SAID}
        self.note = note_of(self.episode, later(by, hours=2), parts=parts)
        set_block(person=self.person, by=later(by, hours=3))

    @property
    def ways(self) -> list[str]:
        """Every way to the period: the list, the patient's, its own page and the note's."""
        note = self.note.get_absolute_url()
        return ["/rehab/", f"/rehab/person/{self.person.pk}/", self.episode.get_absolute_url(), note]


def held(role: Role, unit: Unit, name: str = "Någon Annan") -> Assignment:
    made: Assignment = AssignmentFactory(unit=unit, role=role, user=UserFactory(name=name))
    return made


@pytest.fixture
def world(settings) -> World:
    settings.LIVSKRAFT_MUNICIPALITY_CODE = "0580"
    return World()


def shuts(screen: Page, world: World, *ways: str) -> None:
    """None of the ways tells anything of the patient."""
    for way in ways:
        screen.goto(way)
        for told in (SAID, "Gun Prov", NUMBER, "Spärrade uppgifter"):
            expect(screen.get_by_text(told)).to_have_count(0)


def test_the_own_unit_reads_it_all(screen, sign_in, axe, world):
    sign_in(screen, world.maja.user)
    listed, patients, _period, note = world.ways
    screen.goto(listed)
    expect(screen.get_by_role("link", name="Gun Prov")).to_be_visible()
    axe(screen)
    screen.goto(patients)
    screen.get_by_role("link", name="Från").click()
    expect(screen.get_by_text(SAID)).to_be_visible()
    axe(screen)
    screen.goto(note)
    expect(screen.get_by_text(SAID)).to_be_visible()


def test_another_unit_of_the_caregiver_learns_that_something_is_blocked(screen, sign_in, axe, world):
    sign_in(screen, held(Role.OCCUPATIONAL_THERAPIST, world.other).user)
    listed, patients, period, note = world.ways
    screen.goto(listed)
    expect(screen.get_by_text("Gun Prov")).to_have_count(0)
    for way in (patients, period, note):
        screen.goto(way)
        expect(screen.get_by_text("spärrat").or_(screen.get_by_text("spärrade")).first).to_be_visible()
        for told in (SAID, "Maja Prov", world.site.name):
            expect(screen.get_by_text(told)).to_have_count(0)
        axe(screen)


def test_another_caregivers_therapist_finds_nobody(screen, sign_in, axe, world):
    sign_in(screen, held(Role.PHYSIOTHERAPIST, municipal_site()).user)
    shuts(screen, world, *world.ways, f"/personer/{world.person.pk}/")
    expect(screen.get_by_text(NOT_THERE)).to_be_visible()
    axe(screen)


@pytest.mark.parametrize("role", [Role.UNIT_MANAGER, Role.CARE_STAFF])
def test_the_staff_of_the_meeting_place_know_the_visitor_and_of_no_rehabilitation(screen, sign_in, axe, world, role):
    sign_in(screen, held(role, world.site).user)
    shuts(screen, world, *world.ways)
    expect(screen.get_by_text(MAY_NOT)).to_be_visible()
    axe(screen)
    screen.goto(f"/personer/{world.person.pk}/")
    expect(screen.get_by_role("heading", name="Gun Prov")).to_be_visible()
    for told in (SAID, "Rehabilitering", "Spärrade uppgifter"):
        expect(screen.get_by_text(told)).to_have_count(0)
    axe(screen)


def test_the_managers_of_the_caregiver_count_and_read_nothing(screen, sign_in, axe, world):
    there = department()
    month = f"{world.note.happened_on:%Y-%m}"
    for role, unit, contacts in (
        (Role.AREA_MANAGER, keeper_of(world.site, timezone.localdate()), "1"),
        (Role.ADMINISTRATION, there, "0"),
    ):
        sign_in(screen, held(role, unit).user)
        shuts(screen, world, *world.ways, f"/personer/{world.person.pk}/", f"/rehab/kva/?manad={month}")
        expect(screen.get_by_text("Patientkontakter").locator("..")).to_contain_text(contacts)
        axe(screen)


def test_the_system_administrator_decides_where_the_journal_is_and_reads_none(screen, sign_in, axe, world):
    sign_in(screen, held(Role.SYSTEM_ADMINISTRATOR, world.site.parent.parent.parent).user)
    shuts(screen, world, *world.ways, f"/personer/{world.person.pk}/", "/rehab/kva/", "/administration/journal/")
    expect(screen.get_by_text(keeper_of(world.site, timezone.localdate()).name).first).to_be_visible()
    axe(screen)


def test_whoever_is_not_signed_in_is_asked_to(screen: Page, axe: Callable[[Page], None], world: World) -> None:
    shuts(screen, world, *world.ways, f"/personer/{world.person.pk}/", "/rehab/kva/", "/administration/journal/")
    assert "/logga-in/" in screen.url
    axe(screen)

"""Is an unsigned note owed from the day after, late after a week, by the author's profession, and names no patient?"""

from datetime import timedelta

import pytest

from livskraft.access.roles import Role
from livskraft.duties.catalogue import kinds
from livskraft.modules.training.actions.notes import correct, sign
from livskraft.modules.training.duties.notes import SIGN, SIGN_BY_OT
from livskraft.modules.training.rules.vocabulary import NoteKind
from livskraft.modules.training.tests.factories import episode_of, later, therapist_at
from livskraft.modules.training.tests.notes import draft_of, note_of
from livskraft.organisation.models import Unit
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.tests.factories import person_at, protected

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    return SiteFactory()


@pytest.fixture
def opened(site):
    return therapist_at(site)


@pytest.fixture
def by(opened):
    return later(opened, days=1)


@pytest.fixture
def episode(site, opened):
    return episode_of(person_at(site, "Gun", "Prov"), opened)


def owed(today, key=SIGN):
    kind = kinds[key]
    return kind.describe(list(kind.rows(Unit.objects.all(), today)), today)


def late(today, key=SIGN):
    return [row.duty_late for row in kinds[key].rows(Unit.objects.all(), today)]


def test_it_is_owed_from_the_day_after_until_it_is_signed(episode, by):
    draft = draft_of(episode, by)
    assert owed(by.today) == []
    (duty,) = owed(by.today + timedelta(days=1))
    assert (duty.unit_id, duty.due) == (episode.unit_id, by.today + timedelta(days=7))
    assert by.user.name in duty.what
    assert "Gun" not in duty.what
    assert duty.url == draft.get_absolute_url()
    sign(draft=draft, by=by)
    assert owed(by.today + timedelta(days=1)) == []


@pytest.mark.parametrize(("days", "is_late"), [(7, False), (8, True)])
def test_it_is_late_when_seven_days_have_passed(episode, by, days, is_late):
    draft_of(episode, by)
    assert late(by.today + timedelta(days=days)) == [is_late]


def test_a_correction_is_owed_from_when_it_was_begun(episode, by):
    note = note_of(episode, by)
    after = later(by, days=30)
    correct(note=note, why="Fel.", by=after)
    assert owed(after.today) == []
    (duty,) = owed(after.today + timedelta(days=1))
    assert duty.due == after.today + timedelta(days=7)
    assert late(after.today + timedelta(days=7)) == [False]
    assert late(after.today + timedelta(days=8)) == [True]


def test_each_profession_owes_its_own_and_the_last_who_leaves_leaves_it_to_the_physiotherapist(episode, site, by):
    occupational = later(therapist_at(site, Role.OCCUPATIONAL_THERAPIST), days=1)
    draft_of(episode, occupational, NoteKind.CONTACT)
    draft_of(episode, by)
    tomorrow = by.today + timedelta(days=1)
    assert [by.user.name in duty.what for duty in owed(tomorrow)] == [True]
    assert [occupational.user.name in duty.what for duty in owed(tomorrow, SIGN_BY_OT)] == [True]
    colleague = therapist_at(site, Role.OCCUPATIONAL_THERAPIST)
    occupational.assignment.ends = occupational.today
    occupational.assignment.save()
    assert len(owed(tomorrow, SIGN_BY_OT)) == 1
    colleague.user.is_active = False
    colleague.user.save()
    assert owed(tomorrow, SIGN_BY_OT) == []
    assert len(owed(tomorrow)) == 2


def test_of_whose_data_are_protected_neither_day_nor_author_is_told(episode, by):
    draft_of(episode, by)
    draft_of(episode, by, NoteKind.CONTACT)
    protected(episode.person, by.user)
    (duty,) = owed(by.today + timedelta(days=1))
    assert by.user.name not in duty.what
    assert str(by.today.day) not in duty.what
    assert "utkast" not in duty.url

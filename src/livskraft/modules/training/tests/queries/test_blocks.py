"""Does a list leave out what is blocked for who reads it, and is what was opened always drawn in the log review?"""

from datetime import date, timedelta
from random import Random

import pytest

from livskraft.access import audit
from livskraft.access.actor import Actor
from livskraft.access.roles import Role
from livskraft.access.tests.factories import AssignmentFactory, actor_at
from livskraft.modules.training.actions.blocks import end_block, lift, set_block
from livskraft.modules.training.models import Block, Episode
from livskraft.modules.training.queries.blocks import opened_by, readable
from livskraft.modules.training.queries.episodes import patients
from livskraft.modules.training.rules.blocks import OPEN_FOR
from livskraft.modules.training.rules.vocabulary import Lifted
from livskraft.modules.training.tests.factories import episode_of, later, therapist_at
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.actions.persons import relate
from livskraft.people.queries.log_review import readings_of
from livskraft.people.rules.log_review import Signal, draw
from livskraft.people.rules.vocabulary import Purpose
from livskraft.people.tests.factories import NOW, person_at, sister

pytestmark = pytest.mark.django_db
MONTH = date(2026, 1, 1)
WHY = "Patienten föll ihop under besöket"


@pytest.fixture
def site():
    return SiteFactory()


@pytest.fixture
def by(site):
    return therapist_at(site)


@pytest.fixture
def colleague(site):
    return therapist_at(sister(site))


@pytest.fixture
def person(site, by, colleague):
    made = person_at(site)
    relate(person=made, unit=colleague.assignment.unit, purpose=Purpose.TRAINING, until=None, by=by)
    return made


def test_what_is_blocked_is_left_out_of_a_list_until_it_is_opened_or_ended(person, by, colleague):
    episode = episode_of(person, by)
    rows = Episode.objects.visible_to(colleague)
    assert list(readable(rows, colleague)) == [episode]
    block = set_block(person=person, by=by)
    assert list(readable(rows, colleague)) == []
    assert list(readable(rows, by)) == [episode]
    lift(block=block, ground=Lifted.CONSENT, reason=WHY, by=colleague)
    assert list(readable(rows, colleague)) == [episode]
    tomorrow = later(colleague, hours=24)
    assert list(readable(rows, tomorrow)) == []
    end_block(block=block, by=by)
    assert list(readable(rows, tomorrow)) == [episode]


def test_a_block_under_the_other_name_of_one_who_was_merged_hides_too(person, site, by, colleague):
    episode = episode_of(person, by)
    other = person_at(site, "Elsie")
    set_block(person=other, by=by)
    assert list(readable(Episode.objects.all(), colleague)) == [episode]
    other.merged_into = person
    other.save()
    assert list(readable(Episode.objects.all(), colleague)) == []
    other.merged_into, person.merged_into = None, other
    other.save()
    person.save()
    assert list(readable(Episode.objects.all(), colleague)) == []


def test_another_units_block_hides_only_what_that_unit_wrote(person, by, colleague):
    episode = episode_of(person, by)
    set_block(person=person, by=colleague)
    third = actor_at(sister(by.assignment.unit), Role.PHYSIOTHERAPIST, at=NOW)
    assert list(readable(Episode.objects.all(), third)) == [episode]


def test_whoever_has_changed_units_no_longer_finds_the_patient_in_their_list(person, by, colleague):
    episode = episode_of(person, by)
    set_block(person=person, by=by)
    moved = AssignmentFactory(user=by.user, unit=colleague.assignment.unit, role=Role.PHYSIOTHERAPIST)
    there = Actor(at=NOW, user=by.user, assignment=moved)
    assert list(patients(there)) == []
    assert list(patients(by)) == [episode]
    Block.objects.all().delete()
    assert list(patients(there)) == [episode]


def test_a_reading_while_it_was_open_always_stands_in_the_log_review(person, by, colleague):
    def read(at):
        audit.read(Actor(at=at, user=colleague.user, assignment=colleague.assignment), "people.read", [person])

    block = set_block(person=person, by=by)
    read(NOW - timedelta(minutes=1))
    lift(block=block, ground=Lifted.EMERGENCY, reason=WHY, by=colleague)
    read(NOW)
    read(NOW + OPEN_FOR - timedelta(seconds=1))
    read(NOW + OPEN_FOR)
    readings = readings_of(colleague.assignment.unit, MONTH)
    lifted = [reading for reading in readings if Signal.LIFTED in reading.signals]
    assert [reading.at for reading in lifted] == [NOW, NOW + OPEN_FOR - timedelta(seconds=1)]
    drawn = {reading.entry for reading in draw(readings, Random(1))}
    assert {reading.entry for reading in lifted} <= drawn
    audit.read(Actor(at=NOW, user=by.user, assignment=by.assignment), "people.read", [person])
    assert not any(Signal.LIFTED in reading.signals for reading in readings_of(by.assignment.unit, MONTH))


def test_what_was_open_some_part_of_the_time_is_told_under_both_names(person, site, by, colleague):
    lift(block=set_block(person=person, by=by), ground=Lifted.CONSENT, reason=WHY, by=colleague)
    users = [colleague.user.pk]
    assert [row[1] for row in opened_by(users, NOW + OPEN_FOR - timedelta(seconds=1), NOW + OPEN_FOR)] == [person.pk]
    assert not list(opened_by(users, NOW + OPEN_FOR, NOW + OPEN_FOR * 2))
    assert not list(opened_by(users, NOW - OPEN_FOR, NOW))
    assert not list(opened_by([by.user.pk], NOW, NOW + OPEN_FOR))
    other = person_at(site, "Elsie")
    person.merged_into = other
    person.save()
    assert {row[1] for row in opened_by(users, NOW, NOW + OPEN_FOR)} == {person.pk, other.pk}

"""Is everything of rehabilitation told by its kind and never by what it says, and only to who may read it?"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.modules.training.actions.blocks import set_block
from livskraft.modules.training.actions.goals import add_goal
from livskraft.modules.training.queries.rehab_holdings import (
    last_journalled,
    told_rehabilitation,
    told_to_therapist,
)
from livskraft.modules.training.tests.factories import episode_of, later, therapist_at
from livskraft.modules.training.tests.notes import draft_of, note_of
from livskraft.modules.training.tests.rehab import programme_of, session_of
from livskraft.organisation.models import Unit
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.models import Person
from livskraft.people.queries.access_reports import everything_about
from livskraft.people.queries.records import records_of
from livskraft.people.rules.vocabulary import Regime
from livskraft.people.tests.factories import NOW, person_at, sister

pytestmark = pytest.mark.django_db
SECRET = "Kanariefågel"


@pytest.fixture
def site():
    return SiteFactory()


@pytest.fixture
def by(site):
    return therapist_at(site)


def full(person, by):
    """A period with one of most things, each with a secret in it."""
    episode = episode_of(person, by)
    add_goal(episode=episode, text=SECRET, agreed_on=by.today, by=by)
    programme_of(episode, by, "Uppresning", remark=SECRET)
    note_of(episode, by, parts={"measures": SECRET}, session=session_of(episode, by))
    draft_of(episode, later(by, days=2), parts={"measures": SECRET})
    return episode


def test_it_is_told_that_each_exists_and_never_what_it_says(site, by):
    person = person_at(site)
    full(person, by)
    lines = list(told_rehabilitation([person.pk]))
    assert {line.text for line in lines} == {
        "Rehabilitering öppnad",
        "Mål",
        "Träningsprogram",
        "Anteckning: besök",
        "Pass",
        "Utkast till anteckning: besök",
    }
    assert [line.on for line in lines] == sorted((line.on for line in lines), reverse=True)
    assert {line.unit_id for line in lines} == {site.pk}


def test_nothing_is_decrypted_and_little_is_asked(site, by):
    person = person_at(site)
    full(person, by)
    with CaptureQueriesContext(connection) as captured:
        list(told_rehabilitation([person.pk]))
    assert len(captured) == 1
    asked = captured[0]["sql"]
    for secret in ('"parts"', '"text"', '"remark"', '"why"', '"answers"', '"reason"', '"what"."'):
        assert f".{secret}" not in asked


def test_more_than_a_portion_is_told_to_the_end(site, by):
    person = person_at(site)
    episode = episode_of(person, by)
    for days in range(40):
        session_of(episode, later(by, days=days))
    assert len(list(told_rehabilitation([person.pk]))) == 41


def test_the_last_day_is_when_something_was_last_written(site, by):
    one, other, none = person_at(site), person_at(site, "Bo"), person_at(site, "Ann")
    full(one, by)
    episode_of(other, by)
    assert last_journalled([one.pk, other.pk, none.pk]) == {one.pk: later(by, days=2).today, other.pk: by.today}


def test_another_caregiver_who_takes_over_reads_nothing_of_it(site, by):
    person = person_at(site)
    full(person, by)
    assert list(told_to_therapist([person.pk], by))
    other = therapist_at(SiteFactory())
    Person.objects.filter(pk=person.pk).update(keeper=other.caregiver)
    assert list(told_to_therapist([person.pk], other)) == []


def test_what_is_blocked_is_told_to_nobody_at_other_units(site, by):
    person = person_at(site)
    full(person, by)
    colleague = therapist_at(sister(site))
    assert list(told_to_therapist([person.pk], colleague))
    set_block(person=person, by=by)
    assert list(told_to_therapist([person.pk], colleague)) == []
    assert list(told_to_therapist([person.pk], by))


def test_it_is_closed_on_the_persons_page_to_who_does_not_work_in_health_care(site, by):
    person = person_at(site)
    full(person, by)
    for role in (Role.CARE_STAFF, Role.UNIT_MANAGER):
        (health,) = [each for each in records_of(person, actor_at(site, role, at=NOW)) if each.regime == Regime.HEALTH]
        assert (health.closed, health.records) == (True, [])
    (health,) = [each for each in records_of(person, by) if each.regime == Regime.HEALTH]
    assert len(health.records) == 6
    assert health.records[0].url == f"/rehab/{health.records[0].url.split('/')[2]}/"


def test_the_persons_own_extract_says_how_much_is_not_shown(site, by):
    person = person_at(site)
    full(person, by)
    manager = actor_at(site, Role.UNIT_MANAGER, at=NOW)
    (health,) = [each for each in everything_about(person, manager).under if each.regime == Regime.HEALTH]
    assert (health.closed, health.kept) == (6, [])
    Person.objects.filter(pk=person.pk).update(keeper=Unit.objects.exclude(pk=person.keeper_id).first())
    assert SECRET not in str(everything_about(person, by))

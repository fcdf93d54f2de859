"""Does a goal stand as it was agreed, followed up once, and only where the journal is kept here?"""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction

from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.kit.errors import Conflict, Refused
from livskraft.modules.training.actions.goals import add_goal, follow_up_goal
from livskraft.modules.training.models import Goal, GoalFollowUp
from livskraft.modules.training.rules.vocabulary import Outcome
from livskraft.modules.training.tests.factories import episode_of, later, therapist_at
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.tests.factories import NOW, person_at, sister

pytestmark = pytest.mark.django_db
TEXT = "Gå till affären och hem utan att vila"


@pytest.fixture
def site():
    return SiteFactory()


@pytest.fixture
def by(site):
    return therapist_at(site)


@pytest.fixture
def episode(site, by):
    return episode_of(person_at(site), by)


def agreed(episode, by, text=TEXT, on=None):
    return add_goal(episode=episode, text=text, agreed_on=on or by.today, by=by)


def test_a_goal_is_kept_and_cannot_be_read_in_the_database(episode, by):
    made = agreed(episode, by)
    made.refresh_from_db()
    assert (made.text, made.person, made.noted_by) == (TEXT, episode.person, by.user)
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM training_goal")
        assert "affären" not in str(cursor.fetchone())


def test_the_same_words_within_a_minute_are_the_same_press(episode, by):
    made = agreed(episode, by)
    assert agreed(episode, later(by, seconds=59)) == made
    agreed(episode, by, "Ett annat mål")
    agreed(episode, later(by, seconds=60))
    assert Goal.objects.count() == 3


def test_a_goal_needs_words_and_a_day_within_the_period(episode, by):
    with pytest.raises(Refused) as refused:
        agreed(episode, by, " \u200b ")
    assert refused.value.field == "text"
    for days in (-1, 1):
        with pytest.raises(Refused) as refused:
            agreed(episode, by, on=by.today + timedelta(days=days))
        assert refused.value.field == "agreed_on"


def test_none_is_written_where_the_journal_is_kept_elsewhere(site, by):
    episode = episode_of(person_at(site), by, elsewhere="Journalsystem A")
    with pytest.raises(Refused) as refused:
        agreed(episode, by)
    assert "Journalsystem A" in refused.value.message
    assert not Goal.objects.exists()


def test_it_is_followed_up_once(episode, by):
    goal = agreed(episode, by)
    made = follow_up_goal(goal=goal, outcome=Outcome.PARTLY, on=by.today, by=by)
    assert follow_up_goal(goal=goal, outcome=Outcome.PARTLY, on=by.today, by=by) == made
    with pytest.raises(Conflict):
        follow_up_goal(goal=goal, outcome=Outcome.REACHED, on=by.today, by=by)
    assert GoalFollowUp.objects.get().outcome == Outcome.PARTLY


def test_it_is_not_followed_up_before_it_was_agreed(episode, by):
    after = later(by, days=3)
    goal = agreed(episode, after)
    with pytest.raises(Refused) as refused:
        follow_up_goal(goal=goal, outcome=Outcome.REACHED, on=by.today, by=after)
    assert refused.value.field == "on"


@pytest.mark.django_db(transaction=True)
def test_the_database_refuses_to_change_a_goal(episode, by):
    goal = agreed(episode, by)
    with pytest.raises(DatabaseError), transaction.atomic():
        Goal.objects.filter(pk=goal.pk).update(agreed_on=NOW.date() - timedelta(days=1))
    with pytest.raises(DatabaseError), transaction.atomic():
        goal.delete()


def test_others_write_no_goal(site, episode):
    for who in (
        actor_at(site, Role.CARE_STAFF, at=NOW),
        actor_at(site, Role.UNIT_MANAGER, at=NOW),
        therapist_at(sister(site)),
        therapist_at(SiteFactory()),
    ):
        with pytest.raises(PermissionDenied):
            agreed(episode, who)

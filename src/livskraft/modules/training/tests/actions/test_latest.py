"""Is the day when something last happened in a period what its sessions and notes say, whatever is done?"""

from datetime import timedelta
from random import Random

import pytest

from livskraft.access.roles import Role
from livskraft.modules.training.actions.closing import Introduction, close_episode
from livskraft.modules.training.actions.elsewhere import note_elsewhere
from livskraft.modules.training.actions.episodes import hand_over_episode
from livskraft.modules.training.actions.goals import add_goal
from livskraft.modules.training.actions.latest import latest_day
from livskraft.modules.training.actions.notes import disclose, take_in_unsigned
from livskraft.modules.training.actions.rehab_sessions import Trained, change_session, record_session, remove_session
from livskraft.modules.training.models import Episode
from livskraft.modules.training.rules.vocabulary import NoIntroduction, NoteKind
from livskraft.modules.training.tests.factories import episode_of, later, therapist_at
from livskraft.modules.training.tests.notes import corrected, draft_of, filled, note_of
from livskraft.modules.training.tests.rehab import session_of
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.tests.factories import person_at

pytestmark = pytest.mark.django_db
WEEKS = 6


@pytest.fixture
def site():
    return SiteFactory()


@pytest.fixture
def opened(site):
    return therapist_at(site)


@pytest.fixture
def by(opened):
    """So much later that there are days to choose among."""
    return later(opened, weeks=WEEKS)


@pytest.fixture
def episode(site, opened):
    return episode_of(person_at(site), opened)


def last_of(episode):
    """The day that stands there, which is the one that the records say."""
    kept = Episode.objects.annotate(said=latest_day()).get(pk=episode.pk)
    assert kept.last_on == kept.said
    return kept.last_on


def on_day(opened, days):
    return {"happened_at": opened.at + timedelta(days=days)}


def trained(opened, days):
    return Trained(opened.today + timedelta(days=days), opened.assignment.unit)


def test_a_period_begins_on_the_day_it_is_opened(opened, episode):
    assert last_of(episode) == opened.today


def test_a_session_and_a_note_move_it_forward_to_their_own_day(opened, by, episode):
    record_session(episode=episode, trained=trained(opened, 3), by=by)
    assert last_of(episode) == opened.today + timedelta(days=3)
    note_of(episode, by, NoteKind.CONTACT, **on_day(opened, 9))
    assert last_of(episode) == opened.today + timedelta(days=9)


def test_what_is_written_afterwards_of_a_day_before_does_not_move_it_back(opened, by, episode):
    note_of(episode, by, NoteKind.CONTACT, **on_day(opened, 9))
    note_of(episode, later(by, hours=1), NoteKind.CONTACT, **on_day(opened, 5))
    record_session(episode=episode, trained=trained(opened, 2), by=by)
    assert last_of(episode) == opened.today + timedelta(days=9)


def test_a_session_that_is_moved_or_never_was_leaves_what_is_left(opened, by, episode):
    note_of(episode, by, NoteKind.CONTACT, **on_day(opened, 4))
    session = record_session(episode=episode, trained=trained(opened, 9), by=by)
    change_session(session=session, trained=trained(opened, 6), by=by)
    assert last_of(episode) == opened.today + timedelta(days=6)
    change_session(session=session, trained=trained(opened, 12), by=by)
    assert last_of(episode) == opened.today + timedelta(days=12)
    remove_session(session=session, by=by)
    assert last_of(episode) == opened.today + timedelta(days=4)


def test_what_stands_in_the_other_system_counts_on_its_day(site, opened, by):
    episode = episode_of(person_at(site), opened, elsewhere="Journalsystem A")
    on = opened.today + timedelta(days=7)
    note_elsewhere(episode=episode, kind=NoteKind.CONTACT, on=on, who=by.user, by=by)
    assert last_of(episode) == on


def test_a_note_taken_in_after_who_left_counts_on_its_day(site, opened, by, episode):
    gone = therapist_at(site)
    draft = draft_of(episode, later(gone, weeks=WEEKS), NoteKind.CONTACT, **on_day(opened, 8))
    gone.user.is_active = False
    gone.user.save()
    assert last_of(episode) == opened.today
    take_in_unsigned(draft=draft, by=by)
    assert last_of(episode) == opened.today + timedelta(days=8)


def test_what_is_only_written_about_the_period_does_not_count(site, opened, by, episode):
    draft_of(episode, by, NoteKind.CONTACT, **on_day(opened, 5))
    add_goal(episode=episode, text="Gå i trappor", agreed_on=by.today, by=by)
    disclose(episode=episode, what="Allt", recipient="Patienten", on=by.today, by=by)
    hand_over_episode(episode=episode, to=therapist_at(site, Role.OCCUPATIONAL_THERAPIST).user, by=by)
    assert last_of(episode) == opened.today


def test_closing_keeps_it(opened, by, episode):
    for kind in (NoteKind.BEGINNING, NoteKind.SUMMARY):
        note_of(episode, by, kind, **on_day(opened, 10))
    close_episode(episode=episode, introduction=Introduction(why_not=NoIntroduction.MOVED), by=by)
    assert last_of(episode) == opened.today + timedelta(days=10)


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_done_in_whatever_order_it_is_what_the_records_say(opened, by, episode, seed):
    chance = Random(seed)
    other = episode_of(person_at(opened.assignment.unit, "Bo"), opened)
    notes, sessions = [], []
    for step in range(20):
        now = later(by, hours=step)
        days = chance.randrange(1, WEEKS * 7)
        do = chance.choice(["session", "note", "journalled", "correction", "change", "change", "remove"])
        if do == "session" or (do in ("change", "remove") and not sessions):
            sessions.append(record_session(episode=episode, trained=trained(opened, days), by=now))
        elif do == "change":
            change_session(session=chance.choice(sessions), trained=trained(opened, days), by=now)
        elif do == "remove":
            remove_session(session=sessions.pop(chance.randrange(len(sessions))), by=now)
        elif do == "journalled":
            held = session_of(episode, now)
            notes.append(note_of(episode, now, session=held, happened_at=now.at))
        elif do == "correction" and notes:
            notes.append(corrected(notes.pop(chance.randrange(len(notes))), now, filled(NoteKind.SESSION)))
        else:
            notes.append(note_of(episode, now, **on_day(opened, days)))
        last_of(episode)
    assert last_of(other) == opened.today

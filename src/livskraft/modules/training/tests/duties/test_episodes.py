"""Are sessions owed until they are journalled, and quiet periods until they go on, without anybody named?"""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from livskraft.access.actor import system_actor
from livskraft.access.guards import may_open
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.duties.actions import clear_notes, write_note
from livskraft.duties.catalogue import Group, kinds
from livskraft.duties.queries import counts_at, duties_of, duty_owed
from livskraft.modules.training.actions.elsewhere import note_elsewhere
from livskraft.modules.training.duties.episodes import CLOSE, CLOSE_BY_OT, JOURNAL, JOURNAL_BY_OT
from livskraft.modules.training.rules.episodes import DAYS_QUIET
from livskraft.modules.training.rules.vocabulary import NoteKind
from livskraft.modules.training.tests.factories import episode_of, later, therapist_at
from livskraft.modules.training.tests.notes import note_of
from livskraft.modules.training.tests.rehab import session_of
from livskraft.organisation.models import Unit
from livskraft.organisation.queries import keeper_of
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.models import Person
from livskraft.people.rules.vocabulary import Protection
from livskraft.people.tests.factories import NOW, person_at, protected

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    return SiteFactory()


@pytest.fixture
def by(site):
    return therapist_at(site)


@pytest.fixture
def person(site):
    return person_at(site, "Kanariefågel")


def owed(who, *keys):
    return [duty for duty in duties_of(who) if duty.key.partition(":")[0] in keys]


def test_a_session_is_owed_the_same_day_and_late_the_next(by, person):
    episode = episode_of(person, by)
    session = session_of(episode, by)
    (duty,) = owed(by, JOURNAL)
    assert duty.group(by.today) == Group.TODAY
    assert duty.url == f"/rehab/{episode.pk}/#pass"
    assert "Kanariefågel" not in duty.what
    (duty,) = owed(later(by, days=1), JOURNAL)
    assert duty.group(by.today + timedelta(days=1)) == Group.LATE
    note_of(episode, by, session=session)
    assert owed(by, JOURNAL) == []


def test_it_is_owed_where_the_journal_is_kept_elsewhere_too(by, person):
    episode = episode_of(person, by, elsewhere="Journalsystem A")
    session_of(episode, by)
    (duty,) = owed(by, JOURNAL)
    assert duty.url == f"/rehab/{episode.pk}/journalfort/"
    note_elsewhere(episode=episode, kind=NoteKind.SESSION, on=by.today, who=by.user, by=by)
    assert owed(by, JOURNAL) == []


def test_several_sessions_of_a_period_are_one_duty_from_the_oldest(by, person):
    episode = episode_of(person, by)
    session_of(episode, by)
    session_of(episode, later(by, days=2))
    (duty,) = owed(later(by, days=2), JOURNAL)
    assert (duty.count, duty.due) == (2, by.today)
    assert "2 pass" in duty.what


def test_each_profession_owes_its_own(site, by, person):
    other = therapist_at(site, Role.OCCUPATIONAL_THERAPIST)
    episode = episode_of(person, other)
    session_of(episode, other)
    assert [len(owed(by, JOURNAL)), len(owed(other, JOURNAL_BY_OT))] == [0, 1]
    session_of(episode_of(person_at(site), by), by)
    assert [len(owed(by, JOURNAL)), len(owed(other, JOURNAL_BY_OT))] == [1, 1]


def test_when_the_last_occupational_therapist_has_gone_the_physiotherapist_owes_it(site, by, person):
    gone = therapist_at(site, Role.OCCUPATIONAL_THERAPIST)
    session_of(episode_of(person, gone), gone)
    gone.assignment.ends = by.today + timedelta(days=1)
    gone.assignment.save()
    assert [len(owed(by, JOURNAL)), len(owed(later(by, days=1), JOURNAL))] == [0, 1]
    assert len(owed(later(by, days=DAYS_QUIET + 1), CLOSE)) == 1
    colleague = actor_at(site, Role.OCCUPATIONAL_THERAPIST, at=later(by, days=1).at)
    assert [len(owed(later(by, days=1), JOURNAL)), len(owed(colleague, JOURNAL_BY_OT))] == [0, 1]


@pytest.mark.parametrize("role", [Role.PHYSIOTHERAPIST, Role.OCCUPATIONAL_THERAPIST])
def test_where_no_therapist_is_left_the_provider_is_told_that_nobody_is_there_and_finds_who_is(client, site, role):
    gone = therapist_at(site, role)
    for name in ("Kanariefågel", "Bo"):
        session_of(episode_of(person_at(site, name), gone), gone)
    after = later(gone, days=DAYS_QUIET + 1)
    manager = actor_at(keeper_of(site, after.today), Role.AREA_MANAGER, at=after.at)
    assert owed(manager, JOURNAL, CLOSE) == []
    gone.assignment.ends = after.today
    gone.assignment.save()
    journal, close = owed(manager, JOURNAL, CLOSE)
    assert (journal.what, journal.count) == (f"Ingen fysioterapeut finns på {site.name}: pass att journalföra", 1)
    assert "att fortsätta eller avsluta" in close.what
    assert (journal.due, journal.vacant, journal.unit_id) == (NOW.date(), True, site.pk)
    assert gone.user.name not in journal.what
    assert may_open(manager, journal.url)
    client.force_login(manager.user)
    assert client.get(journal.url).status_code == 200
    assert duty_owed(manager, journal.key) == journal
    write_note(key=journal.key, text="Annonsen är ute", waiting_until=None, by=manager)
    assert clear_notes(by=system_actor("clear_notes", manager.at)) == 0
    assert owed(actor_at(site, Role.PHYSIOTHERAPIST, at=manager.at), JOURNAL)[0].vacant is False
    assert owed(manager, JOURNAL, CLOSE) == []


def test_a_session_that_the_other_profession_held_is_that_ones(site, by, person):
    other = therapist_at(site, Role.OCCUPATIONAL_THERAPIST)
    session_of(episode_of(person, by), other)
    assert [len(owed(by, JOURNAL)), len(owed(other, JOURNAL_BY_OT))] == [0, 1]


def test_other_units_and_other_roles_owe_nothing_of_it(site, by, person):
    session_of(episode_of(person, by), by)
    assert owed(therapist_at(SiteFactory()), JOURNAL) == []
    for role in (Role.CARE_STAFF, Role.UNIT_MANAGER):
        assert owed(actor_at(site, role, at=NOW), JOURNAL, JOURNAL_BY_OT, CLOSE, CLOSE_BY_OT) == []


def test_a_period_is_owed_when_it_has_been_quiet_too_long(by, person):
    episode_of(person, by)
    assert owed(later(by, days=DAYS_QUIET), CLOSE) == []
    (duty,) = owed(later(by, days=DAYS_QUIET + 1), CLOSE)
    assert duty.group(by.today + timedelta(days=DAYS_QUIET + 1)) == Group.TODAY
    assert "Kanariefågel" not in duty.what
    (duty,) = owed(later(by, days=DAYS_QUIET + 2), CLOSE)
    assert duty.group(by.today + timedelta(days=DAYS_QUIET + 2)) == Group.LATE


def test_whatever_happens_makes_it_no_longer_quiet(by, person):
    after = later(by, days=DAYS_QUIET)
    last = later(after, days=1)
    here = episode_of(person, by)
    assert len(owed(last, CLOSE)) == 1
    note_of(here, after, NoteKind.CONTACT)
    assert owed(last, CLOSE) == []
    assert len(owed(later(last, days=DAYS_QUIET), CLOSE)) == 1


def test_a_session_and_what_is_journalled_elsewhere_count_too(site, by):
    after = later(by, days=DAYS_QUIET)
    last = later(after, days=1)
    one = episode_of(person_at(site, "Bo"), by, elsewhere="Journalsystem A")
    other = episode_of(person_at(site, "Ann"), by)
    assert len(owed(last, CLOSE)) == 2
    session_of(one, after)
    assert len(owed(last, CLOSE)) == 1
    note_elsewhere(episode=other, kind=NoteKind.CONTACT, on=after.today, who=by.user, by=after)
    assert owed(last, CLOSE) == []


def test_late_is_counted_in_the_database_as_it_is_told(site, by, person):
    session_of(episode_of(person, by), by)
    units = Unit.objects.filter(pk=site.pk)
    for days, late in ((0, 0), (1, 1)):
        (row,) = counts_at(units, by.today + timedelta(days=days), [kinds[JOURNAL]])
        assert (row.owed, row.late) == (1, late)
    episode_of(person_at(site, "Bo"), by)
    for days, late in ((1, 0), (2, 1)):
        (row,) = counts_at(units, by.today + timedelta(days=DAYS_QUIET + days), [kinds[CLOSE]])
        assert (row.owed, row.late) == (1, late)


def test_of_somebody_protected_neither_name_nor_day_is_told(site, by):
    for name in ("Bo", "Ann"):
        session_of(episode_of(protected(person_at(site, name), by.user), by), by)
    (duty,) = owed(later(by, days=4), JOURNAL)
    assert (duty.due, duty.url, duty.count) == (by.today + timedelta(days=4), "/rehab/", 1)
    assert "skyddade uppgifter" in duty.what
    (duty,) = owed(later(by, days=DAYS_QUIET + 1), CLOSE)
    assert "skyddade uppgifter" in duty.what


def test_who_turned_out_to_be_somebody_protected_is_protected_too(site, by, person):
    secret = person_at(site, "Bo")
    session_of(episode_of(person, by), by)
    Person.objects.filter(pk=secret.pk).update(protection=Protection.MARKED)
    Person.objects.filter(pk=person.pk).update(merged_into=secret)
    (duty,) = owed(by, JOURNAL)
    assert duty.url == "/rehab/"


def test_what_another_caregiver_has_taken_over_is_owed_by_nobody(site, by, person):
    session_of(episode_of(person, by), by)
    Person.objects.filter(pk=person.pk).update(keeper=Unit.objects.exclude(pk=person.keeper_id).first())
    assert owed(later(by, days=DAYS_QUIET + 1), JOURNAL, CLOSE) == []


def test_many_cost_as_much_as_one(site, by, person):
    def cost():
        with CaptureQueriesContext(connection) as captured:
            duties_of(later(by, days=DAYS_QUIET + 1))
        return len(captured)

    session_of(episode_of(person, by), by)
    episode_of(person_at(site, "Bo"), by)
    one = cost()
    for number in range(10):
        session_of(episode_of(person_at(site, f"Ann {number}"), by), by)
        episode_of(person_at(site, f"Bo {number}"), by)
    assert cost() == one

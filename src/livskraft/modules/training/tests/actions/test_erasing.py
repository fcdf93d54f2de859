"""Does a whole journal go when that is decided, and only then; and stay when somebody has it held?"""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction

from livskraft.access.actor import Actor, system_actor
from livskraft.access.roles import Role
from livskraft.access.tests.factories import AssignmentFactory, actor_at
from livskraft.modules.training.actions.blocks import lift, set_block
from livskraft.modules.training.actions.closing import Introduction, close_episode
from livskraft.modules.training.actions.elsewhere import note_elsewhere
from livskraft.modules.training.actions.erasing import erase_rehabilitation
from livskraft.modules.training.actions.goals import add_goal, follow_up_goal
from livskraft.modules.training.actions.notes import disclose, object_to
from livskraft.modules.training.models import OF_EPISODES, Episode, JournalledElsewhere, RehabDose, RehabResult
from livskraft.modules.training.rules.vocabulary import Lifted, NoIntroduction, NoteKind, Outcome
from livskraft.modules.training.tests.factories import episode_of
from livskraft.modules.training.tests.notes import corrected, draft_of, filled, note_of
from livskraft.modules.training.tests.rehab import programme_of, session_of
from livskraft.organisation.kinds import ContractKind
from livskraft.organisation.tests.factories import SiteFactory, responsible_body
from livskraft.people.actions import holds, retention
from livskraft.people.models import CareRelation, Person
from livskraft.people.rules.vocabulary import Regime
from livskraft.people.tests.factories import person_at, sister

pytestmark = pytest.mark.django_db
LONG_AGO = datetime(2012, 1, 2, 9, tzinfo=UTC)
TODAY = datetime(2026, 11, 22, 9, tzinfo=UTC)
# Made by other ways than those of a period.
MADE_APART = {"Block", "Lift", "RehabMeasurement", "NoteCode"}
EVERYTHING = (Episode, *OF_EPISODES, RehabDose, RehabResult)


@pytest.fixture(autouse=True)
def somewhere(settings, tmp_path):
    settings.LIVSKRAFT_MUNICIPALITY_CODE = "0680"
    settings.LIVSKRAFT_VAR = tmp_path


@pytest.fixture
def site():
    return SiteFactory(contract={"kind": ContractKind.ASSIGNMENT, "starts": LONG_AGO.date() - timedelta(days=9)})


@pytest.fixture
def by(site):
    post = AssignmentFactory(unit=site, role=Role.PHYSIOTHERAPIST, starts=LONG_AGO.date())
    return Actor(at=LONG_AGO, user=post.user, assignment=post)


def journal(person, by):
    """One of everything that a journal can hold."""
    episode = episode_of(person, by)
    goal = add_goal(episode=episode, text="Gå i trappor", agreed_on=by.today, by=by)
    follow_up_goal(goal=goal, outcome=Outcome.REACHED, on=by.today, by=by)
    programme = programme_of(episode, by, f"Uppresning {episode.pk}")
    note = note_of(episode, by, session=session_of(episode, by, programme))
    corrected(corrected(note, by, filled(NoteKind.SESSION)), by, filled(NoteKind.SESSION))
    object_to(note=note, text="Så var det inte", by=by)
    disclose(episode=episode, what="Allt", recipient="Patienten", on=by.today, by=by)
    draft_of(episode, by, NoteKind.CONTACT)
    JournalledElsewhere.objects.create(
        episode=episode, person=person, kind=NoteKind.CONTACT, system="A", on=by.today, by=by.user, noted_at=by.at
    )
    return episode


def kept(person):
    return {model: model.objects.filter(**{_way(model): person}).count() for model in EVERYTHING}


def _way(model):
    return {RehabDose: "programme__person", RehabResult: "session__person"}.get(model, "person")


def purge(site, person):
    """The order of today over the old journals, carried out."""
    CareRelation.objects.filter(person=person).delete()
    by = actor_at(responsible_body(), Role.ADMINISTRATION, TODAY)
    order = retention.make_order(regime=Regime.HEALTH, by=by)
    retention.decide(order=order, reference="Dnr 1", by=by)
    retention.execute(order=order, by=system_actor("test", TODAY))
    return order


def test_a_purge_removes_all_of_it_and_nothing_of_others(site, by):
    person, other = person_at(site, at=LONG_AGO), person_at(site, "Bo", at=LONG_AGO)
    journal(person, by)
    theirs = journal(other, by)
    holds.place_hold(person=other, reason="Anmälan", reference="", by=actor_at(site, Role.UNIT_MANAGER, TODAY))
    before = kept(other)
    assert all(kept(person)[model] for model in EVERYTHING if model.__name__ not in MADE_APART)
    purge(site, person)
    assert set(kept(person).values()) == {0}
    assert kept(other) == before
    assert Episode.objects.get() == theirs


def test_blocks_and_what_was_lifted_go_too(site, by):
    person = person_at(site, at=LONG_AGO)
    block = set_block(person=person, by=by)
    other = sister(site)
    colleague = AssignmentFactory(unit=other, role=Role.PHYSIOTHERAPIST, starts=LONG_AGO.date())
    CareRelation.objects.create(person=person, unit=other, purpose="training", starts=LONG_AGO.date())
    by_colleague = Actor(at=LONG_AGO, user=colleague.user, assignment=colleague)
    lift(block=block, ground=Lifted.CONSENT, reason="Patienten säger ja i dag.", by=by_colleague)
    purge(site, person)
    assert set(kept(person).values()) == {0}


def test_what_is_held_is_spared(site, by):
    person = person_at(site, at=LONG_AGO)
    journal(person, by)
    before = kept(person)
    holds.place_hold(person=person, reason="Anmälan", reference="", by=actor_at(site, Role.UNIT_MANAGER, TODAY))
    with pytest.raises(Exception, match="bevaras"):
        purge(site, person)
    assert kept(person) == before


def test_what_is_not_ten_years_old_stays(site, by):
    person = person_at(site, at=LONG_AGO)
    episode = episode_of(person, by)
    for kind in (NoteKind.BEGINNING, NoteKind.SUMMARY):
        note_of(episode, by, kind)
    recent = type(by)(at=TODAY - timedelta(days=3600), user=by.user, assignment=by.assignment)
    close_episode(episode=episode, introduction=Introduction(why_not=NoIntroduction.MOVED), by=recent)
    with pytest.raises(Exception, match="Inget är gammalt nog"):
        purge(site, person)
    assert Episode.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_without_a_purge_the_database_lets_go_of_nothing_signed(site, by):
    person = person_at(site, at=LONG_AGO)
    journal(person, by)
    before = kept(person)
    with pytest.raises(DatabaseError), transaction.atomic():
        erase_rehabilitation([person.pk])
    assert kept(person) == before
    assert Person.objects.filter(pk=person.pk).exists()


def test_a_journal_kept_elsewhere_goes_with_its_sessions(site, by):
    person = person_at(site, at=LONG_AGO)
    episode = episode_of(person, by, elsewhere="Journalsystem A")
    session_of(episode, by)
    note_elsewhere(episode=episode, kind=NoteKind.SESSION, on=by.today, who=by.user, by=by)
    purge(site, person)
    assert set(kept(person).values()) == {0}

"""Does the database keep what is signed, whoever asks, and let go of it only while a decided purge is carried out?"""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import Error, connection, transaction

from livskraft.access.actor import system_actor
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.kit import insert_only
from livskraft.modules.training.actions.notes import disclose, object_to
from livskraft.modules.training.models import (
    SIGNED,
    Block,
    Draft,
    Episode,
    Goal,
    GoalFollowUp,
    JournalledElsewhere,
    Lift,
    Note,
    NoteCode,
    RehabSession,
)
from livskraft.modules.training.rules.vocabulary import NoteKind
from livskraft.modules.training.tests.factories import episode_of, later
from livskraft.modules.training.tests.notes import corrected, draft_of, note_of
from livskraft.organisation.kinds import ContractKind
from livskraft.organisation.tests.factories import SiteFactory, responsible_body
from livskraft.people import erasures
from livskraft.people.actions import holds, retention
from livskraft.people.actions.merging import merge
from livskraft.people.models import Person, PurgeLine, Release
from livskraft.people.rules.vocabulary import Regime
from livskraft.people.tests.factories import person_at

pytestmark = pytest.mark.django_db
LONG_AGO = datetime(2012, 1, 10, 9, tzinfo=UTC)
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
BORN_2 = "193805028432"


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    settings.LIVSKRAFT_MUNICIPALITY_CODE = "0680"
    settings.LIVSKRAFT_VAR = tmp_path


@pytest.fixture
def site():
    return SiteFactory(contract={"kind": ContractKind.ASSIGNMENT, "starts": date(2010, 1, 1)})


@pytest.fixture
def by(site):
    actor = actor_at(site, Role.PHYSIOTHERAPIST, at=LONG_AGO)
    actor.assignment.starts = date(2010, 1, 1)
    actor.assignment.save()
    return actor


def journal_of(person, by):
    """One of everything that is signed, a correction that is corrected, a session and a draft."""
    episode = episode_of(person, by)
    first = note_of(episode, later(by, hours=1))
    second = corrected(first, later(by, hours=2), {"measures": "Höger ben."})
    corrected(second, later(by, hours=3), {"measures": "Båda benen."})
    object_to(note=first, text="Nej.", by=later(by, hours=3))
    disclose(episode=episode, what="Allt", recipient="Patienten", on=by.today, by=by)
    own = {"episode": episode, "person": person}
    goal = Goal.objects.create(text="Gå", agreed_on=by.today, noted_at=by.at, **own)
    GoalFollowUp.objects.create(goal=goal, person=person, outcome="reached", on=by.today, noted_at=by.at)
    NoteCode.objects.create(note=first, person=person, code="QV011", text="Gång")
    JournalledElsewhere.objects.create(
        kind=NoteKind.SESSION, system="Cosmic", on=by.today, by=by.user, noted_at=by.at, **own
    )
    block = Block.objects.create(person=person, keeper=episode.keeper, unit=episode.unit, set_at=by.at)
    Lift.objects.create(
        block=block,
        person=person,
        user=by.user,
        ground="consent",
        reason="Ja",
        at=by.at,
        until=by.at + timedelta(hours=1),
    )
    RehabSession.objects.create(unit=episode.unit, site=episode.site, on=by.today, noted_at=by.at, note=first, **own)
    draft_of(episode, later(by, hours=4), NoteKind.CONTACT)
    return episode


@pytest.fixture
def person(site):
    return person_at(site, number=BORN_2, at=LONG_AGO)


@pytest.fixture
def episode(person, by):
    return journal_of(person, by)


def raw(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)


def refused(act):
    with pytest.raises(Error, match="is insert-only"), transaction.atomic():
        act()


@pytest.mark.parametrize("model", SIGNED)
def test_what_is_signed_is_neither_changed_nor_removed(episode, model):
    table = model._meta.db_table
    row = model.objects.first()
    assert row
    refused(lambda: raw(f'UPDATE "{table}" SET person_id = person_id'))
    refused(lambda: raw(f'DELETE FROM "{table}"'))
    refused(lambda: model.objects.filter(pk=row.pk).update(person=row.person_id))
    refused(row.save)
    refused(lambda: model.objects.filter(pk=row.pk)._raw_delete("default"))
    if connection.vendor == "postgresql":
        raw("SET CONSTRAINTS ALL IMMEDIATE")
        refused(lambda: raw(f'TRUNCATE "{table}" CASCADE'))
    assert model.objects.filter(pk=row.pk).exists()


def test_it_is_let_go_of_only_while_that_person_is_released(episode, person, site, by):
    other = person_at(site, "Else", at=LONG_AGO)
    Release.objects.create(person_id=other.pk, regime=Regime.HEALTH, at=NOW)
    last = Note.objects.filter(corrections=None).get()
    refused(lambda: Note.objects.filter(pk=last.pk)._raw_delete("default"))
    release = Release.objects.create(person_id=person.pk, regime=Regime.HEALTH, at=NOW)
    refused(lambda: Note.objects.filter(pk=last.pk).update(kind=NoteKind.CONTACT))
    Note.objects.filter(pk=last.pk).delete()
    release.delete()
    refused(lambda: Note.objects.filter(corrections=None).delete())


def test_every_guard_is_there_after_migrate():
    assert insert_only.missing(connection) == []
    wanted = {name for table, _event, name, _release in insert_only._wanted(connection)}
    for model in SIGNED:
        assert f"insert_only_{model._meta.db_table}_delete" in wanted


def ended(person):
    """Nobody has had to do with the patient for years."""
    person.relations.update(ends=date(2013, 1, 1))


def purged(by):
    order = retention.make_order(regime=Regime.HEALTH, by=by)
    retention.decide(order=order, reference="Dnr 1", by=by)
    assert retention.execute(order=order, by=system_actor("test", NOW))
    return order


@pytest.fixture
def administration():
    return actor_at(responsible_body(), Role.ADMINISTRATION, NOW)


def counted(person):
    return sum(model.objects.filter(person=person).count() for model in (*SIGNED, Draft, Episode, RehabSession))


def test_a_purge_that_is_decided_and_carried_out_removes_the_whole_journal(episode, person, site, administration, by):
    recent = person_at(site, "Else", at=LONG_AGO)
    journal_of(recent, later(by, days=5400))
    order = purged(administration)
    assert PurgeLine.objects.get(order=order, person_id=person.pk).erased_at
    assert counted(person) == 0
    assert counted(recent) > 10
    assert not Release.objects.exists()
    refused(lambda: Note.objects.filter(person=recent).update(kind=NoteKind.CONTACT))


def test_what_is_under_legal_hold_stays(episode, person, administration):
    manager = actor_at(episode.site, Role.UNIT_MANAGER, NOW)
    before = counted(person)
    order = retention.make_order(regime=Regime.HEALTH, by=administration)
    retention.decide(order=order, reference="Dnr 1", by=administration)
    holds.place_hold(person=person, reason="Tvist", by=system_actor("test", NOW))
    retention.execute(order=order, by=system_actor("test", NOW))
    assert counted(person) == before
    assert PurgeLine.objects.get(order=order).spared
    assert manager


def test_what_an_older_copy_brings_back_goes_again(episode, person, site, by, administration):
    purged(administration)
    done = list(erasures.since(LONG_AGO))
    assert done
    brought_back = Person.objects.filter(pk=person.pk).first() or Person.objects.create(
        pk=person.pk, keeper=person.keeper, given_name="Elsa", name_key="elsa", sort_key="elsa", registered_at=LONG_AGO
    )
    episode = Episode.objects.create(
        person=brought_back,
        keeper=person.keeper,
        unit=site,
        site=site,
        therapist=by.user,
        lives="nearby",
        opened_at=LONG_AGO,
        opened_on=LONG_AGO.date(),
        last_on=LONG_AGO.date(),
    )
    Note.objects.create(
        episode=episode,
        person=brought_back,
        kind=NoteKind.SESSION,
        happened_at=LONG_AGO,
        happened_on=LONG_AGO.date(),
        parts="{}",
        author=by.user,
        author_name="A",
        profession="Fysioterapeut",
        begun_at=LONG_AGO,
        signed_at=LONG_AGO,
    )
    assert retention.repeat_erasures(done=done, by=system_actor("test", NOW)) == 1
    assert not Note.objects.exists()


def test_who_was_merged_is_thrown_away_with_the_one_they_turned_out_to_be(episode, person, site, administration):
    kept = person_at(site, "Else", at=LONG_AGO)
    before = list(Note.objects.order_by("pk").values())
    merge(kept=kept, gone=person, by=system_actor("test", LONG_AGO + timedelta(days=1)))
    assert list(Note.objects.order_by("pk").values()) == before
    purged(administration)
    assert counted(person) == 0

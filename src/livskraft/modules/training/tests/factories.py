"""Which periods of rehabilitation do the tests need? Made through the actions, so that place and relation agree."""

from dataclasses import replace
from datetime import datetime, timedelta

from livskraft.access.actor import Actor, system_actor
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.modules.training.actions.episodes import open_episode
from livskraft.modules.training.actions.journal_places import decide_place
from livskraft.modules.training.models import Episode, JournalPlace
from livskraft.modules.training.queries.journal_places import journal_place_of
from livskraft.modules.training.rules.vocabulary import Lives, Place
from livskraft.organisation.models import Unit
from livskraft.organisation.queries import keeper_of
from livskraft.people.models import Person
from livskraft.people.tests.factories import NOW


def kept(unit: Unit, *, elsewhere: str = "", at: datetime = NOW) -> JournalPlace:
    """That the caregiver of `unit` keeps its journal here, or in the system named, from the day before it is needed."""
    by = system_actor("test", at - timedelta(days=1))
    return decide_place(
        keeper=keeper_of(unit, by.today),
        place=Place.ELSEWHERE if elsewhere else Place.HERE,
        system=elsewhere,
        starts=by.today,
        by=by,
    )


def therapist_at(unit: Unit, role: Role = Role.PHYSIOTHERAPIST) -> Actor:
    """Somebody who keeps the journal at `unit`, at the moment of the tests."""
    return actor_at(unit, role, at=NOW)


def episode_of(
    person: Person, by: Actor, *, site: Unit | None = None, elsewhere: str = "", lives: Lives = Lives.IN_THE_HOUSE
) -> Episode:
    """An open period of `person` with `by` as responsible; where its journal is kept is decided if it was not."""
    assert by.assignment
    assert by.caregiver
    if journal_place_of(by.caregiver, by.today) is None:
        kept(by.assignment.unit, elsewhere=elsewhere, at=by.at)
    return open_episode(person=person, site=site or by.assignment.unit, lives=lives, by=by)


def later(by: Actor, **since: int) -> Actor:
    """The same person, so many days or hours after."""
    return replace(by, at=by.at + timedelta(**since))

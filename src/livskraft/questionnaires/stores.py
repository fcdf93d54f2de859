"""Where are measurements kept? Each room that keeps them says so once, under one legal regime."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.functional import Promise

from livskraft.access.actor import Actor
from livskraft.kit.registry import Registry
from livskraft.organisation.models import Unit
from livskraft.people.models import Person
from livskraft.people.rules.vocabulary import Regime
from livskraft.questionnaires.rules.answers import Answers
from livskraft.questionnaires.rules.instruments import Instrument
from livskraft.questionnaires.rules.vocabulary import Answered

if TYPE_CHECKING:
    from livskraft.questionnaires.models import Measurement


@dataclass(frozen=True, slots=True)
class Given:
    """One instrument answered once."""

    instrument: Instrument
    answers: Answers
    on: date
    how: Answered
    course: Decimal | None = None
    aid: str = ""
    help: str = ""


@dataclass(frozen=True, slots=True)
class Store:
    """`receive(person, unit, given, by)` keeps what a person has answered by themselves through a link.

    It raises Refused, in words for the person, when there is nowhere to keep it any more.
    """

    key: str
    regime: Regime
    label: "str | Promise"
    receive: "Callable[[Person, Unit, Given, Actor], Measurement]"


stores: Registry[Store] = Registry("store of measurements")


def register(store: Store) -> None:
    """From `apps.ready()` of the room that keeps them. Raises ValueError when the key is taken."""
    stores.add(store.key, store)

"""What does Livskraft keep about a person? Each room says it once here, and nothing else asks the rooms.

The person's page, the access report, merging and retention use this list and no other.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from itertools import count
from typing import TypeVar

from django.db.models import Model, QuerySet
from django.utils.functional import Promise

from livskraft.access.actor import Actor
from livskraft.kit.registry import Registry
from livskraft.organisation.models import Unit
from livskraft.people.rules.vocabulary import Regime


@dataclass(frozen=True, slots=True)
class Line:
    """One record as it is told to the person and to who may see it: when, and what in words."""

    on: date | None
    text: str
    unit_id: int | None = None
    url: str = ""


class Left(IntEnum):
    """How far a caregiver has come with what it does for somebody who is to go to another."""

    NOTHING = 0
    GOING_ON = 1
    UNFINISHED = 2


@dataclass(frozen=True, slots=True)
class Parting:
    """What a room ends when somebody goes to another caregiver, who does not take it over.

    `wait(person ids)` locks what is written in, before the persons are locked; `left(person ids)` says the worst of
    them all, with their present caregiver; `end(person ids, to, by)` ends it just before they are `to`'s, whether it is
    finished or not. The words are for a manager who may not know what it is: `going_on` and `unfinished` of their own
    caregiver, `abandoned` of one that was there before and can finish nothing any more.
    """

    wait: Callable[[Sequence[int]], None]
    left: Callable[[Sequence[int]], Left]
    end: Callable[[Sequence[int], Unit, Actor], None]
    going_on: "str | Promise" = ""
    unfinished: "str | Promise" = ""
    abandoned: "str | Promise" = ""


@dataclass(frozen=True, slots=True)
class Holding:
    """Records of one model about persons, each with its `person`, kept under one regime.

    `last_notes(person ids)` gives the day of the latest record per person; `export(person ids)` the records in order,
    newest first, read no further than somebody asks (`in_portions`); `erase(person ids)` removes them and says how
    many; `merged(person ids, by)`, where one person can only have one of something, is called when they have become
    one. Ids are those of the person and of all who have been merged into them. `also` are models whose records are
    dated, told and erased with it. `told_to(person ids, by)`, where not all who work under the regime may read all,
    gives as much of the records as the actor may. `parting`, where something goes on that another caregiver does not
    take over.
    """

    model: type[Model]
    regime: Regime
    label: "str | Promise"
    last_notes: Callable[[Sequence[int]], Mapping[int, date]]
    export: Callable[[Sequence[int]], Iterable[Line]]
    erase: Callable[[Sequence[int]], int]
    merged: "Callable[[Sequence[int], Actor], None] | None" = None
    also: tuple[type[Model], ...] = ()
    told_to: "Callable[[Sequence[int], Actor], Iterable[Line]] | None" = None
    parting: Parting | None = None

    def shown(self, persons: Sequence[int], by: Actor) -> Iterable[Line]:
        """The records that the actor may read, newest first."""
        return self.told_to(persons, by) if self.told_to else self.export(persons)


Row = TypeVar("Row", bound=Model)
_PORTION = 30

holdings: Registry[Holding] = Registry("holding")


def register(holding: Holding) -> None:
    """From `apps.ready()` of the room that owns the model. Raises ValueError when the model is registered already."""
    holdings.add(holding.model._meta.label_lower, holding)


def partings() -> list[Parting]:
    return [holding.parting for holding in holdings if holding.parting]


def in_portions(rows: "QuerySet[Row, Row]") -> Iterator[Row]:
    """The rows in their order, a portion read at a time: a page shows only the latest of many years. One query each."""
    for start in count(0, _PORTION):
        portion = list(rows[start : start + _PORTION])
        yield from portion
        if len(portion) < _PORTION:
            return

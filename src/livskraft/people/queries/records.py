"""What does Livskraft keep about a person that the viewer may see, by legal regime?"""

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from livskraft.access.actor import Actor
from livskraft.access.guards import may_open
from livskraft.organisation.models import Contract, Unit
from livskraft.people.holdings import Line, holdings
from livskraft.people.models import Person
from livskraft.people.queries import all_ids
from livskraft.people.rules.records import SHOWN, may_read, units_share
from livskraft.people.rules.vocabulary import Regime


@dataclass(frozen=True, slots=True)
class Record:
    """A line of what is kept, with the name of its unit; `url` is empty where the viewer may not go."""

    line: Line
    label: str
    unit: str
    url: str


@dataclass(slots=True)
class Section:
    """What is kept under one regime: the latest records; `closed` to those who do not work under it."""

    regime: Regime
    records: list[Record] = field(default_factory=list)
    more: bool = False
    closed: bool = False


def records_of(person: Person, by: Actor, *, apart: frozenset[int] | None = None, most: int = SHOWN) -> list[Section]:
    """What Livskraft keeps about the person that the actor may see, by regime, the latest `most` of each.

    Holdings give their records newest first, so no more are read than are shown and those passed over.
    """
    ids = all_ids(person)
    hidden = units_apart(by) if apart is None else apart
    names: dict[int, str] = {}
    sections = []
    for regime in Regime:
        kept = [holding for holding in holdings if holding.regime == regime]
        if not kept:
            continue
        if not may_read(regime, by.assignment.role if by.assignment else ""):
            sections.append(Section(regime, closed=True))
            continue
        told = heapq.merge(
            *(_told(str(holding.label), holding.shown(ids, by), hidden) for holding in kept),
            key=lambda each: each[0].on or date.min,
            reverse=True,
        )
        latest = list(islice(told, most + 1))
        names |= _names({line.unit_id for line, _label in latest if line.unit_id} - set(names))
        rows = [
            Record(line, label, names.get(line.unit_id or 0, ""), line.url if may_open(by, line.url) else "")
            for line, label in latest[:most]
        ]
        sections.append(Section(regime, rows, more=len(latest) > most))
    return sections


def _told(label: str, lines: Iterable[Line], hidden: frozenset[int]) -> Iterator[tuple[Line, str]]:
    return ((line, label) for line in lines if line.unit_id not in hidden)


def _names(units: set[int]) -> dict[int, str]:
    return dict(Unit.objects.filter(pk__in=units).values_list("pk", "name")) if units else {}


def units_apart(by: Actor) -> frozenset[int]:
    """The other units of a private provider: they do not share. Source: SoLPuF (2001:637) 21 §."""
    keeper = by.caregiver
    if keeper is None or by.assignment is None:
        return frozenset()
    held = Contract.objects.holding_on(by.today).filter(provider=keeper).select_related("area_part")
    apart = [contract.area_part.path for contract in held if not units_share(contract.kind)]
    return frozenset(
        Unit.objects.below(apart).exclude(pk=by.assignment.unit_id).values_list("pk", flat=True) if apart else ()
    )

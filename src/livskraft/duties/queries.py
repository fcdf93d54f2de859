"""What does this person owe today, what is owed where, and for which units is a role vacant?"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q

from livskraft.access.actor import Actor
from livskraft.access.models import Assignment
from livskraft.access.roles import Role
from livskraft.duties.catalogue import Duty, DutyKind, kinds, owed_by
from livskraft.duties.rules import climbing_to
from livskraft.kit.periods import holds_on
from livskraft.organisation.models import UnitQuerySet


@dataclass(frozen=True, slots=True)
class UnitCount:
    """How many things of a kind are owed at a unit, and how many of them are late."""

    unit_id: int
    kind: DutyKind
    owed: int
    late: int


def vacant(role: Role, units: UnitQuerySet, day: date) -> UnitQuerySet:
    """Those of `units` where nobody holds `role` on `day`: not there, nor above, nor at the provider responsible."""
    at_or_above = Q(unit=OuterRef("pk")) | Q(unit=OuterRef("parent")) | Q(unit=OuterRef("parent__parent"))
    holders = Assignment.objects.holding_on(day).filter(role=role, user__is_active=True)
    answers = holds_on(day, "unit__contracts_held__") & (
        Q(unit__contracts_held__area_part=OuterRef("parent")) | Q(unit__contracts_held__area_part=OuterRef("pk"))
    )
    return units.exclude(Exists(holders.filter(at_or_above))).exclude(Exists(holders.filter(answers)))


def duties_of(actor: Actor) -> list[Duty]:
    """The duties of the actor's active role where it is held, and those that climb to it; one query per kind.

    The latest due first; without notes.
    """
    if not actor.assignment:
        return []
    found: list[Duty] = []
    for kind in owed_by(actor.assignment.role):
        found += _described(kind, actor.units(), actor.today)
    for chain in climbing_to(actor.assignment.role):
        units = actor.units()
        for role in chain:
            units = vacant(role, units, actor.today)
        for kind in owed_by(chain[0]):
            found += [replace(duty, vacant=True) for duty in _described(kind, units, actor.today)]
    return in_order(found)


def duties_at(units: UnitQuerySet, today: date) -> list[Duty]:
    """Every duty owed at `units`, whoever owes it; one query per kind."""
    return in_order(duty for kind in kinds for duty in _described(kind, units, today))


def counts_at(units: UnitQuerySet, today: date) -> list[UnitCount]:
    """How much is owed per unit and kind, counted in SQL; one query per kind whatever the number of rows."""
    return [
        UnitCount(row["duty_unit"], kind, row["owed"], row["late"])
        for kind in kinds
        for row in kind.rows(units, today)
        .order_by()
        .values("duty_unit")
        .annotate(owed=Count("pk"), late=Count("pk", filter=Q(duty_late=True)))
    ]


def in_order(duties: Iterable[Duty]) -> list[Duty]:
    """The most overdue first; what has no date counts as today's and is sorted before the dated."""
    return sorted(duties, key=lambda duty: (duty.due or date.min, duty.unit_name, duty.key))


def _described(kind: DutyKind, units: UnitQuerySet, today: date) -> list[Duty]:
    return [replace(duty, kind=kind) for duty in kind.describe(kind.rows(units, today), today)]



"""What does this person owe today, what is owed where, and for which units is a role vacant?"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, time

from django.db.models import Count, Exists, OuterRef, Q

from livskraft.access.actor import Actor
from livskraft.access.models import Assignment
from livskraft.access.roles import Role
from livskraft.duties.catalogue import AT_SITES, Duty, DutyKind, Note, kind_of, kinds, owed_by, together
from livskraft.duties.models import DutyNote
from livskraft.duties.rules import climbing_to
from livskraft.kit.periods import holds_on
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.models import UnitQuerySet, Units

# Municipality, committee, department, area, part of area, site, work group.
MOST_UNITS_ABOVE = 6


@dataclass(frozen=True, slots=True)
class UnitCount:
    """How many things of a kind are owed at a unit, and how many of them are late."""

    unit_id: int
    kind: DutyKind
    owed: int
    late: int


@dataclass(frozen=True, slots=True)
class Share:
    """Kinds that one query finds, owed at some units: one's own, or what has climbed there from a vacant role."""

    kinds: list[DutyKind]
    units: Units
    vacant: bool


def vacant(role: Role, units: UnitQuerySet, day: date) -> UnitQuerySet:
    """Those of `units` where nobody holds `role` on `day`: not there, nor above, nor at the provider responsible.

    Whoever has no e-mail holds the role too; whoever is not active does not.
    """
    holders = Assignment.objects.holding_on(day).filter(role=role, user__is_active=True)
    # By id up the tree and not by path, so that the database can look in the index of role and unit.
    at_or_above = _any("unit", MOST_UNITS_ABOVE)
    # A part of an area, a site in it, or a group at the site.
    answers = holds_on(day, "unit__contracts_held__") & _any("unit__contracts_held__area_part", 2)
    return units.exclude(Exists(holders.filter(at_or_above))).exclude(Exists(holders.filter(answers)))


def _any(field: str, levels: int) -> Q:
    """That `field` is the unit asked about or one of the `levels` above it."""
    condition = Q()
    for level in range(levels + 1):
        condition |= Q(**{field: OuterRef("__".join(["parent"] * level) or "pk")})
    return condition


def shares_of(actor: Actor) -> Iterator[Share]:
    """What the actor's active role owes where it is held, and what climbs to it; each kind at most once.

    Which units a role is vacant for is asked once for all its kinds, and no kind is asked where it cannot arise:
    nobody manages an area the way a site is managed, so a role is nearly always "vacant" there.
    """
    if not actor.assignment:
        return
    for asked in together(owed_by(actor.assignment.role)):
        yield Share(asked, _own_units(actor, asked), vacant=False)
    for chain in climbing_to(actor.assignment.role):
        climbing = owed_by(chain[0])
        units = actor.units().filter(kind__in={place for kind in climbing for place in kind.arises_at})
        for role in chain:
            units = vacant(role, units, actor.today)
        found = list(units.values_list("pk", "kind"))
        for asked in together(climbing):
            if ids := [pk for pk, place in found if place in asked[0].arises_at]:
                yield Share(asked, ids, vacant=True)


def _own_units(actor: Actor, asked: list[DutyKind]) -> Units:
    """The actor's units; the one site by its id, which the database answers in half the time."""
    held = actor.assignment
    if held and actor.reach and held.unit.kind == UnitKind.SITE and asked[0].arises_at == AT_SITES:
        return [held.unit_id]
    return actor.units()


def duties_of(actor: Actor) -> list[Duty]:
    """What the actor owes, with notes, in order.

    At most one query per kind, one per chain of vacant roles, and one for the notes.
    """
    found = [duty for share in shares_of(actor) for duty in _described(share, actor.today)]
    return in_order(with_notes(found, actor.units()))


def duty_owed(actor: Actor, key: str) -> Duty | None:
    """The duty with that key when the actor owes it, else None."""
    kind = kind_of(key)
    for share in shares_of(actor):
        if kind in share.kinds:
            found = [duty for duty in _described(share, actor.today) if duty.key == key]
            if found:
                return with_notes(found, actor.units())[0]
    return None


def duties_at(units: UnitQuerySet, today: date) -> list[Duty]:
    """Every duty owed at `units`, whoever owes it, with notes; at most one query per kind."""
    found = [duty for asked in together(kinds) for duty in _described(Share(asked, units, vacant=False), today)]
    return in_order(with_notes(found, units))


def counts_at(units: UnitQuerySet, today: date, only: Iterable[DutyKind] | None = None) -> list[UnitCount]:
    """How much is owed per unit and kind, counted in SQL; at most one query per kind whatever the number of rows."""
    found = []
    for asked in together(kinds if only is None else only):
        by = {kind.key: kind for kind in asked}
        per = ["duty_unit", *(["duty_kind"] if asked[0].shared else [])]
        for row in (
            asked[0]
            .query(units, today)
            .order_by()
            .values(*per)
            .annotate(owed=Count("pk"), late=Count("pk", filter=Q(duty_late=True)))
        ):
            if kind := by.get(row.get("duty_kind", asked[0].key)):
                found.append(UnitCount(row["duty_unit"], kind, row["owed"], row["late"]))
    return found


def in_order(duties: Iterable[Duty]) -> list[Duty]:
    """The most overdue first, those bound to an hour by the clock; what has no date counts as today's."""
    return sorted(
        duties, key=lambda duty: (duty.due or date.min, duty.at or time.min, duty.unit_name.casefold(), duty.key)
    )


def with_notes(duties: list[Duty], units: UnitQuerySet) -> list[Duty]:
    """The duties with what people have written about them; one query, none when there are no duties."""
    if not duties:
        return duties
    notes = {
        note.key: Note(note.text, note.waiting_until, note.written_by.name, note.written_at)
        for note in DutyNote.objects.filter(unit__in=units).select_related("written_by")
    }
    return [replace(duty, note=notes.get(duty.key)) for duty in duties]


def _described(share: Share, today: date) -> Iterator[Duty]:
    rows = share.kinds[0].query(share.units, today)
    for kind in share.kinds:
        # An iterated query keeps its rows: the next kind does not ask anew.
        own = [row for row in rows if row.duty_kind == kind.key] if kind.shared else rows
        for duty in kind.describe(own, today):
            if not duty.key.startswith(f"{kind.key}:"):
                raise ValueError(f"the keys of {kind.key} must begin with it, unlike {duty.key}")
            yield replace(duty, kind=kind, vacant=share.vacant)

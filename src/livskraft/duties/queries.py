"""What does this person owe today, what is owed where, and for which units is a role vacant?"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, time

from django.urls import reverse
from django.utils.translation import gettext as _

from livskraft.access.actor import Actor
from livskraft.access.guards import may_open
from livskraft.access.models import Assignment
from livskraft.access.roles import Role
from livskraft.duties.catalogue import Duty, DutyKind, Note, kind_of, kinds, owed_by, together
from livskraft.duties.models import DutyNote
from livskraft.duties.prepared import Asked, counted, with_something
from livskraft.duties.rules import climbing_to
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.models import Contract, Unit, UnitQuerySet, Units


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

    @property
    def asked(self) -> Asked:
        """Their query; without the rows of those kinds that it finds too and that are somebody else's."""
        query, keys = self.kinds[0].query, tuple(kind.key for kind in self.kinds)
        others = any(other.query is query and other not in self.kinds for other in kinds)
        return Asked(query, self.units, keys if others else ())


def vacancies(roles: Collection[str], paths: Mapping[int, str], day: date) -> dict[str, set[int]]:
    """For each of `roles` the units of `paths` (id → path) where nobody holds it on `day`.

    Nobody there, nor above, nor at the provider responsible. Whoever has no e-mail holds the role too; whoever is not
    active does not. Two queries, however many roles and units.
    """
    holding = Assignment.objects.holding_on(day).filter(role__in=roles, user__is_active=True)
    filled: dict[str, set[int]] = {role: set() for role in roles}
    for role, unit in holding.order_by().values_list("role", "unit").distinct():
        filled[role].add(unit)
    for provider, part in Contract.objects.holding_on(day).order_by().values_list("provider", "area_part"):
        for units in filled.values():
            if provider in units:
                units.add(part)
    lines = {pk: {int(each) for each in path.strip("/").split("/")} for pk, path in paths.items()}
    return {role: {pk for pk, line in lines.items() if line.isdisjoint(units)} for role, units in filled.items()}


def is_vacant(role: str, unit: Unit, day: date) -> bool:
    """Whether nobody holds the role for the unit on `day`, as `vacancies` says."""
    return bool(vacancies([role], {unit.pk: unit.path}, day)[role])


def shares_of(actor: Actor) -> Iterator[Share]:
    """What the actor's active role owes where it is held, and what climbs to it; each kind at most once.

    Who is missing where is asked once for all roles, and no kind is asked where it cannot arise: nobody manages an
    area the way a site is managed, so a role is nearly always "vacant" there.
    """
    if not actor.assignment:
        return
    for asked in together(owed_by(actor.assignment.role)):
        yield Share(asked, _own_units(actor, asked), vacant=False)
    chains = [(chain, owed) for chain in climbing_to(actor.assignment.role) if (owed := owed_by(chain[0]))]
    if not chains:
        return
    arising = {place for _chain, owed in chains for kind in owed for place in kind.arises_at}
    places = list(actor.units().filter(kind__in=arising).order_by().values_list("pk", "kind", "path"))
    roles = {role for chain, _owed in chains for role in chain}
    missing = vacancies(roles, {pk: path for pk, _kind, path in places}, actor.today)
    for chain, owed in chains:
        nobody = set.intersection(*(missing[role] for role in chain))
        for asked in together(owed):
            if ids := [pk for pk, kind, _path in places if pk in nobody and kind in asked[0].arises_at]:
                yield Share(asked, ids, vacant=True)


def _own_units(actor: Actor, asked: list[DutyKind]) -> Units:
    """The actor's units; the one site by its id, which the database answers in half the time."""
    held = actor.assignment
    if held and actor.reach and held.unit.kind == UnitKind.SITE and asked[0].at_sites:
        return [held.unit_id]
    return actor.units()


def duties_of(actor: Actor) -> list[Duty]:
    """What the actor owes, with notes, in order.

    One query that says which kinds have anything, one for each that has, three about vacant roles when any can climb
    here, and one for the notes.
    """
    found = [duty for share in _not_empty(shares_of(actor), actor.today) for duty in _told(share, actor)]
    return in_order(with_notes(found, actor.units()))


def duty_owed(actor: Actor, key: str) -> Duty | None:
    """The duty with that key when the actor owes it, else None."""
    kind = kind_of(key)
    for share in shares_of(actor):
        if kind in share.kinds:
            found = [duty for duty in _told(share, actor) if duty.key == key]
            if found:
                return with_notes(found, actor.units())[0]
    return None


def duties_at(units: Units, today: date) -> list[Duty]:
    """Every duty owed at `units`, whoever owes it, with notes; at most one query per kind, and one."""
    shares = _not_empty((Share(asked, units, vacant=False) for asked in together(kinds)), today)
    found = [duty for share in shares for duty in _described(share, today)]
    return in_order(with_notes(found, units))


def counts_at(units: UnitQuerySet, today: date, only: Iterable[DutyKind] | None = None) -> list[UnitCount]:
    """How much is owed per unit and kind, counted in SQL; at most one query per kind whatever the number of rows.

    Where the rows are persons it is one thing to do: how many they are would tell what the indicators hide.
    """
    found = []
    for asked in together(kinds if only is None else only):
        by = {kind.key: kind for kind in asked}
        for unit, key, owed, late in counted(asked[0].query, asked[0].shared, units, today):
            if kind := by.get(key or asked[0].key):
                most = 1 if kind.persons else owed
                found.append(UnitCount(unit, kind, min(owed, most), min(late, most)))
    return found


def in_order(duties: Iterable[Duty]) -> list[Duty]:
    """The most overdue first, those bound to an hour by the clock; what has no date counts as today's."""
    return sorted(
        duties, key=lambda duty: (duty.due or date.min, duty.at or time.min, duty.unit_name.casefold(), duty.key)
    )


def with_notes(duties: list[Duty], units: Units) -> list[Duty]:
    """The duties with what people have written about them; one query, none when there are no duties."""
    if not duties:
        return duties
    notes = {
        note.key: Note(note.text, note.waiting_until, note.written_by.name, note.written_at)
        for note in DutyNote.objects.filter(unit__in=units).select_related("written_by")
    }
    return [replace(duty, note=notes.get(duty.key)) for duty in duties]


def nobody_there(duty: Duty) -> Duty:
    """That the role which owes it is vacant, instead of what is owed: whoever it has climbed to finds somebody.

    One for each kind and unit. How many persons it is about is for those who do it.
    """
    assert duty.kind
    role, label = Role(duty.kind.role), str(duty.kind.label)
    what = str(duty.kind.nobody or _("Ingen %(role)s finns på %(unit)s: %(what)s")) % {
        "role": str(role.label).lower(),
        "unit": duty.unit_name,
        "what": label[:1].lower() + label[1:],
    }
    key, url = f"{duty.kind.key}:vacant-{duty.unit_id}", f"{reverse('staff')}?role={role.value}"
    action = _("Se vilka som finns")
    return replace(duty, key=key, what=what, url=url, count=1, waiting_on=None, at=None, action=action)


def _not_empty(shares: Iterable[Share], today: date) -> list[Share]:
    every = list(shares)
    asked = [share.asked for share in every]
    found = {id(each) for each in with_something(asked, today)}
    return [share for share, each in zip(every, asked, strict=True) if id(each) in found]


def _told(share: Share, actor: Actor) -> list[Duty]:
    """The duties as the actor may read them. What has climbed and is about persons whom the actor may not open, or is
    nothing that the actor can do, is told as that nobody is there, by the day of what has waited longest."""
    owed = list(_described(share, actor.today))
    if not share.vacant or not any(kind.persons or kind.nobody for kind in share.kinds):
        return owed
    opens = {duty.kind: may_open(actor, duty.url) for duty in owed}
    found, missing = [], dict[str, Duty]()
    for duty in in_order(owed):
        assert duty.kind
        if not duty.kind.nobody and (opens[duty.kind] or not duty.kind.persons):
            found.append(duty)
        else:
            told = nobody_there(duty)
            missing.setdefault(told.key, told)
    return [*found, *missing.values()]


def _described(share: Share, today: date) -> Iterator[Duty]:
    rows = share.asked.query(today)
    for kind in share.kinds:
        # An iterated query keeps its rows: the next kind does not ask anew.
        own = [row for row in rows if row.duty_kind == kind.key] if kind.shared else rows
        for duty in kind.describe(own, today):
            if not duty.key.startswith(f"{kind.key}:"):
                raise ValueError(f"the keys of {kind.key} must begin with it, unlike {duty.key}")
            yield replace(duty, kind=kind, vacant=share.vacant)

"""How are duties laid out for reading: in which groups, at which places, and how many at a time?"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext_lazy as _

from livskraft.access.actor import Actor
from livskraft.access.guards import may_open
from livskraft.access.roles import Role
from livskraft.duties.catalogue import Duty, Group
from livskraft.duties.rules import answered_by

# More than this in a group is a list to work through, not a day; the rest is one step away.
SHOWN = 25
HEADINGS = {
    Group.LATE: _("Försenat"),
    Group.TODAY: _("I dag"),
    Group.WEEK: _("Närmaste veckan"),
    Group.LATER: _("Senare"),
    Group.WAITING: _("Väntar"),
}


@dataclass(frozen=True, slots=True)
class Section:
    """A group with its heading; `hidden` is how many more there are than are shown."""

    group: Group
    duties: list[Duty]
    hidden: int = 0

    @property
    def heading(self) -> str:
        return str(HEADINGS[self.group])

    @property
    def total(self) -> int:
        return len(self.duties) + self.hidden


@dataclass(frozen=True, slots=True)
class Place:
    """What is owed at one unit, as numbers; `is_site` when something is owed there that only arises at sites."""

    unit_id: int
    name: str
    owed: int
    late: int
    vacant: bool
    is_site: bool = False


@dataclass(frozen=True, slots=True)
class Board:
    """One's own duties in groups, what others owe, and both by place."""

    sections: list[Section]
    waiting_on: Section | None
    places: list[Place]

    @property
    def needs_today(self) -> bool:
        return any(section.group in (Group.LATE, Group.TODAY) for section in self.sections)


def doable(duties: Iterable[Duty], actor: Actor) -> frozenset[str]:
    """The kinds of `duties` that the actor can do: their own, and those that can climb to them and that they may open.

    Where there is a manager the department leads and does not do: to it only what has climbed is open.
    """
    if not actor.assignment:
        return frozenset()
    role = actor.assignment.role
    answers = answered_by(role)
    found = set()
    for kind, duty in {duty.kind: duty for duty in duties if duty.kind and duty.kind.role in answers}.items():
        led = role == Role.ADMINISTRATION and not duty.vacant
        if kind.role == role or (not led and may_open(actor, duty.url)):
            found.add(kind.key)
    return frozenset(found)


def without_persons(duty: Duty, doable: Collection[str]) -> Duty:
    """The duty as somebody may read it who does not do it: not how many persons it is about, nor what is noted."""
    if duty.kind and duty.kind.persons and duty.kind.key not in doable:
        return replace(duty, what=str(duty.kind.label), count=1, note=None)
    return duty


def board(duties: Iterable[Duty], today: date, whole: str = "") -> Board:
    """The duties laid out; the group named `whole` is shown in full ("others" for what others owe)."""
    every = list(duties)
    own = [duty for duty in every if not duty.waiting_on]
    grouped = {group: [duty for duty in own if duty.group(today) == group] for group in Group}
    sections = [_section(group, grouped[group], whole == group) for group in Group if grouped[group]]
    others = [duty for duty in every if duty.waiting_on]
    return Board(
        sections=sections,
        waiting_on=_section(Group.WAITING, others, whole == "others") if others else None,
        places=places(own, today),
    )


def places(duties: Iterable[Duty], today: date) -> list[Place]:
    """How much is owed where; the places where most is late first."""
    owed: Counter[int] = Counter()
    late: Counter[int] = Counter()
    names: dict[int, str] = {}
    vacant: set[int] = set()
    sites: set[int] = set()
    for duty in duties:
        owed[duty.unit_id] += 1
        late[duty.unit_id] += duty.group(today) == Group.LATE
        names[duty.unit_id] = duty.unit_name
        if duty.vacant:
            vacant.add(duty.unit_id)
        if duty.kind and duty.kind.at_sites:
            sites.add(duty.unit_id)
    found = [Place(unit, names[unit], owed[unit], late[unit], unit in vacant, unit in sites) for unit in owed]
    return sorted(found, key=lambda place: (-place.late, -place.owed, place.name.casefold()))


def by_party(duties: Iterable[Duty], today: date) -> list[tuple[str, Section]]:
    """What others owe, by who owes it; who has most that is late comes first."""
    found: dict[str, list[Duty]] = {}
    for duty in duties:
        if duty.waiting_on:
            found.setdefault(duty.waiting_on.name, []).append(duty)
    late = {name: sum(bool(duty.due and duty.due < today) for duty in owed) for name, owed in found.items()}
    names = sorted(found, key=lambda name: (-late[name], name.casefold()))
    return [(name, Section(Group.WAITING, found[name])) for name in names]


def _section(group: Group, duties: list[Duty], whole: bool) -> Section:
    shown = duties if whole else duties[:SHOWN]
    return Section(group, shown, len(duties) - len(shown))

"""What kinds of duties are there? Modules register them here; the catalogue knows nothing of modules."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from livskraft.access.roles import Role
from livskraft.kit.registry import Registry
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.models import Units

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

AT_SITES = frozenset({UnitKind.SITE})

Rows = Callable[[Units, date], QuerySet[Any, Any]]
Describe = Callable[[Iterable[Any], date], list["Duty"]]


class Group(StrEnum):
    LATE = "late"
    TODAY = "today"
    WEEK = "week"
    LATER = "later"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class WaitingOn:
    """Somebody without an account who owes something: how to reach them, and what shows that it is done."""

    name: str
    contact: str = ""
    phone: str = ""
    email: str = ""
    letter_url: str = ""
    evidence_url: str = ""
    evidence_label: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """What somebody added to a duty by hand, as it is shown beside it."""

    text: str
    waiting_until: date | None
    written_by: str
    written_at: datetime


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing that somebody must do. A value; a new one is computed each time somebody looks.

    `key` begins with its kind's key and a colon, and is the same each time. `action` are the words on its one button
    when they are not its kind's, `at` the hour when it is bound to one.
    """

    key: str
    unit_id: int
    unit_name: str
    what: str
    url: str
    due: date | None
    count: int = 1
    waiting_on: WaitingOn | None = None
    kind: "DutyKind | None" = None
    vacant: bool = False
    action: str = ""
    at: time | None = None
    note: Note | None = None

    def group(self, today: date) -> Group:
        """Late before today, today, within seven days, or later; nothing known about when means today.

        What somebody has written waits until a day rests in a group of its own until that day has come.
        """
        if self.note and self.note.waiting_until and self.note.waiting_until > today:
            return Group.WAITING
        if self.due is None or self.due == today:
            return Group.TODAY
        if self.due < today:
            return Group.LATE
        return Group.WEEK if self.due <= today + timedelta(days=7) else Group.LATER


@dataclass(frozen=True, slots=True)
class DutyKind:
    """A rule that computes duties from records.

    `query(units, today)` is one query, annotated `duty_unit` (unit id) and `duty_late` (bool); counts are taken from
    it in SQL. Since its SQL is kept for the day, it knows of no other day or hour than `today`, and of the units only
    that something is one of them. Kinds that have the same query are asked together, and `duty_kind` says whose each
    row is.
    `describe(rows, today)` makes the duties that people read. `source` quotes the document; an interval that no
    document states has `local_rule`. `action` are the words on the button of a duty that has none of its own.
    `arises_at` are the kinds of unit that `duty_unit` can be: a vacant post is only looked for there. One whose rows
    are persons has `persons`: how many they are is only for those who do it. What nobody but the role's holder can do
    has `nobody`: the words, with %(unit)s and %(what)s, for that the post is vacant when it has climbed.
    """

    key: str
    role: Role
    label: "str | StrPromise"
    source: "str | StrPromise"
    query: Rows
    describe: Describe
    local_rule: bool = False
    waits: bool = False
    action: "str | StrPromise" = ""
    arises_at: frozenset[UnitKind] = AT_SITES
    persons: bool = False
    nobody: "str | StrPromise" = ""

    @property
    def at_sites(self) -> bool:
        """Whether it only arises at sites, which have a page each."""
        return self.arises_at == AT_SITES

    @property
    def shared(self) -> bool:
        """Whether its query finds the rows of other kinds too."""
        return sum(other.query is self.query for other in kinds) > 1

    def rows(self, units: Units, today: date) -> QuerySet[Any, Any]:
        """What is owed of this kind at `units`."""
        found = self.query(units, today)
        return found.filter(duty_kind=self.key) if self.shared else found

    @property
    def why(self) -> str:
        """The sentence of the document it comes from, or that the municipality has made the rule itself."""
        source = str(self.source)
        if not self.local_rule or source.casefold().startswith("lokal regel"):
            return source
        return f"{_('Lokal regel')}. {source}"


kinds: Registry[DutyKind] = Registry("duty kind")


def duty(
    key: str,
    *,
    role: Role,
    label: "str | StrPromise",
    source: "str | StrPromise",
    describe: Describe,
    local_rule: bool = False,
    waits: bool = False,
    action: "str | StrPromise" = "",
    arises_at: frozenset[UnitKind] = AT_SITES,
    persons: bool = False,
    nobody: "str | StrPromise" = "",
) -> Callable[[Rows], Rows]:
    """Register the decorated query as a duty kind; one that finds several kinds is decorated once for each.

    Raises ValueError on a taken key or a missing source.
    """
    if not source:
        raise ValueError(f"duty kind {key} has no source")

    def decorate(rows: Rows) -> Rows:
        kind = DutyKind(key, role, label, source, rows, describe, local_rule, waits, action, arises_at, persons, nobody)
        kinds.add(key, kind)
        return rows

    return decorate


def kind_of(key: str) -> DutyKind | None:
    """The kind that a duty's key belongs to; None when there is no such kind."""
    kind, colon, _rest = key.partition(":")
    return kinds[kind] if colon and kind in kinds else None


def together(asked: Iterable[DutyKind]) -> list[list[DutyKind]]:
    """The kinds in order, those that one query finds side by side."""
    groups: dict[Rows, list[DutyKind]] = {}
    for kind in asked:
        groups.setdefault(kind.query, []).append(kind)
    return list(groups.values())


def owed_by(role: str) -> list[DutyKind]:
    """The kinds that the role owes, in the order they were registered."""
    return [kind for kind in kinds if kind.role == role]

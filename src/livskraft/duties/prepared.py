"""What does the database answer at once: which kinds have anything owed at all, and how much is owed of each?

Putting together what a kind asks takes Django many times longer than it takes the database to answer, so the SQL is
kept for the day, with a place left for the units. Nothing that was answered is kept.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Count, Q, QuerySet

from livskraft.duties.catalogue import Rows
from livskraft.organisation.models import Units

# No unit has it: it stands where the units will.
SOMEWHERE = -1_000_000_007
KEPT = 1024
COUNTED = "SELECT duty_unit, duty_kind, owed, late FROM (COUNTED) counted"
PLACEHOLDER = re.compile("(%%|%s)")
Filled = tuple[str, list[Any]]


@dataclass(frozen=True, slots=True)
class Prepared:
    """SQL in pieces, each with its parameters; between them the units are put in."""

    pieces: tuple[tuple[str, tuple[Any, ...]], ...]

    def at(self, units: Filled) -> Filled:
        sql, params = self.pieces[0][0], list(self.pieces[0][1])
        for text, given in self.pieces[1:]:
            sql += units[0] + text
            params += [*units[1], *given]
        return sql, params


@dataclass(frozen=True, slots=True)
class Asked:
    """A kind's query at some units; of the kinds that it finds only those with `keys`, when there are any."""

    rows: Rows
    units: Units
    keys: tuple[str, ...] = ()

    def query(self, today: date) -> "QuerySet[Any, Any]":
        found = self.rows(self.units, today)
        # Left aside by the database, which asks whose a row is before it asks what costs more.
        return found.filter(duty_kind__in=self.keys) if self.keys else found


def with_something(asked: Sequence[Asked], today: date) -> list[Asked]:
    """Those of them that find anything, in one query; and those of which that cannot be said without asking them."""
    told: dict[int, bool] = {}
    asking: dict[int, Filled] = {}
    for number, each in enumerate(asked):
        prepared = _existence(each.rows, each.keys, today)
        if prepared is None:
            told[number] = True
        elif units := _units(each.units):
            asking[number] = prepared.at(units)
    if asking:
        sql = ", ".join(f"EXISTS ({text})" for text, _params in asking.values())
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {sql}", [each for _text, params in asking.values() for each in params])
            told |= dict(zip(asking, cursor.fetchone(), strict=True))
    return [each for number, each in enumerate(asked) if told.get(number)]


def counted(rows: Rows, shared: bool, units: Units, today: date) -> Iterator[tuple[int, str, int, int]]:
    """Unit, kind ("" when the query finds one only), how many are owed and how many of them are late; one query."""
    prepared = _counting(rows, shared, today)
    if prepared is None:
        for row in _counts(rows(units, today), shared):
            yield row["duty_unit"], row.get("duty_kind", ""), row["owed"], row["late"]
        return
    if there := _units(units):
        sql, params = prepared.at(there)
        told = COUNTED if shared else COUNTED.replace("duty_kind", "''")
        with connection.cursor() as cursor:
            cursor.execute(told.replace("COUNTED", sql), params)
            yield from cursor.fetchall()


@lru_cache(maxsize=KEPT)
def _existence(rows: Rows, keys: tuple[str, ...], today: date) -> Prepared | None:
    return _prepare(lambda: Asked(rows, [SOMEWHERE], keys).query(today).order_by().values("pk"))


@lru_cache(maxsize=KEPT)
def _counting(rows: Rows, shared: bool, today: date) -> Prepared | None:
    return _prepare(lambda: _counts(rows([SOMEWHERE], today), shared))


def _counts(rows: "QuerySet[Any, Any]", shared: bool) -> "QuerySet[Any, Any]":
    per = ["duty_unit", *(["duty_kind"] if shared else [])]
    return rows.order_by().values(*per).annotate(owed=Count("pk"), late=Count("pk", filter=Q(duty_late=True)))


class _AsksFirstError(Exception):
    """What a kind asks depends on something that it reads."""


def _prepare(query: "Callable[[], QuerySet[Any, Any]]") -> Prepared | None:
    """None for what cannot be kept: what reads something before it is put together, finds nothing whatever there is, or
    asks for the units in another way than that something is one of them."""
    try:
        with connection.execute_wrapper(_refuse):
            sql, params = query().query.sql_with_params()
    except (EmptyResultSet, _AsksFirstError):
        return None
    pieces: list[tuple[str, tuple[Any, ...]]] = []
    text, given, values = "", list[Any](), iter(params)
    for part in PLACEHOLDER.split(sql):
        value = next(values) if part == "%s" else None
        if value != SOMEWHERE:
            text += part
            given += [value] if part == "%s" else []
        elif text.endswith(" IN ("):
            pieces.append((text, tuple(given)))
            text, given = "", []
        else:
            return None
    return Prepared((*pieces, (text, tuple(given)))) if pieces else None


def _refuse(*_asked: Any) -> Any:
    raise _AsksFirstError


def _units(units: Units) -> Filled | None:
    """The units as they are put in; None when there are none."""
    if isinstance(units, list):
        return (", ".join(["%s"] * len(units)), list(units)) if units else None
    try:
        sql, params = units.order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:
        return None
    return sql, list(params)

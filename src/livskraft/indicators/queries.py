"""What was measured where and when: frozen when the period is closed, otherwise computed now?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import OuterRef, Subquery

from livskraft.access.actor import Actor
from livskraft.indicators.catalogue import Indicator
from livskraft.indicators.models import Closing, Figure, Residents, Revision
from livskraft.indicators.permissions import Permission
from livskraft.indicators.rules import Counted, Counts, Form, Part, Span, Term, together, value
from livskraft.indicators.suppression import hidden
from livskraft.kit.periods import Period
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.models import Unit, UnitQuerySet

SHOWN = (
    UnitKind.MUNICIPALITY,
    UnitKind.REGION,
    UnitKind.COMMITTEE,
    UnitKind.DEPARTMENT,
    UnitKind.AREA,
    UnitKind.AREA_PART,
    UnitKind.SITE,
)


@dataclass(frozen=True, slots=True)
class Cell:
    """What one unit had in one period. `hidden`: it may not be shown, and holds nothing. `closed_at` None: still open.

    `revised_at` is the day of the latest correction after closing.
    """

    counted: Counted | None = None
    value: Decimal | None = None
    hidden: bool = False
    closed_at: datetime | None = None
    revised_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A unit with its cell; `depth` counts the shown units above it."""

    unit: Unit
    depth: int
    cell: Cell


@dataclass(frozen=True, slots=True)
class _Measured:
    """What a period's units had by path: each unit's own when it adds up, else each unit's whole value."""

    by_path: Mapping[str, Counted]
    adds: bool
    closed_at: datetime | None = None
    revised: Mapping[str, datetime] | None = None


def units_shown(actor: Actor, day: date) -> list[Unit]:
    """Every unit that the actor may see figures of, each before those beneath it, in Swedish order."""
    units = actor.units(Permission.VIEW).of_kind(*SHOWN).open_on(day)
    beneath: dict[int, list[Unit]] = {}
    found = {unit.pk: unit for unit in units.order_by("sort_key", "pk")}
    for unit in found.values():
        beneath.setdefault(unit.parent_id if unit.parent_id in found else 0, []).append(unit)
    ordered: list[Unit] = []
    waiting = list(reversed(beneath.get(0, [])))
    while waiting:
        unit = waiting.pop()
        ordered.append(unit)
        waiting += reversed(beneath.get(unit.pk, []))
    return ordered


def rows(indicator: Indicator, term: Term, actor: Actor, units: list[Unit]) -> list[Row]:
    """Each of `units` with its cell, also those that had nothing to count; the same number of queries for any.

    In a period that is over but was never closed no cell has a value.
    """
    measured = _measured(indicator, [term], actor).get(term, _Measured({}, adds=True))
    cells = _cells(indicator, measured, units, actor)
    there = {unit.pk for unit in units}
    return [
        Row(unit, sum(int(step) in there for step in unit.path.strip("/").split("/")) - 1, cells[unit.pk])
        for unit in units
    ]


def trend(indicator: Indicator, terms: list[Term], actor: Actor, unit: Unit) -> list[tuple[Term, Cell]]:
    """The unit's cell in each of `terms`; one that is over but was never closed has no value."""
    measured = _measured(indicator, terms, actor)
    return [
        (term, _cells(indicator, measured[term], [unit], actor)[unit.pk] if term in measured else Cell())
        for term in terms
    ]


def latest_closed(span: Span = Span.MONTH) -> Term | None:
    """The latest period that was closed; None before the first."""
    closing = Closing.objects.filter(span=span).order_by("-starts").first()
    return closing.term if closing else None


def is_closed(term: Term) -> bool:
    return Closing.objects.filter(span=term.span, starts=term.starts).exists()


def _measured(indicator: Indicator, terms: list[Term], actor: Actor) -> dict[Term, _Measured]:
    found = _frozen(indicator, terms)
    for term in terms:
        if term not in found and term.starts <= actor.today < term.closes:
            found[term] = _live(indicator, term, actor)
    return found


def _frozen(indicator: Indicator, terms: list[Term]) -> dict[Term, _Measured]:
    """The closed ones of `terms`; two queries however many they are."""
    closings = {
        closing.pk: closing
        for closing in Closing.objects.filter(
            span__in={term.span for term in terms}, starts__in={term.starts for term in terms}
        )
        if closing.term in terms
    }
    latest = Revision.objects.filter(figure=OuterRef("pk")).order_by("-made_at", "-pk")
    figures = (
        Figure.objects.filter(indicator=indicator.key, closing__in=closings)
        .annotate(
            revised_at=Subquery(latest.values("made_at")[:1]),
            revised_numerator=Subquery(latest.values("numerator")[:1]),
            revised_denominator=Subquery(latest.values("denominator")[:1]),
        )
        .values_list(
            "closing", "path", "numerator", "denominator", "revised_at", "revised_numerator", "revised_denominator"
        )
    )
    by_path: dict[int, dict[str, Counted]] = {pk: {} for pk in closings}
    revised: dict[int, dict[str, datetime]] = {pk: {} for pk in closings}
    for closing, path, numerator, denominator, at, new_numerator, new_denominator in figures:
        by_path[closing][path] = Counted(new_numerator, new_denominator) if at else Counted(numerator, denominator)
        if at:
            revised[closing][path] = at
    adds = indicator.form != Form.MEDIAN
    return {
        closing.term: _Measured(by_path[pk], adds, closing.closed_at, revised[pk]) for pk, closing in closings.items()
    }


def _live(indicator: Indicator, term: Term, actor: Actor) -> _Measured:
    """As it stands now. Persons are measured everywhere, so that all viewers meet the same hidden cells."""
    everywhere = indicator.counts == Counts.PERSONS
    units = Unit.objects.all() if everywhere else actor.units(Permission.VIEW)
    so_far = Period(term.starts, min(term.ends, actor.today + timedelta(days=1)))
    return _Measured(by_path(indicator, indicator.measure(units, so_far)), indicator.form != Form.MEDIAN)


def by_path(indicator: Indicator, parts: Mapping[int, Part]) -> dict[str, Counted]:
    """What a measure gave, by path: each unit's own where it adds up, else the whole value of each unit and above."""
    paths = dict(Unit.objects.filter(pk__in=list(parts)).values_list("pk", "path"))
    if indicator.form != Form.MEDIAN:
        return {paths[pk]: together([part]) for pk, part in parts.items()}
    gathered: dict[str, list[Part]] = {}
    for pk, part in parts.items():
        for path in _at_and_above(paths[pk]):
            gathered.setdefault(path, []).append(part)
    return {path: together(found) for path, found in gathered.items()}


def _cells(indicator: Indicator, measured: _Measured, units: Iterable[Unit], actor: Actor) -> dict[int, Cell]:
    gathered: dict[int, list[Counted]] = {}
    revised: dict[int, datetime] = {}
    gone: set[int] = set()
    for path, counted in measured.by_path.items():
        for step in _steps(path) if measured.adds else _steps(path)[-1:]:
            gathered.setdefault(step, []).append(counted)
            if at := (measured.revised or {}).get(path):
                revised[step] = max(at, revised.get(step, at))
    if indicator.counts == Counts.PERSONS:
        gone = {_steps(path)[-1] for path in hidden(measured.by_path)}
    cells: dict[int, Cell] = {}
    for unit in units:
        knows = bool(indicator.individuals) and actor.may(indicator.individuals, at=unit)
        if unit.pk in gone and not knows:
            cells[unit.pk] = Cell(hidden=True, closed_at=measured.closed_at)
            continue
        own = together(gathered[unit.pk]) if unit.pk in gathered else None
        cells[unit.pk] = Cell(
            counted=own,
            value=value(indicator.form, indicator.per, own) if own else None,
            closed_at=measured.closed_at,
            revised_at=revised.get(unit.pk),
        )
    return cells


def _steps(path: str) -> list[int]:
    return [int(step) for step in path.strip("/").split("/")]


def _at_and_above(path: str) -> list[str]:
    steps = path.strip("/").split("/")
    return [f"/{'/'.join(steps[:count])}/" for count in range(1, len(steps) + 1)]


def residents_on(units: UnitQuerySet, day: date, *kinds: UnitKind) -> dict[int, int]:
    """How many people by unit id, as last recorded for `day` or before; units without a number are absent."""
    latest = Residents.objects.filter(unit=OuterRef("unit"), on__lte=day).order_by("-on").values("pk")[:1]
    found = Residents.objects.filter(unit__in=units, unit__kind__in=kinds, pk=Subquery(latest))
    return dict(found.values_list("unit", "number"))

"""When is what due? The rules of when, as conditions for the database."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Literal

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.expressions import RawSQL
from django.db.models.fields import BooleanField
from django.db.models.lookups import GreaterThan

from livskraft.kit.partial_date import PartialDate
from livskraft.modules.minigym.models import (
    Equipment,
    Regime,
    RegimeTerms,
)
from livskraft.modules.minigym.rules import (
    AHEAD,
    INTERVALS,
    RegimeKey,
    due_cutoff,
)
from livskraft.organisation.models import UnitQuerySet

Task = Literal["inspection", "service"]
LAST: dict[Task, str] = {"inspection": "inspected", "service": "serviced"}


def terms_on(day: date) -> dict[str, RegimeTerms]:
    """Regime key → the terms in force on `day`; regimes without terms are absent."""
    return {terms.regime.key: terms for terms in RegimeTerms.objects.in_force_on(day).select_related("regime")}


def due_by(day: date, *, regime: RegimeKey, task: Task, today: date) -> Q:
    """Items of the regime whose next inspection or service is on or before `day`, by the terms in force today.

    The SQL twin of `rules.next_due(...) <= day`, as one condition without a query of its own: nothing known means due.
    """
    cutoff = _cutoff(day, regime=regime, task=task, today=today)
    last = LAST[task]
    never = Q(**{f"{last}__isnull": True})
    nothing_known = Q(acquired__isnull=True) & Q(GreaterThan(cutoff, Value(0)))
    return Q(**{f"{last}__lte": cutoff}) | (never & (Q(acquired__lte=cutoff) | nothing_known))


def due(units: UnitQuerySet, today: date, *, regime: RegimeKey, task: Task) -> "QuerySet[Equipment, Equipment]":
    """Kept items of the regime at `units` with an inspection or service due within AHEAD, annotated for duties."""
    yesterday = today - timedelta(days=1)
    return (
        Equipment.objects.kept()
        .filter(gym__site__in=units, regime__key=regime, gym__closed__isnull=True)
        .filter(due_by(today + AHEAD, regime=regime, task=task, today=today))
        .annotate(
            duty_unit=F("gym__site"),
            duty_months=_months(regime, task, today),
            duty_late=Case(
                When(
                    due_by(yesterday, regime=regime, task=task, today=today)
                    & (Q(**{f"{LAST[task]}__isnull": False}) | Q(acquired__isnull=False)),
                    then=Value(True),
                ),
                default=Value(False),
                output_field=BooleanField(),
            ),
        )
        .select_related("gym__site", "kind")
    )


def late(terms: Mapping[str, RegimeTerms], today: date) -> Q:
    """Items whose inspection or service is late by `terms`, the ones that hold today: the twin of `rules.standing`."""
    found = Q(pk__in=[])
    for each in terms.values():
        for task in LAST:
            found |= Q(regime=each.regime_id) & _before(getattr(each, f"{task}_months"), LAST[task], today)
    return found


def _before(months: int | None, last: str, today: date) -> Q:
    if months is None:
        return Q(pk__in=[])
    cutoff = PartialDate.of(due_cutoff(months, today - timedelta(days=1))).code
    return Q(**{f"{last}__lte": cutoff}) | (Q(**{f"{last}__isnull": True}) & Q(acquired__lte=cutoff))


def _months(regime: RegimeKey, task: Task, today: date) -> RawSQL:
    return _in_force(f"{task}_months", [], regime, today)


def _cutoff(day: date, *, regime: RegimeKey, task: Task, today: date) -> RawSQL:
    """The code of the last day that makes an item due by `day`; NULL, so no item, when the terms have no interval."""
    cases = "WHEN %s THEN %s " * len(INTERVALS)
    values = [(months, PartialDate.of(due_cutoff(months, day)).code) for months in INTERVALS]
    return _in_force(f"CASE {task}_months {cases}END", [value for pair in values for value in pair], regime, today)


def _in_force(column: str, params: list[int], regime: RegimeKey, today: date) -> RawSQL:
    """`column` of the terms that hold today: the twin of `TermsQuerySet.in_force_on`.

    In plain SQL: Django takes 10 ms to write out the conditions of one kind of duty otherwise, the database 1 ms to
    answer them, and every start page asks several.
    """
    terms, regimes = RegimeTerms._meta.db_table, Regime._meta.db_table
    sql = (
        f'SELECT {column} FROM {terms} JOIN {regimes} ON {regimes}.id = regime_id WHERE "key" = %s AND starts <= %s'  # noqa: S608 - names of our own, values as parameters
        " ORDER BY starts DESC LIMIT 1"
    )
    return RawSQL(sql, [*params, regime.value, today.isoformat()], output_field=IntegerField())  # noqa: S611 - as above

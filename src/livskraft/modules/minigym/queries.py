"""What is due in which gym? Reads that span the minigym's models."""

from datetime import date, timedelta
from typing import Literal

from django.db.models import Case, F, IntegerField, Q, QuerySet, Subquery, Value, When
from django.db.models.fields import BooleanField
from django.db.models.lookups import GreaterThan

from livskraft.kit.partial_date import PartialDate
from livskraft.modules.minigym.models import Equipment, RegimeTerms
from livskraft.modules.minigym.rules import AHEAD, INTERVALS, RegimeKey, due_cutoff
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


def _in_force(regime: RegimeKey, today: date) -> "QuerySet[RegimeTerms, RegimeTerms]":
    return RegimeTerms.objects.filter(regime__key=regime, starts__lte=today).order_by("-starts")


def _months(regime: RegimeKey, task: Task, today: date) -> Subquery:
    return Subquery(_in_force(regime, today).values(f"{task}_months")[:1])


def _cutoff(day: date, *, regime: RegimeKey, task: Task, today: date) -> Subquery:
    """The code of the last day that makes an item due by `day`; NULL, so no item, when the terms have no interval."""
    cases = [
        When(**{f"{task}_months": months}, then=Value(PartialDate.of(due_cutoff(months, day)).code))
        for months in INTERVALS
    ]
    terms = _in_force(regime, today).annotate(cutoff=Case(*cases, default=None, output_field=IntegerField()))
    return Subquery(terms.values("cutoff")[:1], output_field=IntegerField())

"""When is what due? The rules of when, as conditions for the database."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any, Literal

from django.db.models import BooleanField, Case, CharField, F, Field, IntegerField, Q, QuerySet, Value, When

from livskraft.kit.partial_date import PartialDate
from livskraft.modules.minigym.models import Equipment, RegimeTerms
from livskraft.modules.minigym.rules import AHEAD, RegimeKey, due_cutoff
from livskraft.organisation.models import Units

Task = Literal["inspection", "service"]
LAST: dict[Task, str] = {"inspection": "inspected", "service": "serviced"}
Terms = Mapping[str, RegimeTerms]


def terms_on(day: date) -> dict[str, RegimeTerms]:
    """Regime key → the terms in force on `day`, the latest that have begun; regimes without terms are absent."""
    begun = RegimeTerms.objects.filter(starts__lte=day).select_related("regime").order_by("starts")
    return {terms.regime.key: terms for terms in begun}


def due(units: Units, today: date, *, task: Task, kinds: Mapping[RegimeKey, str]) -> "QuerySet[Equipment, Equipment]":
    """Kept items at `units` with an inspection or service due within AHEAD, of the regimes in `kinds`.

    Annotated for duties: `duty_kind` as `kinds` says for the item's regime, `duty_months` between two times. Two
    queries in all, for the terms are read here: conditions with days in them are answered and written out in a
    fraction of the time of conditions with terms in them.
    """
    terms = {key: each for key, each in terms_on(today).items() if key in kinds}
    return (
        Equipment.objects.kept()
        .filter(due_by(terms, task, today + AHEAD), gym__site__in=units, gym__closed__isnull=True)
        .annotate(
            duty_unit=F("gym__site"),
            duty_late=Case(
                When(_late(terms, task, today), then=Value(True)), default=False, output_field=BooleanField()
            ),
            duty_kind=_by_regime(terms, {key: str(kinds[RegimeKey(key)]) for key in terms}, CharField()),
            duty_months=_by_regime(
                terms, {key: getattr(each, f"{task}_months") for key, each in terms.items()}, IntegerField()
            ),
        )
        .select_related("gym__site", "kind")
        .only("number", "acquired", LAST[task], "kind__name", "gym__name", "gym__site__name")
    )


def due_by(terms: Terms, task: Task, day: date) -> Q:
    """Items whose next inspection or service is on or before `day` by `terms`; nothing known means due.

    The SQL twin of `rules.next_due(...) <= day`.
    """
    nothing_known = Q(**{f"{LAST[task]}__isnull": True}, acquired__isnull=True)
    return _any(terms, task, lambda months: _known_due_by(months, task, day) | nothing_known)


def late(terms: Terms, today: date) -> Q:
    """Items whose inspection or service is late by `terms`, the ones that hold today: the twin of `rules.standing`."""
    return _late(terms, "inspection", today) | _late(terms, "service", today)


def _late(terms: Terms, task: Task, today: date) -> Q:
    yesterday = today - timedelta(days=1)
    return _any(terms, task, lambda months: _known_due_by(months, task, yesterday))


def _any(terms: Terms, task: Task, condition: Callable[[int], Q]) -> Q:
    """That `condition` of the interval holds for an item of one of the regimes that have an interval."""
    found = Q(pk__in=[])
    for each in terms.values():
        months = getattr(each, f"{task}_months")
        if months is not None:
            found |= Q(regime=each.regime_id) & condition(months)
    return found


def _known_due_by(months: int, task: Task, day: date) -> Q:
    cutoff = PartialDate.of(due_cutoff(months, day)).code
    last = LAST[task]
    return Q(**{f"{last}__lte": cutoff}) | Q(**{f"{last}__isnull": True}, acquired__lte=cutoff)


def _by_regime(terms: Terms, values: Mapping[str, object], field: Field[Any, Any]) -> Case:
    cases = [When(regime=each.regime_id, then=Value(values[key])) for key, each in terms.items()]
    return Case(*cases, output_field=field)

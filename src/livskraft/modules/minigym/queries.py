"""What is due in which gym? Reads that span the minigym's models."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Literal

from django.db.models import Case, F, IntegerField, Q, QuerySet, Subquery, Value, When
from django.db.models.fields import BooleanField
from django.db.models.lookups import GreaterThan

from livskraft.kit.partial_date import PartialDate
from livskraft.modules.minigym.models import Agreement, Equipment, Gym, RegimeTerms, Round
from livskraft.modules.minigym.models.equipment import EquipmentQuerySet
from livskraft.modules.minigym.rules import AHEAD, INTERVALS, RegimeKey, due_cutoff
from livskraft.organisation.models import Premises, Unit, UnitQuerySet
from livskraft.organisation.queries import provider_of

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


@dataclass(frozen=True, slots=True)
class Inspector:
    """A party that inspects items of a gym: which regime's, and who comes."""

    regime: RegimeKey
    unit: Unit


def agreements_for(gym: Gym, day: date) -> list[Agreement]:
    """The agreements that can hold an order from the gym on `day`: the municipality's, and its own provider's."""
    own = Q(regime__key=RegimeKey.PROVIDER, customer=provider_of(gym.site, day))
    return list(
        Agreement.objects.holding_on(day)
        .filter(Q(regime__key=RegimeKey.MUNICIPAL) | own)
        .select_related("regime", "firm", "customer", "invoiced")
        .order_by("regime", "pk")
    )


def inspectors_at(gym: Gym, day: date) -> list[Inspector]:
    """Who, besides the staff, can have inspected items of the gym on `day`, each with whose items.

    The firms of the agreements, the provider for what it bought, and the owner of the house for its fixtures.
    """
    found = [Inspector(RegimeKey(agreement.regime.key), agreement.firm) for agreement in agreements_for(gym, day)]
    provider = provider_of(gym.site, day)
    if provider:
        found.append(Inspector(RegimeKey.PROVIDER, provider))
    owner = property_owner_of(gym)
    if owner:
        found.append(Inspector(RegimeKey.PROPERTY, owner))
    return list(dict.fromkeys(found))


def property_owner_of(gym: Gym) -> Unit | None:
    """Who owns the house that the gym stands in; None when nobody has said."""
    premises = Premises.objects.filter(site=gym.site_id).select_related("property_owner").first()
    return premises.property_owner if premises else None


def items_in(round: Round) -> EquipmentQuerySet:
    """The kept items that the round holds: those of its regime, or all but the fixtures."""
    items = round.gym.items.kept()
    if round.regime:
        return items.filter(regime__key=round.regime)
    return items.exclude(regime__key=RegimeKey.PROPERTY)

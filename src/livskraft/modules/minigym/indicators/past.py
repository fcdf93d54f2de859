"""What stood where on a day that has been? A past month can be measured anew because of this."""

from datetime import date, datetime, time
from typing import Any

from django.db.models import BigIntegerField, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from livskraft.kit.partial_date import PartialDate
from livskraft.modules.minigym.models import Equipment, Gym, Move, RegimeChange, Stop
from livskraft.modules.minigym.rules import Status
from livskraft.organisation.models import UnitQuerySet

# Any: what a queryset is annotated with cannot be said.
Items = QuerySet[Any, Any]


def midnight(day: date) -> datetime:
    """The moment that `day` begins, by the clock on the wall."""
    return timezone.make_aware(datetime.combine(day, time.min))


def gyms_on(units: UnitQuerySet, day: date) -> "QuerySet[Gym, Gym]":
    """The gyms at `units` that were open for use on `day`; one without an opening day has always been there."""
    return Gym.objects.filter(
        Q(opened__isnull=True) | Q(opened__lte=day), Q(closed__isnull=True) | Q(closed__gt=day), site__in=units
    )


def standing_on(units: UnitQuerySet, day: date) -> Items:
    """The items that stood in an open gym at `units` on `day`, annotated with the ids `was_at` (site) and `was_regime`.

    One whose day of purchase nobody knows has stood there since its gym opened.
    """
    moved = Move.objects.filter(item=OuterRef("pk"), on__gt=day).order_by("on", "pk")
    passed = RegimeChange.objects.filter(item=OuterRef("pk"), on__gt=day).order_by("on", "pk")
    there = (
        Equipment.objects.order_by()
        .alias(was_in=_then(moved.values("before"), "gym"))
        .annotate(
            was_at=_then(moved.values("before__site"), "gym__site"),
            was_regime=_then(passed.values("before"), "regime"),
        )
    )
    return there.filter(
        Q(acquired__isnull=True) | Q(acquired__lte=PartialDate.of(day).code),
        ~Q(status=Status.RETIRED) | Q(retired_on__gt=day),
        was_in__in=gyms_on(units, day),
    )


def in_use_on(units: UnitQuerySet, day: date, end: datetime) -> Items:
    """Those of `standing_on` that were not out of use at `end`, the end of the day."""
    stopped = Stop.objects.filter(Q(ended_at__isnull=True) | Q(ended_at__gte=end), item=OuterRef("pk"), since__lt=end)
    return standing_on(units, day).filter(~Exists(stopped))


def _then(before: "QuerySet[Any, Any]", now: str) -> Coalesce:
    """What it was before the first change after the day, or is now when there was none."""
    return Coalesce(Subquery(before[:1]), F(now), output_field=BigIntegerField())

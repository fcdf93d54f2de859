"""How many sessions were held where, and how many have a programme? Always one query, whatever the years hold."""

from datetime import date

from django.db.models import Count, Q
from django.db.models.functions import Coalesce

from livskraft.kit.periods import Period
from livskraft.modules.training.models import Programme, TrainingSession
from livskraft.organisation.models import UnitQuerySet

WHO = Coalesce("person__merged_into", "person")


def sessions(units: UnitQuerySet, period: Period) -> dict[int, int]:
    """Sessions in friskvård by site; a site without any is left out."""
    held = TrainingSession.objects.filter(site__in=units, on__gte=period.starts)
    if period.ends:
        held = held.filter(on__lt=period.ends)
    return {row["site"]: row["number"] for row in held.order_by().values("site").annotate(number=Count("pk"))}


def with_programme(units: UnitQuerySet, last_day: date) -> dict[int, int]:
    """Persons by site who had a programme at the end of that day; whoever was merged is one."""
    held = Programme.objects.filter(
        Q(ended_at__isnull=True) | Q(ended_at__date__gt=last_day), site__in=units, made_at__date__lte=last_day
    )
    rows = held.order_by().values("site").annotate(number=Count(WHO, distinct=True))
    return {row["site"]: row["number"] for row in rows}

"""When is the gym used today, and by how many?"""

from datetime import date

from django.db.models import Count, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from livskraft.modules.activities.models import Activity, HeadCount, Occasion
from livskraft.modules.activities.rules.vocabulary import Kind
from livskraft.organisation.models import Unit


def gym_of(site: Unit) -> Activity | None:
    """The activity that stands for training in the gym on one's own responsibility; None before the first visit."""
    return Activity.objects.current().filter(site=site, kind=Kind.GYM).order_by("pk").first()


def gym_today(site: Unit, today: date) -> QuerySet[Occasion]:
    """The day's times in the gym with `visitors`, named or counted."""
    heads = (
        HeadCount.objects.filter(occasion=OuterRef("pk"))
        .order_by()
        .values("occasion")
        .annotate(all=Sum("number"))
        .values("all")
    )
    return (
        Occasion.objects.planned()
        .filter(site=site, on=today, activity__kind=Kind.GYM)
        .annotate(visitors=Count("attendances") + Coalesce(Subquery(heads), 0))
        .select_related("activity")
        .in_order()
    )

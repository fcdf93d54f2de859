"""When is the gym used today, and by how many?"""

from datetime import date, time

from django.db.models import Count, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from livskraft.access.actor import Actor
from livskraft.modules.activities.models import Activity, HeadCount, Occasion
from livskraft.modules.activities.rules.attendance import OPENS_BEFORE
from livskraft.modules.activities.rules.vocabulary import Kind
from livskraft.organisation.models import Unit

LAST_HOUR = 23


def gym_of(site: Unit) -> Activity | None:
    """The activity that stands for training in the gym on one's own responsibility; None before the first visit."""
    return Activity.objects.current().filter(site=site, kind=Kind.GYM).order_by("pk").first()


def gym_begun(site: Unit, by: Actor) -> Occasion | None:
    """Of today's times in the gym the one that has begun last."""
    begun = Occasion.objects.planned().filter(site=site, on=by.today, activity__kind=Kind.GYM)
    begun = begun.filter(starts_at__lte=by.at + OPENS_BEFORE).select_related("activity")
    return begun.order_by("-starts_at", "-pk").first()


def gym_to_be(site: Unit, by: Actor) -> Occasion:
    """The time of this hour that the first visit will make; in no table yet."""
    hour = timezone.localtime(by.at).hour
    activity = gym_of(site) or Activity(site=site, title=_("Friskvård i minigymmet"), kind=Kind.GYM)
    return Occasion(
        activity=activity,
        site=site,
        on=by.today,
        from_time=time(hour),
        to_time=time(hour + 1) if hour < LAST_HOUR else time(hour, 59),
        starts_at=by.at,
    )


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

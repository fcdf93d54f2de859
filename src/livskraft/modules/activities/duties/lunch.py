"""Where does next week's menu wait to be written?"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, QuerySet, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from livskraft.access.roles import Role
from livskraft.duties.catalogue import Duty, duty
from livskraft.modules.activities.models import ClosedDay, Dish, LunchService
from livskraft.modules.activities.queries.local_rules import number_in_query
from livskraft.modules.activities.rules.local_rules import LocalRuleKey
from livskraft.modules.activities.rules.programme import week_of
from livskraft.organisation.models import Units


def _describe(rows: Iterable[Any], today: date) -> list[Duty]:
    week, monday = week_of(today).after, week_of(today).first
    return [
        Duty(
            key=f"activities.weekly_menu:{lunch.site_id}:{week.code}",
            unit_id=lunch.site_id,
            unit_name=lunch.site.name,
            what=_("Skriv matsedeln på %(site)s, %(week)s") % {"site": lunch.site.name, "week": week.name},
            url=f"{reverse('write_menu', args=[lunch.site_id])}?vecka={week.code}",
            due=monday + timedelta(days=lunch.weekday - 1),
        )
        for lunch in rows
    ]


@duty(
    "activities.weekly_menu",
    role=Role.UNIT_MANAGER,
    label=lazy("Nästa veckas matsedel"),
    action=lazy("Skriv"),
    source=lazy("Lokal regel: nästa veckas matsedel är klar samma dag som programmet"),
    describe=_describe,
    local_rule=True,
)
def menus_to_write(units: Units, today: date) -> "QuerySet[Any, Any]":
    """From the day when weeks are planned: places with lunch, where next week has neither a dish nor a closed day."""
    week = week_of(today).after
    there = {"site": OuterRef("site"), "on__range": (week.first, week.last)}
    return (
        LunchService.objects.filter(
            ~Exists(Dish.objects.filter(**there)), ~Exists(ClosedDay.objects.filter(**there)), site__in=units
        )
        .select_related("site")
        .annotate(
            duty_unit=F("site"),
            weekday=number_in_query(LocalRuleKey.PLAN_WEEKDAY),
            duty_late=Case(When(weekday__lt=today.isoweekday(), then=Value(True)), default=Value(False)),
        )
        .filter(weekday__lte=today.isoweekday())
    )

"""Where does next week's menu wait to be written?"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import BooleanField, Exists, F, OuterRef, QuerySet, Value
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from livskraft.access.roles import Role
from livskraft.duties.catalogue import Duty, duty
from livskraft.modules.activities.models import ClosedDay, Dish, LunchService
from livskraft.modules.activities.queries.local_rules import number_of
from livskraft.modules.activities.rules.local_rules import LocalRuleKey
from livskraft.modules.activities.rules.programme import week_of
from livskraft.organisation.models import Units


def _describe(rows: Iterable[Any], today: date) -> list[Duty]:
    week = week_of(today).after
    return [
        Duty(
            key=f"activities.weekly_menu:{lunch.site_id}:{week.code}",
            unit_id=lunch.site_id,
            unit_name=lunch.site.name,
            what=_("Skriv matsedeln på %(site)s, %(week)s") % {"site": lunch.site.name, "week": week.name},
            url=f"{reverse('write_menu', args=[lunch.site_id])}?vecka={week.code}",
            due=_due(today),
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
    due = _due(today)
    there = {"site": OuterRef("site"), "on__range": (week.first, week.last)}
    found = LunchService.objects.filter(
        ~Exists(Dish.objects.filter(**there)), ~Exists(ClosedDay.objects.filter(**there)), site__in=units
    )
    return (
        (found if today >= due else found.none())
        .select_related("site")
        .annotate(duty_unit=F("site"), duty_late=Value(today > due, output_field=BooleanField()))
    )


def _due(today: date) -> date:
    return week_of(today).first + timedelta(days=number_of(LocalRuleKey.PLAN_WEEKDAY) - 1)

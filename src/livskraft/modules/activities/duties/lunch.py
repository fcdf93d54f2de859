"""Where does next week's menu wait to be written, and who has not heard that their lunch is cancelled?"""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, QuerySet, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from livskraft.access.roles import Role
from livskraft.duties.catalogue import Duty, duty
from livskraft.kit import formats
from livskraft.modules.activities.models import ClosedDay, Dish, LunchBooking, LunchService
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


def _untold(rows: Iterable[LunchBooking], today: date) -> list[Duty]:
    """One for each place and day."""

    def key(booking: LunchBooking) -> tuple[int, date]:
        return booking.site_id, booking.on

    found = []
    for (site, on), group in groupby(sorted(rows, key=key), key=key):
        bookings = list(group)
        what = ngettext(
            "Säg till %(number)d lunchgäst att lunchen är inställd %(day)s",
            "Säg till %(number)d lunchgäster att lunchen är inställd %(day)s",
            len(bookings),
        )
        found.append(
            Duty(
                key=f"activities.tell_guest:{site}:{on}",
                unit_id=site,
                unit_name=bookings[0].site.name,
                what=what % {"number": len(bookings), "day": formats.day(on, today)},
                url=reverse("call_list"),
                due=on,
                count=len(bookings),
            )
        )
    return found


@duty(
    "activities.tell_guest",
    role=Role.CARE_STAFF,
    label=lazy("Lunchgäster att säga till"),
    action=lazy("Öppna ringlistan"),
    source=lazy("Kravlistan: det som ställs in ger en lista över vilka som ska få veta det"),
    describe=_untold,
    local_rule=True,
    persons=True,
)
def guests_untold(units: Units, today: date) -> "QuerySet[LunchBooking, LunchBooking]":
    """Until the day itself has passed: a booking holds no phone, so they are told when they are met."""
    return (
        LunchBooking.objects.untold()
        .filter(site__in=units, on__gte=today)
        .annotate(duty_unit=F("site"), duty_late=Value(False))
        .select_related("site")
    )

"""Where does next week's programme wait to be planned?"""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Case, Exists, F, OuterRef, QuerySet, Value, When
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from livskraft.access.roles import Role
from livskraft.duties.catalogue import Duty, duty
from livskraft.modules.activities.models import Activity, ClosedDay, Occasion
from livskraft.modules.activities.queries.local_rules import number_in_query
from livskraft.modules.activities.queries.programme import address
from livskraft.modules.activities.rules.local_rules import LocalRuleKey
from livskraft.modules.activities.rules.programme import week_of
from livskraft.organisation.models import Unit, Units


def _describe(rows: Iterable[Unit], today: date) -> list[Duty]:
    week, monday = week_of(today).after, week_of(today).first
    return [
        Duty(
            key=f"activities.weekly_programme:{site.pk}:{week.code}",
            unit_id=site.pk,
            unit_name=site.name,
            what=_("Planera programmet på %(site)s, %(week)s") % {"site": site.name, "week": week.name},
            url=address(site.pk, week),
            due=monday + timedelta(days=site.weekday - 1),  # type: ignore[attr-defined]  # annotated
        )
        for site in rows
    ]


@duty(
    "activities.weekly_programme",
    role=Role.UNIT_MANAGER,
    label=lazy("Nästa veckas program"),
    action=lazy("Planera"),
    source=lazy("Lokal regel: nästa veckas program är klart en viss veckodag, så att alla vet vad som händer"),
    describe=_describe,
    local_rule=True,
)
def weeks_to_plan(units: Units, today: date) -> "QuerySet[Unit, Unit]":
    """From that weekday on: sites with something on, where next week has neither an occasion nor a closed day."""
    week = week_of(today).after
    there = {"site": OuterRef("pk")}
    return (
        Unit.objects.sites()
        .open_on(today)
        .annotate(
            duty_unit=F("pk"),
            weekday=number_in_query(LocalRuleKey.PLAN_WEEKDAY),
            duty_late=Case(When(weekday__lt=today.isoweekday(), then=Value(True)), default=Value(False)),
        )
        .filter(
            Exists(Activity.objects.current().filter(**there)),
            ~Exists(Occasion.objects.filter(**there, on__range=(week.first, week.last))),
            ~Exists(ClosedDay.objects.filter(**there, on__range=(week.first, week.last))),
            weekday__lte=today.isoweekday(),
            pk__in=units,  # type: ignore[misc]  # a query of units does as well as their ids
        )
    )

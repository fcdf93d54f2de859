"""At which occasions that were held has nobody filled in who came?"""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import BooleanField, Case, F, IntegerField, QuerySet, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from livskraft.access.roles import Role
from livskraft.duties.catalogue import Duty, duty
from livskraft.modules.activities.models import Occasion
from livskraft.modules.activities.queries.local_rules import number_in_query
from livskraft.modules.activities.rules.local_rules import BOUNDS, LocalRuleKey
from livskraft.organisation.models import Units


def _untaken(rows: Iterable[Occasion], today: date) -> list[Duty]:
    found = []
    for occasion in rows:
        days: int = occasion.days  # type: ignore[attr-defined]  # annotated
        counts = occasion.activity.counts_heads
        found.append(
            Duty(
                key=f"activities.take_attendance:{occasion.pk}",
                unit_id=occasion.site_id,
                unit_name=occasion.site.name,
                what=(_("Räkna besökarna: %(title)s") if counts else _("Fyll i närvaron: %(title)s"))
                % {"title": occasion.activity.title},
                url=reverse("head_count" if counts else "attendance", args=[occasion.pk]),
                due=today if occasion.on == today else occasion.on + timedelta(days=days),
                at=occasion.from_time if occasion.on == today else None,
            )
        )
    return found


@duty(
    "activities.take_attendance",
    role=Role.CARE_STAFF,
    label=lazy("Närvaro att fylla i"),
    action=lazy("Fyll i"),
    source=lazy(
        "SoL (2025:400) 14:3: genomförandet av insatser ska dokumenteras, också av dem som ges utan behovsprövning. "
        "Inom hur många dagar är en lokal regel"
    ),
    describe=_untaken,
    local_rule=True,
)
def untaken_attendance(units: Units, today: date) -> "QuerySet[Occasion, Occasion]":
    """Held until today and neither cancelled nor filled in; today's stand at their hour."""
    bounds = BOUNDS[LocalRuleKey.ATTENDANCE_DAYS]
    # The engines do not agree on how days are counted between dates, so each day that the rule can name is told.
    ago = [When(on__gte=today - timedelta(days=days), then=Value(days)) for days in range(bounds.most + 1)]
    return (
        Occasion.objects.planned()
        .filter(site__in=units, on__lte=today, attendance_taken_at=None)
        .annotate(
            duty_unit=F("site"),
            days=number_in_query(LocalRuleKey.ATTENDANCE_DAYS),
            ago=Case(*ago, default=Value(bounds.most + 1), output_field=IntegerField()),
            duty_late=Case(When(ago__gt=F("days"), then=Value(True)), default=False, output_field=BooleanField()),
        )
        .select_related("activity", "site")
    )

"""Which month's readings has the unit manager still to look at?"""

from collections.abc import Iterable
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Case, DateField, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from livskraft.access.roles import Role
from livskraft.duties.catalogue import Duty, duty
from livskraft.kit.partial_date import MONTHS
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.models import Unit, Units
from livskraft.people.models import LogReview
from livskraft.people.queries.log_review import has_readings
from livskraft.people.rules.log_review import MONTHS_OWED, closed_months, due


def _describe(rows: Iterable[Unit], today: date) -> list[Duty]:
    sites = list(rows)
    oldest = _oldest_owed(sites, today) if sites else {}
    return [
        Duty(
            key=f"people.log_review:{site.pk}:{oldest[site.pk]:%Y-%m}",
            unit_id=site.pk,
            unit_name=site.name,
            what=_("Kontrollera vem som har läst om personer på %(site)s i %(month)s")
            % {"site": site.name, "month": MONTHS[oldest[site.pk].month - 1]},
            url=reverse("log_reviews"),
            due=due(oldest[site.pk]),
        )
        for site in sites
    ]


def _oldest_owed(sites: Iterable[Unit], today: date) -> dict[int, date]:
    """The oldest owed month of each. Asked of those who owe one: in the query of all it would cost twice as much."""
    cases = [When(condition, then=Value(month)) for month, condition in _owed(today).items()]
    there = Unit.objects.filter(pk__in=[site.pk for site in sites])
    return dict(there.values_list("pk", Case(*cases, output_field=DateField())))


@duty(
    "people.log_review",
    role=Role.UNIT_MANAGER,
    label=lazy("Månadens loggkontroll"),
    action=lazy("Öppna loggkontrollen"),
    source=lazy(
        "SoLPuL (2001:454) 10 § och PDL (2008:355) 4:3: åtkomst till uppgifter ska kontrolleras systematiskt och "
        "återkommande. Att det sker varje månad, senast den 15:e i nästa, är en lokal regel"
    ),
    describe=_describe,
    local_rule=True,
)
def log_reviews_due(units: Units, today: date) -> QuerySet[Unit, Unit]:
    """Each site once, that has readings in one of the latest three months which nobody has looked at."""
    owed = _owed(today)
    late = [condition for month, condition in owed.items() if due(month) < today]
    some_late = Case(When(reduce(or_, late), then=Value(True)), default=Value(False))
    return (
        Unit.objects.filter(pk__in=units, kind=UnitKind.SITE)  # type: ignore[misc]  # a query of units, or their ids
        .filter(reduce(or_, owed.values()))
        # Each month asked for once more costs as much again.
        .annotate(duty_unit=F("pk"), duty_late=Value(True) if len(late) == len(owed) else some_late)
        .only("name")
    )


def _owed(today: date) -> dict[date, Q]:
    """For the months that can be owed, the oldest first: that somebody read there, and that it is not looked at."""
    looked_at = LogReview.objects.filter(unit=OuterRef("pk"), finished_at__isnull=False)
    months = sorted(closed_months(today, MONTHS_OWED))
    return {month: Q(has_readings(month)) & ~Q(Exists(looked_at.filter(month=month))) for month in months}

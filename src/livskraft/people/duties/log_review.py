"""Which month's readings has the unit manager still to look at, or whoever is responsible above where there is none?"""

from collections.abc import Iterable
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Case, DateField, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from livskraft.access.roles import Role
from livskraft.duties.catalogue import AT_SITES, Duty, duty
from livskraft.kit.partial_date import MONTHS
from livskraft.organisation.kinds import WITHOUT_ACCOUNTS, UnitKind
from livskraft.organisation.models import Unit, Units
from livskraft.people.models import LogReview
from livskraft.people.queries.log_review import has_readings
from livskraft.people.rules.log_review import MONTHS_OWED, closed_months, due

OWN, ABOVE = "people.log_review", "people.log_review_above"
# Therapists and others who work with persons do so at units of many kinds, which nobody manages as a site is managed.
ELSEWHERE = frozenset(UnitKind) - AT_SITES - WITHOUT_ACCOUNTS
SOURCE = lazy(
    "SoLPuL (2001:454) 10 § och PDL (2008:355) 4:3: åtkomst till uppgifter ska kontrolleras systematiskt och "
    "återkommande. Att det sker varje månad, senast den 15:e i nästa, är en lokal regel"
)


def _review(rows: Iterable[Unit], today: date) -> list[Duty]:
    return _told(rows, OWN, today)


def _review_above(rows: Iterable[Unit], today: date) -> list[Duty]:
    return _told(rows, ABOVE, today)


def _told(rows: Iterable[Unit], key: str, today: date) -> list[Duty]:
    units = list(rows)
    oldest = _oldest_owed(units, today) if units else {}
    return [
        Duty(
            key=f"{key}:{unit.pk}:{oldest[unit.pk]:%Y-%m}",
            unit_id=unit.pk,
            unit_name=unit.name,
            what=_("Kontrollera vem som har läst om personer på %(site)s i %(month)s")
            % {"site": unit.name, "month": MONTHS[oldest[unit.pk].month - 1]},
            url=reverse("log_reviews") if key == OWN else reverse("log_reviews_of_unit", args=[unit.pk]),
            due=due(oldest[unit.pk]),
        )
        for unit in units
    ]


def _oldest_owed(units: Iterable[Unit], today: date) -> dict[int, date]:
    """The oldest owed month of each. Asked of those who owe one: in the query of all it would cost twice as much."""
    cases = [When(condition, then=Value(month)) for month, condition in _owed(today).items()]
    there = Unit.objects.filter(pk__in=[unit.pk for unit in units])
    return dict(there.values_list("pk", Case(*cases, output_field=DateField())))


@duty(
    ABOVE,
    role=Role.AREA_MANAGER,
    label=lazy("Månadens loggkontroll på en enhet utan egen chef"),
    action=lazy("Öppna loggkontrollen"),
    source=SOURCE,
    describe=_review_above,
    local_rule=True,
    arises_at=ELSEWHERE,
)
@duty(
    OWN,
    role=Role.UNIT_MANAGER,
    label=lazy("Månadens loggkontroll"),
    action=lazy("Öppna loggkontrollen"),
    source=SOURCE,
    describe=_review,
    local_rule=True,
)
def log_reviews_due(units: Units, today: date) -> QuerySet[Unit, Unit]:
    """Each unit once, that has readings in one of the latest three months which nobody has looked at."""
    owed = _owed(today)
    late = [condition for month, condition in owed.items() if due(month) < today]
    some_late = Case(When(reduce(or_, late), then=Value(True)), default=Value(False))
    return (
        Unit.objects.filter(pk__in=units)  # type: ignore[misc]  # a query of units, or their ids
        .exclude(kind__in=WITHOUT_ACCOUNTS)
        .filter(reduce(or_, owed.values()))
        .annotate(
            duty_unit=F("pk"),
            duty_kind=Case(When(kind=UnitKind.SITE, then=Value(OWN)), default=Value(ABOVE)),
            # Each month asked for once more costs as much again.
            duty_late=Value(True) if len(late) == len(owed) else some_late,
        )
        .only("name")
    )


def _owed(today: date) -> dict[date, Q]:
    """For the months that can be owed, the oldest first: that somebody read there, and that it is not looked at."""
    looked_at = LogReview.objects.filter(unit=OuterRef("pk"), finished_at__isnull=False)
    months = sorted(closed_months(today, MONTHS_OWED))
    return {month: Q(has_readings(month)) & ~Q(Exists(looked_at.filter(month=month))) for month in months}

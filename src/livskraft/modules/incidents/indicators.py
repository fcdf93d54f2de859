"""How many incidents are there, and how soon is something decided about them?"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from livskraft.indicators.catalogue import Counted, Counts, Form, Observed, indicator
from livskraft.kit.periods import Period
from livskraft.modules.incidents.models import Incident
from livskraft.organisation.models import UnitQuerySet

TENTH = Decimal("0.1")


@indicator(
    "incidents.reported",
    label=_("Tillbud och olycksfall"),
    definition=_("Antal tillbud och olycksfall som hände under perioden."),
    numerator=_("Rapporterade händelser, efter dagen då de hände. Tillbud räknas lika mycket som olycksfall."),
    population=_(
        "Alla händelser på trygghetsboendena. Fler rapporter kan betyda att fler berättar, inte att fler skadas."
    ),
    source=_("Händelserapporterna."),
    counts=Counts.OCCASIONS,
    form=Form.TOTAL,
    unit=_("händelser"),
    one=_("händelse"),
)
def reported(units: UnitQuerySet, period: Period) -> Mapping[int, Counted]:
    # A site where nothing happened has none; that is a figure too, and the whole is out of all sites.
    sites = units.sites().open_on(period.starts).order_by().values_list("pk", flat=True)
    numbers = dict.fromkeys(sites, 0) | happened(units, period)
    return {site: Counted(Decimal(number)) for site, number in numbers.items()}


@indicator(
    "incidents.days_to_decision",
    label=_("Från rapport till beslut"),
    definition=_("Antal dagar från rapporten till chefens beslut, för den mellersta av periodens händelser (median)."),
    numerator=_("Dagar mellan rapport och beslut."),
    population=_("Händelser som det beslutades om under perioden."),
    source=_("Händelserapporterna."),
    counts=Counts.OCCASIONS,
    form=Form.MEDIAN,
    unit=_("dagar"),
)
def days_to_decision(units: UnitQuerySet, period: Period) -> Mapping[int, Observed]:
    decided = Incident.objects.filter(
        site__in=units, decided_at__gte=_midnight(period.starts), decided_at__lt=_midnight(period.ends)
    )
    days: dict[int, list[Decimal]] = defaultdict(list)
    for site, since, at in decided.order_by().values_list("site", "reported_at", "decided_at"):
        assert at
        days[site].append((Decimal((at - since).total_seconds()) / 86400).quantize(TENTH))
    return {site: Observed(tuple(values)) for site, values in days.items()}


def happened(units: UnitQuerySet, period: Period) -> dict[int, int]:
    """How many happened, by site; a site without any is left out."""
    found = (
        Incident.objects.filter(
            site__in=units, happened_at__gte=_midnight(period.starts), happened_at__lt=_midnight(period.ends)
        )
        .order_by()
        .values("site")
        .annotate(number=Count("pk"))
    )
    return {row["site"]: row["number"] for row in found}


def _midnight(day: date | None) -> datetime:
    assert day
    return timezone.make_aware(datetime.combine(day, time.min))

"""How much was on at the meeting places, and how much of what was planned was cancelled?"""

from collections.abc import Mapping
from decimal import Decimal

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from livskraft.indicators.catalogue import Counted, Counts, Form, indicator
from livskraft.kit.periods import Period
from livskraft.modules.activities.models import Occasion
from livskraft.modules.activities.models.programme import OccasionQuerySet
from livskraft.modules.activities.rules.vocabulary import State
from livskraft.organisation.models import UnitQuerySet

SITES_WITH_A_PROGRAMME = _("Platser som hade något i programmet under perioden.")
SOURCE = _("Mötesplatsernas program.")


@indicator(
    "activities.occasions_held",
    label=_("Hållna aktiviteter"),
    definition=_("Antal tillfällen som stod i programmet under perioden och inte ställdes in."),
    numerator=_("Tillfällen som har varit, efter dagen då de hölls. Det som flyttades räknas den nya dagen."),
    population=SITES_WITH_A_PROGRAMME,
    source=SOURCE,
    counts=Counts.OCCASIONS,
    form=Form.TOTAL,
    unit=_("tillfällen"),
    one=_("tillfälle"),
)
def occasions_held(units: UnitQuerySet, period: Period) -> Mapping[int, Counted]:
    return _per_site(_in(units, period), State.PLANNED)


@indicator(
    "activities.occasions_cancelled",
    label=_("Inställda aktiviteter"),
    definition=_("Antal tillfällen som stod i programmet under perioden och ställdes in."),
    numerator=_("Inställda tillfällen, efter dagen då de skulle ha hållits."),
    population=SITES_WITH_A_PROGRAMME,
    source=SOURCE,
    counts=Counts.OCCASIONS,
    form=Form.TOTAL,
    unit=_("tillfällen"),
    one=_("tillfälle"),
)
def occasions_cancelled(units: UnitQuerySet, period: Period) -> Mapping[int, Counted]:
    return _per_site(_in(units, period), State.CANCELLED)


def _in(units: UnitQuerySet, period: Period) -> OccasionQuerySet:
    """What was to be held in the period and is over now."""
    return Occasion.objects.filter(
        site__in=units, on__gte=period.starts, on__lt=period.ends, ends_at__lte=timezone.now()
    )


def _per_site(occasions: OccasionQuerySet, state: State) -> Mapping[int, Counted]:
    """None of a state is a figure too, where something else was on."""
    found: dict[int, int] = {}
    for site, here, number in occasions.order_by().values_list("site", "state").annotate(Count("pk")):
        found[site] = found.get(site, 0) + (number if here == state else 0)
    return {site: Counted(Decimal(number)) for site, number in found.items()}

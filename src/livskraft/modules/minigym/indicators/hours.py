"""How many hours a week can one come, and how many of them is somebody there to support?"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from livskraft.indicators.catalogue import Counted, Counts, Form, indicator
from livskraft.kit.periods import Period
from livskraft.modules.minigym.indicators.equipment import last_day
from livskraft.modules.minigym.indicators.past import gyms_on
from livskraft.modules.minigym.queries.hours import Span, schedules
from livskraft.organisation.models import UnitQuerySet

WEEK = _("Periodens sista sju dagar, med undantag, helgdagar och stängningar.")
POPULATION = _("Öppna minigym som har angett sina öppettider.")


@indicator(
    "minigym.open_hours",
    label=_("Öppettider"),
    definition=_("Antal öppna timmar per minigym under periodens sista sju dagar."),
    numerator=WEEK,
    denominator=_("Antal minigym som har angett öppettider."),
    population=POPULATION,
    source=_("Minigymmens öppettider. De sparas inte bakåt, så en stängd period räknas aldrig om."),
    counts=Counts.HOURS,
    form=Form.RATE,
    unit=_("timmar i veckan per minigym"),
    on_last_day=True,
    has_history=False,
)
def open_hours(units: UnitQuerySet, period: Period) -> Mapping[int, Counted]:
    return _hours(units, period, staffed=False)


@indicator(
    "minigym.staffed_hours",
    label=_("Bemannade timmar"),
    definition=_("Antal timmar per minigym med personal på plats under periodens sista sju dagar."),
    numerator=WEEK,
    denominator=_("Antal minigym som har angett öppettider."),
    population=POPULATION,
    source=_("Minigymmens öppettider. De sparas inte bakåt, så en stängd period räknas aldrig om."),
    counts=Counts.HOURS,
    form=Form.RATE,
    unit=_("timmar i veckan per minigym"),
    on_last_day=True,
    has_history=False,
)
def staffed_hours(units: UnitQuerySet, period: Period) -> Mapping[int, Counted]:
    return _hours(units, period, staffed=True)


def _hours(units: UnitQuerySet, period: Period, *, staffed: bool) -> Mapping[int, Counted]:
    day = last_day(period)
    first = day - timedelta(days=6)
    sites = dict(gyms_on(units, day).values_list("pk", "site"))
    seconds: dict[int, int] = defaultdict(int)
    known: dict[int, int] = defaultdict(int)
    for gym, schedule in schedules(sites, since=first).items():
        if not schedule.known:
            continue
        known[sites[gym]] += 1
        for each in schedule.days(first, 7):
            seconds[sites[gym]] += sum(_seconds(span) for span in (each.staffed if staffed else each.opening))
    return {site: Counted(Decimal(seconds[site]) / 3600, Decimal(gyms)) for site, gyms in known.items()}


def _seconds(span: Span) -> int:
    """By the clock on the wall, so that a week when the clocks change is as long as the others."""
    return (span.end.hour - span.start.hour) * 3600 + (span.end.minute - span.start.minute) * 60

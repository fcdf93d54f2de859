"""How fast is a fault mended, are the self-checks made, and what does the service cost?"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import F, Min, Q, Sum
from django.db.models.functions import Coalesce, Least
from django.utils.translation import gettext_lazy as _

from livskraft.indicators.catalogue import Counted, Counts, Form, Observed, indicator
from livskraft.kit.periods import Period
from livskraft.modules.minigym.indicators.equipment import gyms_by_site, last_day
from livskraft.modules.minigym.indicators.past import midnight
from livskraft.modules.minigym.models import CheckRoutine, Fault, Round, SelfCheck, ServiceOrder
from livskraft.modules.minigym.rules import Every, Outcome, period_of
from livskraft.organisation.models import UnitQuerySet

TENTH = Decimal("0.1")


@indicator(
    "minigym.fault_to_use",
    label=_("Från fel till åter i bruk"),
    definition=_(
        "Antal dagar från felanmälan till att felet var åtgärdat, för det mellersta av periodens fel (median)."
    ),
    numerator=_("Dagar mellan anmälan och åtgärd. Flera anmälningar av samma fel räknas en gång, från den första."),
    population=_("Fel som åtgärdades under perioden. Anmälningar där det inte var något fel ingår inte."),
    source=_("Felanmälningarna."),
    counts=Counts.OCCASIONS,
    form=Form.MEDIAN,
    unit=_("dagar"),
)
def fault_to_use(units: UnitQuerySet, period: Period) -> Mapping[int, Observed]:
    fixed = Fault.objects.leading().filter(
        outcome=Outcome.FIXED,
        gym__site__in=units,
        closed_at__gte=midnight(period.starts),
        closed_at__lt=midnight(last_day(period) + timedelta(days=1)),
    )
    days: dict[int, list[Decimal]] = defaultdict(list)
    # Whichever is followed up leads, and need not be the one that was reported first.
    first = Least(F("reported_at"), Coalesce(Min("same__reported_at"), F("reported_at")))
    for site, reported, closed in fixed.annotate(first=first).values_list("gym__site", "first", "closed_at"):
        assert closed
        days[site].append((Decimal((closed - reported).total_seconds()) / 86400).quantize(TENTH))
    return {site: Observed(tuple(values)) for site, values in days.items()}


@indicator(
    "minigym.self_checks",
    label=_("Gjorda egenkontroller"),
    definition=_("Andel av periodens egenkontroller som är gjorda."),
    numerator=_("De egenkontroller i nämnaren som är avslutade."),
    denominator=_("De veckor och månader med en egenkontroll som tog slut under perioden, från gymmets första."),
    population=_("Öppna minigym och de egenkontroller som gäller där."),
    source=_("Egenkontrollerna. Hur ofta de görs är en lokal regel."),
    counts=Counts.OCCASIONS,
    form=Form.SHARE,
    unit=_("procent"),
)
def self_checks(units: UnitQuerySet, period: Period) -> Mapping[int, Counted]:
    day = last_day(period)
    routines = CheckRoutine.objects.filter(
        Q(gym__closed__isnull=True) | Q(gym__closed__gt=day),
        Q(template__ended_on__isnull=True) | Q(template__ended_on__gt=day),
        gym__site__in=units,
    )
    checks = SelfCheck.objects.filter(gym__site__in=units).order_by()
    first = {
        (row["gym"], row["template"]): row["first"]
        for row in checks.values("gym", "template").annotate(first=Min("period"))
    }
    done = set(
        checks.filter(
            finished_at__isnull=False, period__gte=period.starts - timedelta(days=31), period__lte=day
        ).values_list("gym", "template", "period")
    )
    made: dict[int, list[bool]] = defaultdict(list)
    for gym, template, every, done_for, site in routines.values_list(
        "gym", "template", "template__every", "done_for", "gym__site"
    ):
        since = first.get((gym, template)) or period_of(Every(every), done_for).ends
        assert since
        for starts in _ending_in(Every(every), period.starts, day):
            if starts >= since:
                made[site].append((gym, template, starts) in done)
    return {site: Counted(Decimal(sum(found)), Decimal(len(found))) for site, found in made.items()}


def _ending_in(every: Every, first: date, last: date) -> Iterator[date]:
    """The first days of the weeks or months whose last day is between `first` and `last`, both included."""
    each = period_of(every, first)
    while each.ends and each.ends - timedelta(days=1) <= last:
        yield each.starts
        each = period_of(every, each.ends)


@indicator(
    "minigym.service_cost",
    label=_("Kostnad för service och besiktning"),
    definition=_("Vad service och besiktning har kostat under perioden, per minigym."),
    numerator=_(
        "Kostnaden för utförda beställningar och för besök av firmor. Det som inte har fått en kostnad ingår inte."
    ),
    denominator=_("Antal öppna minigym på periodens sista dag."),
    population=_("Alla minigym, vem som än betalar."),
    source=_("Beställningar och protokoll med kostnad."),
    counts=Counts.MONEY,
    form=Form.RATE,
    unit=_("kr per minigym"),
)
def service_cost(units: UnitQuerySet, period: Period) -> Mapping[int, Counted]:
    day = last_day(period)
    cost: dict[int, Decimal] = defaultdict(Decimal)
    orders = ServiceOrder.objects.filter(gym__site__in=units, performed_on__range=(period.starts, day))
    rounds = Round.objects.filter(gym__site__in=units, on__range=(period.starts, day), finished_at__isnull=False)
    for row in orders.order_by().values("gym__site").annotate(sum=Sum("cost")):
        cost[row["gym__site"]] += row["sum"] or 0
    for row in rounds.order_by().values("gym__site").annotate(sum=Sum("cost")):
        cost[row["gym__site"]] += row["sum"] or 0
    gyms = gyms_by_site(units, day)
    return {site: Counted(cost[site], Decimal(gyms.get(site, 0))) for site in {*gyms, *cost}}

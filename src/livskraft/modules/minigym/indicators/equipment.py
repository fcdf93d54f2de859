"""How much equipment is there for whom, is it inspected in time, and how long does it stand still?"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Count, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from livskraft.indicators.catalogue import Counted, Counts, Form, indicator
from livskraft.indicators.queries import residents_on
from livskraft.kit.partial_date import PartialDate
from livskraft.kit.periods import Period
from livskraft.modules.minigym.indicators.past import gyms_on, in_use_on, midnight, standing_on
from livskraft.modules.minigym.models import Inspection, Stop
from livskraft.modules.minigym.queries import terms_on
from livskraft.modules.minigym.rules import due_cutoff
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.models import UnitQuerySet

IN_USE = _("Antal maskiner som står i ett öppet minigym på periodens sista dag och inte är ur bruk eller kasserade.")
ITEMS = _("Alla maskiner i inventarielistan, även fast inredning och kompletterande utrustning.")


@indicator(
    "minigym.in_use",
    label=_("Utrustning i bruk"),
    definition=_("Antal maskiner i bruk per minigym på periodens sista dag."),
    numerator=IN_USE,
    denominator=_("Antal öppna minigym på periodens sista dag."),
    population=ITEMS,
    source=_("Inventarielistan och när maskiner har tagits ur bruk."),
    counts=Counts.EQUIPMENT,
    form=Form.RATE,
    unit=_("maskiner per minigym"),
    on_last_day=True,
)
def in_use(units: UnitQuerySet, period: Period) -> Mapping[int, Counted]:
    day = last_day(period)
    items = _in_use_by_site(units, day)
    return {site: Counted(Decimal(items[site]), Decimal(gyms)) for site, gyms in gyms_by_site(units, day).items()}


@indicator(
    "minigym.per_residents",
    label=_("Utrustning per 100 boende"),
    definition=_("Antal maskiner i bruk per 100 boende på trygghetsboendet på periodens sista dag."),
    numerator=IN_USE,
    denominator=_("Antal boende, som det senast är inlagt för dagen eller tidigare."),
    population=_("Trygghetsboenden där antalet boende är inlagt, även de som inte har något minigym."),
    source=_("Inventarielistan, och boende enligt den källa som anges under Boende och invånare."),
    counts=Counts.EQUIPMENT,
    form=Form.RATE,
    per=100,
    unit=_("maskiner per 100 boende"),
    on_last_day=True,
)
def per_residents(units: UnitQuerySet, period: Period) -> Mapping[int, Counted]:
    day = last_day(period)
    items = _in_use_by_site(units, day)
    residents = residents_on(units, day, UnitKind.SITE)
    return {site: Counted(Decimal(items[site]), Decimal(number)) for site, number in residents.items()}


@indicator(
    "minigym.per_older",
    label=_("Utrustning per 1 000 invånare 65 år eller äldre"),
    definition=_("Antal maskiner i bruk i området per 1 000 invånare som är 65 år eller äldre."),
    numerator=IN_USE,
    denominator=_("Antal invånare i området som är 65 år eller äldre, som det senast är inlagt."),
    population=_("Områden där antalet invånare är inlagt; för ett enskilt boende finns inget värde."),
    source=_("Inventarielistan, och invånare enligt den källa som anges under Boende och invånare."),
    counts=Counts.EQUIPMENT,
    form=Form.RATE,
    per=1000,
    unit=_("maskiner per 1 000 invånare"),
    on_last_day=True,
)
def per_older(units: UnitQuerySet, period: Period) -> Mapping[int, Counted]:
    day = last_day(period)
    older = residents_on(units, day, UnitKind.AREA)
    # An area that nobody has counted must not lend its machines to the whole municipality's figure.
    counted = units.filter(_beneath(units, older))
    parts = {site: Counted(Decimal(number)) for site, number in _in_use_by_site(counted, day).items()}
    return parts | {area: Counted(Decimal(0), Decimal(number)) for area, number in older.items()}


def _beneath(units: UnitQuerySet, areas: Mapping[int, int]) -> Q:
    condition = Q(pk__in=[])
    for path in units.filter(pk__in=areas).values_list("path", flat=True):
        condition |= Q(path__startswith=path)
    return condition


@indicator(
    "minigym.inspected_in_time",
    label=_("Besiktade i tid"),
    definition=_("Andel maskiner i bruk utan försenad besiktning på periodens sista dag."),
    numerator=_("De maskiner i nämnaren som är besiktade, eller så nya att besiktningen inte har hunnit bli försenad."),
    denominator=_(
        "Maskiner i bruk som ska besiktas enligt de villkor som gällde då. Utan uppgift räknas som inte i tid."
    ),
    population=ITEMS,
    source=_("000 Verksamhetschef: utrustningen besiktigas årligen. Besiktningsprotokollen."),
    counts=Counts.EQUIPMENT,
    form=Form.SHARE,
    unit=_("procent"),
    on_last_day=True,
)
def inspected_in_time(units: UnitQuerySet, period: Period) -> Mapping[int, Counted]:
    day = last_day(period)
    latest = Inspection.objects.filter(item=OuterRef("pk"), on__lte=PartialDate.of(day).code).order_by("-on")
    due, timely = Q(pk__in=[]), Q(pk__in=[])
    for terms in terms_on(day).values():
        if terms.inspection_months is None:
            continue
        cutoff = PartialDate.of(due_cutoff(terms.inspection_months, day - timedelta(days=1))).code
        theirs = Q(was_regime=terms.regime_id)
        due |= theirs
        timely |= theirs & (Q(was_inspected__gt=cutoff) | Q(was_inspected__isnull=True, acquired__gt=cutoff))
    found = (
        in_use_on(units, day, midnight(_after(day)))
        .annotate(was_inspected=Subquery(latest.values("on")[:1]))
        .filter(due)
        .values("was_at")
        .annotate(timely=Count("pk", filter=timely), items=Count("pk"))
    )
    return {row["was_at"]: Counted(Decimal(row["timely"]), Decimal(row["items"])) for row in found}


@indicator(
    "minigym.days_out_of_use",
    label=_("Dagar ur bruk"),
    definition=_("Antal dagar som maskiner har stått ur bruk under perioden, delat med antalet maskiner."),
    numerator=_("Dagar ur bruk för alla maskiner tillsammans; en påbörjad dag räknas som en del av en dag."),
    denominator=_("Antal maskiner som stod i ett öppet minigym på periodens sista dag."),
    population=ITEMS,
    source=_("När maskiner har tagits ur bruk och när de kom tillbaka."),
    counts=Counts.EQUIPMENT,
    form=Form.RATE,
    unit=_("dagar per maskin"),
)
def days_out_of_use(units: UnitQuerySet, period: Period) -> Mapping[int, Counted]:
    day = last_day(period)
    begins, ends = midnight(period.starts), midnight(_after(day))
    places: dict[int, int] = {item.pk: item.was_at for item in standing_on(units, day).only("pk")}
    seconds: dict[int, float] = defaultdict(float)
    stops = Stop.objects.filter(Q(ended_at__isnull=True) | Q(ended_at__gt=begins), since__lt=ends, item__in=places)
    for item, since, ended in stops.values_list("item", "since", "ended_at"):
        seconds[places[item]] += (min(ended or ends, ends) - max(since, begins)).total_seconds()
    return {
        site: Counted(Decimal(seconds[site]) / 86400, Decimal(items))
        for site, items in Counter(places.values()).items()
    }


def last_day(period: Period) -> date:
    """The period's last day; every measured period ends."""
    assert period.ends
    return period.ends - timedelta(days=1)


def gyms_by_site(units: UnitQuerySet, day: date) -> dict[int, int]:
    """How many gyms were open at each site on `day`."""
    found = gyms_on(units, day).order_by().values("site").annotate(number=Count("pk"))
    return {row["site"]: row["number"] for row in found}


def _in_use_by_site(units: UnitQuerySet, day: date) -> Counter[int]:
    found = in_use_on(units, day, midnight(_after(day))).values("was_at").annotate(items=Count("pk"))
    return Counter({row["was_at"]: row["items"] for row in found})


def _after(day: date) -> date:
    return day + timedelta(days=1)

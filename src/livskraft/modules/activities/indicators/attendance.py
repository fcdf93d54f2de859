"""How many visits were there, by how many persons, and how many of those who live here come?"""

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal

from dateutil.relativedelta import relativedelta
from django.utils.translation import gettext_lazy as _

from livskraft.indicators.catalogue import Counted, Counts, Form, indicator
from livskraft.indicators.queries import residents_on
from livskraft.kit.periods import Period
from livskraft.modules.activities.permissions import Permission
from livskraft.modules.activities.queries import visits as queries
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.models import UnitQuerySet

OLDER = 65
A_YEAR = relativedelta(months=12)
PEOPLE = _("Registrerade besökare. Den som bara räknas, utan namn, är inte med.")
LISTS = _("Närvarolistorna.")


@indicator(
    "activities.visits",
    label=_("Besök på mötesplatserna"),
    definition=_("Antal besök vid aktiviteter och friskvård i minigymmen under perioden."),
    numerator=_("Var och en som skrevs upp eller räknades vid ett tillfälle. Den som kommer två gånger räknas två."),
    population=_("Alla tillfällen där närvaron är ifylld."),
    source=_("Närvarolistorna och räkningen av besökare."),
    counts=Counts.OCCASIONS,
    form=Form.TOTAL,
    unit=_("besök"),
)
def visits(units: UnitQuerySet, period: Period) -> Mapping[int, Counted]:
    return _totals(queries.visits(units, period))


# docs/adr/persons-over-a-period.md says why these three may be measured, and what they are not.
@indicator(
    "activities.unique_visitors",
    label=_("Unika besökare"),
    definition=_(
        "Antal personer som har kommit minst en gång under perioden, räknat på periodens sista dag. Månad, kvartal "
        "och år räknas var för sig och kan inte läggas ihop."
    ),
    numerator=_("Personer, en gång för varje plats. Den som besöker två platser räknas på båda."),
    population=PEOPLE,
    source=LISTS,
    counts=Counts.PERSONS,
    form=Form.TOTAL,
    unit=_("personer"),
    one=_("person"),
    on_last_day=True,
    individuals=Permission.ATTEND,
)
def unique_visitors(units: UnitQuerySet, period: Period) -> Mapping[int, Counted]:
    return _totals(queries.visitors(units, period))


@indicator(
    "activities.new_visitors",
    label=_("Nya besökare på ett år"),
    definition=_("Antal personer som på periodens sista dag hade kommit för första gången de senaste tolv månaderna."),
    numerator=_("Personer, en gång för varje plats. Den som är ny på två platser räknas på båda."),
    population=PEOPLE,
    source=LISTS,
    counts=Counts.PERSONS,
    form=Form.TOTAL,
    unit=_("personer"),
    one=_("person"),
    on_last_day=True,
    individuals=Permission.ATTEND,
)
def new_visitors(units: UnitQuerySet, period: Period) -> Mapping[int, Counted]:
    assert period.ends
    return _totals(queries.first_visitors(units, Period(period.ends - A_YEAR, period.ends)))


@indicator(
    "activities.reach",
    label=_("Äldre som nås"),
    definition=_(
        "Hur stor andel av områdets invånare som är 65 år eller äldre som har kommit till en mötesplats där minst en "
        "gång under perioden, räknat på periodens sista dag."
    ),
    numerator=_("Personer som fyller 65 det året eller är äldre, en gång för varje område."),
    denominator=_("Invånare som är 65 år eller äldre i området, enligt det senast inskrivna antalet."),
    population=_("Registrerade besökare med känt födelseår, i områden där antalet invånare är inskrivet."),
    source=_("Närvarolistorna, och de invånarantal som förvaltningen har skrivit in."),
    counts=Counts.PERSONS,
    form=Form.SHARE,
    unit=_("procent"),
    on_last_day=True,
)
def reach(units: UnitQuerySet, period: Period) -> Mapping[int, Counted]:
    """Given at the areas, since nobody is counted twice there and only they have residents of 65 and over."""
    assert period.ends
    last_day = period.ends - timedelta(days=1)
    came = queries.older_visitors(units, period, last_day, OLDER)
    return {
        area: Counted(Decimal(min(came.get(area, 0), number)), Decimal(number))
        for area, number in residents_on(units, last_day, UnitKind.AREA).items()
    }


def _totals(numbers: Mapping[int, int]) -> dict[int, Counted]:
    return {site: Counted(Decimal(number)) for site, number in numbers.items()}

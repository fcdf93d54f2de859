"""How many train by a programme of their own, and how often?"""

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from livskraft.indicators.catalogue import Counted, Counts, Form, indicator
from livskraft.kit.periods import Period
from livskraft.modules.training.permissions import Permission
from livskraft.modules.training.queries import trained as queries
from livskraft.organisation.models import UnitQuerySet


@indicator(
    "training.sessions",
    label=_("Träningspass efter eget program"),
    definition=_("Antal pass i friskvården som personer med eget träningsprogram har tränat under perioden."),
    numerator=_("Pass. Varje person har högst ett pass om dagen."),
    population=_("Alla träningsprogram i friskvården. Pass i rehabilitering är inte med."),
    source=_("Passen som fylls i tillsammans med personen, eller av personal som har fått vägledning på utrustningen."),
    counts=Counts.OCCASIONS,
    form=Form.TOTAL,
    unit=_("pass"),
)
def sessions(units: UnitQuerySet, period: Period) -> Mapping[int, Counted]:
    return _totals(queries.sessions(units, period))


@indicator(
    "training.active_programmes",
    label=_("Personer med eget träningsprogram"),
    definition=_("Antal personer som hade ett eget träningsprogram i friskvården på periodens sista dag."),
    numerator=_("Personer, en gång för varje plats där de tränar."),
    population=_("Alla träningsprogram i friskvården. Program i rehabilitering är inte med."),
    source=_("Träningsprogrammen."),
    counts=Counts.PERSONS,
    form=Form.TOTAL,
    unit=_("personer"),
    one=_("person"),
    on_last_day=True,
    individuals=Permission.HOLD_SESSION,
)
def active_programmes(units: UnitQuerySet, period: Period) -> Mapping[int, Counted]:
    assert period.ends
    return _totals(queries.with_programme(units, period.ends - timedelta(days=1)))


def _totals(numbers: Mapping[int, int]) -> dict[int, Counted]:
    return {site: Counted(Decimal(number)) for site, number in numbers.items()}

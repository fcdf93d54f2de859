"""Does rehabilitation lead to friskvård, and is it journalled at once?"""

from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from livskraft.indicators.catalogue import Counted, Counts, Form, indicator
from livskraft.kit.periods import Period
from livskraft.modules.training.queries import bridge as queries
from livskraft.organisation.models import UnitQuerySet


@indicator(
    "training.bridge",
    label=_("Från rehabilitering till friskvård"),
    definition=_(
        "Hur stor andel av dem vars rehabilitering avslutades som kom till friskvården inom 30 dagar. Räknat på "
        "periodens sista dag, och 30 dagar bakåt, så att alla har hunnit: maj månad visar dem vars rehabilitering "
        "avslutades från början av april till början av maj."
    ),
    numerator=_(
        "Personer som inom 30 dagar kom till träning eller till friskvård i minigymmet, på vilken mötesplats som "
        "helst, eller tränade efter ett eget program."
    ),
    denominator=_(
        "Personer vars rehabilitering avslutades mellan 30 dagar före periodens början och 30 dagar före dess slut, en "
        "gång för varje plats."
    ),
    population=_(
        "Avslutad rehabilitering, också där journalen förs i ett annat system. Den som lämnades över till en annan "
        "utförare medan rehabiliteringen pågick räknas inte, och inte heller den vars mötesplats drevs av en annan "
        "utförare än den som gav rehabiliteringen: besöken där är den andras uppgifter och går inte att räkna."
    ),
    source=_("Rehabiliteringens avslut, närvarolistorna och friskvårdens träningspass."),
    counts=Counts.PERSONS,
    form=Form.SHARE,
    unit=_("procent"),
    on_last_day=True,
)
def bridge(units: UnitQuerySet, period: Period) -> Mapping[int, Counted]:
    return _shares(queries.crossings(units, period))


@indicator(
    "training.journalled_same_day",
    label=_("Journalfört samma dag"),
    definition=_("Hur stor andel av rehabiliteringens pass under perioden som journalfördes den dag de hölls."),
    numerator=_("Pass med en anteckning som signerades samma dag, eller som journalfördes då i ett annat system."),
    denominator=_("Alla pass i rehabilitering under perioden."),
    population=_("Pass hos alla vårdgivare som har rehabilitering i minigymmen."),
    source=_("Rehabiliteringens pass och anteckningar."),
    counts=Counts.OCCASIONS,
    form=Form.SHARE,
    unit=_("procent"),
)
def journalled_same_day(units: UnitQuerySet, period: Period) -> Mapping[int, Counted]:
    return _shares(queries.journalled_same_day(units, period))


def _shares(numbers: Mapping[int, tuple[int, int]]) -> dict[int, Counted]:
    return {site: Counted(Decimal(some), Decimal(everything)) for site, (some, everything) in numbers.items()}

"""What is measured that no module can know by itself?"""

from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from livskraft.indicators.catalogue import Counted, Counts, Form, indicator
from livskraft.kit.periods import Period
from livskraft.modules.activities.public import visits
from livskraft.modules.incidents.public import happened
from livskraft.organisation.models import UnitQuerySet


@indicator(
    "incidents.per_thousand_visits",
    label=_("Tillbud och olycksfall per tusen besök"),
    definition=_("Antal tillbud och olycksfall för varje tusental besök under perioden."),
    numerator=_("Rapporterade händelser, efter dagen då de hände."),
    denominator=_("Besök på mötesplatserna, uppskrivna eller räknade."),
    population=_("Trygghetsboenden med besök eller händelser. Fler rapporter kan betyda att fler berättar."),
    source=_("Händelserapporterna och närvarolistorna."),
    counts=Counts.OCCASIONS,
    form=Form.RATE,
    per=1000,
    unit=_("per tusen besök"),
)
def per_thousand_visits(units: UnitQuerySet, period: Period) -> Mapping[int, Counted]:
    came, hurt = visits(units, period), happened(units, period)
    return {site: Counted(Decimal(hurt.get(site, 0)), Decimal(came.get(site, 0))) for site in came.keys() | hurt.keys()}

"""How many lunch portions are served?"""

from collections.abc import Mapping
from decimal import Decimal

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from livskraft.indicators.catalogue import Counted, Counts, Form, indicator
from livskraft.kit.periods import Period
from livskraft.modules.activities.models import LunchCount
from livskraft.organisation.models import UnitQuerySet


@indicator(
    "activities.lunch_portions",
    label=_("Lunchportioner"),
    definition=_("Antal lunchportioner som serverades på mötesplatserna under perioden."),
    numerator=_("Portioner, efter dagen då de serverades."),
    population=_("Mötesplatser som räknar sina portioner. En dag som ingen har räknat finns inte med."),
    source=_("Mötesplatsernas räkning."),
    counts=Counts.OCCASIONS,
    form=Form.TOTAL,
    unit=_("portioner"),
    one=_("portion"),
)
def lunch_portions(units: UnitQuerySet, period: Period) -> Mapping[int, Counted]:
    found = (
        LunchCount.objects.filter(site__in=units, on__gte=period.starts, on__lt=period.ends)
        .order_by()
        .values("site")
        .annotate(portions=Sum("portions"))
    )
    return {row["site"]: Counted(Decimal(row["portions"])) for row in found}

"""Which municipal caregiver has still to send a month's codes to the national register?"""

from collections.abc import Iterable
from datetime import date
from functools import reduce
from operator import or_

from dateutil.relativedelta import relativedelta
from django.db.models import Case, DateField, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from livskraft.access.roles import Role
from livskraft.duties.catalogue import Duty, duty
from livskraft.kit.partial_date import MONTHS
from livskraft.modules.training.models import CodeReport, Note
from livskraft.modules.training.queries.kva import assignments_in
from livskraft.modules.training.rules.kva import MONTHS_OWED, closed_months, due
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.models import Unit, Units


def _describe(rows: Iterable[Unit], today: date) -> list[Duty]:
    found = []
    for keeper in rows:
        month: date = keeper.oldest  # type: ignore[attr-defined]  # annotated
        found.append(
            Duty(
                key=f"training.report_codes:{keeper.pk}:{month:%Y-%m}",
                unit_id=keeper.pk,
                unit_name=keeper.name,
                what=_("Rapportera vårdåtgärderna i %(month)s från %(keeper)s")
                % {"month": MONTHS[month.month - 1], "keeper": keeper.name},
                url=f"{reverse('kva_report')}?manad={month:%Y-%m}",
                due=due(month),
            )
        )
    return found


@duty(
    "training.report_codes",
    role=Role.AREA_MANAGER,
    label=lazy("Månadens vårdåtgärder att rapportera"),
    action=lazy("Öppna rapporten"),
    source=lazy(
        "HSLF-FS 2017:67: kommunen lämnar varje månad uppgifter om insatser inom kommunal hälso- och sjukvård. Att det "
        "sker senast den 15:e i nästa månad är en lokal regel"
    ),
    describe=_describe,
    local_rule=True,
    arises_at=frozenset({UnitKind.PROVIDER}),
)
def code_reports_due(units: Units, today: date) -> QuerySet[Unit, Unit]:
    """Each municipal caregiver once, with the oldest of three months that is not reported, though somebody wrote."""
    owed = {month: _owed(month) for month in sorted(closed_months(today, MONTHS_OWED))}
    oldest = [When(condition, then=Value(month)) for month, condition in owed.items()]
    late = [When(oldest=month, then=Value(due(month) < today)) for month in owed]
    return (
        Unit.objects.filter(pk__in=units, kind=UnitKind.PROVIDER)  # type: ignore[misc]  # a query of units, or their ids
        .filter(reduce(or_, owed.values()))
        .annotate(oldest=Case(*oldest, output_field=DateField()))
        .annotate(duty_unit=F("pk"), duty_late=Case(*late, default=Value(False)))
        .only("name")
    )


def _owed(month: date) -> Q:
    """That the municipality itself gave the care, that something was written of it, and that it is not reported."""
    written = Note.objects.filter(
        happened_on__gte=month, happened_on__lt=month + relativedelta(months=1), episode__keeper=OuterRef("pk")
    )
    return (
        Q(Exists(assignments_in(month).filter(provider=OuterRef("pk"))))
        & ~Q(Exists(CodeReport.objects.filter(keeper=OuterRef("pk"), month=month)))
        & Q(Exists(written))
    )

"""Which municipal caregiver has still to send a month's codes to the national register?

A provider's manager owes it for the provider, the department for the municipality itself where that gives the care.
"""

from collections.abc import Iterable
from datetime import date
from functools import reduce
from operator import or_
from urllib.parse import urlencode

from django.db.models import Case, CharField, DateField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from livskraft.access.roles import Role
from livskraft.duties.catalogue import Duty, duty
from livskraft.kit.partial_date import MONTHS
from livskraft.modules.training.models import CodeReport
from livskraft.modules.training.queries.kva import assignments_in, standing_notes
from livskraft.modules.training.rules.kva import MONTHS_OWED, closed_months, due
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.models import Unit, Units

REPORT, REPORT_OWN = "training.report_codes", "training.report_own_codes"
LABEL, ACTION = lazy("Månadens vårdåtgärder att rapportera"), lazy("Öppna rapporten")
SOURCE = lazy(
    "HSLF-FS 2017:67: kommunen lämnar varje månad uppgifter om insatser inom kommunal hälso- och sjukvård. Att det "
    "sker senast den 15:e i nästa månad är en lokal regel"
)


def _describe(rows: Iterable[Unit], today: date) -> list[Duty]:
    return [_owed_by(unit, unit.keeper, unit.keeper_name, unit.oldest) for unit in rows]  # type: ignore[attr-defined]  # annotated


def _owed_by(unit: Unit, keeper: int, name: str, month: date) -> Duty:
    # The page says who reports when it is somebody else's.
    asked = urlencode({"manad": f"{month:%Y-%m}", "vardgivare": keeper})
    kind = REPORT if unit.pk == keeper else REPORT_OWN
    return Duty(
        key=f"{kind}:{keeper}:{month:%Y-%m}",
        unit_id=unit.pk,
        unit_name=unit.name,
        what=_("Rapportera vårdåtgärderna i %(month)s från %(keeper)s")
        % {"month": MONTHS[month.month - 1], "keeper": name},
        url=f"{reverse('kva_report')}?{asked}",
        due=due(month),
    )


@duty(
    REPORT,
    role=Role.AREA_MANAGER,
    label=LABEL,
    action=ACTION,
    source=SOURCE,
    describe=_describe,
    local_rule=True,
    arises_at=frozenset({UnitKind.PROVIDER}),
    # The identity numbers are the caregiver's own: nobody above it takes them out.
    nobody=lazy("Ingen områdesansvarig finns hos %(unit)s: %(what)s"),
)
@duty(
    REPORT_OWN,
    role=Role.ADMINISTRATION,
    label=LABEL,
    action=ACTION,
    source=SOURCE,
    describe=_describe,
    local_rule=True,
    arises_at=frozenset({UnitKind.DEPARTMENT}),
)
def code_reports_due(units: Units, today: date) -> QuerySet[Unit, Unit]:
    """Each municipal caregiver once, with the oldest of three months with contacts that is not reported.

    The municipality's own is at the department; where there are several, at the first.
    """
    owed = {month: _owed(month) for month in sorted(closed_months(today, MONTHS_OWED))}
    oldest = [When(condition, then=Value(month)) for month, condition in owed.items()]
    late = [When(oldest=month, then=Value(due(month) < today)) for month in owed]
    reach = Q(pk__in=units)
    departments = Unit.objects.filter(reach, kind=UnitKind.DEPARTMENT).order_by("pk")
    top = Unit.objects.filter(parent=None, kind__in=[UnitKind.MUNICIPALITY, UnitKind.REGION]).order_by("pk")
    provider = Q(kind=UnitKind.PROVIDER)
    return (
        Unit.objects.filter(reach, provider | Q(pk__in=departments.values("pk")[:1]))
        .annotate(
            keeper=Case(When(provider, then=F("pk")), default=Subquery(top.values("pk")[:1])),
            keeper_name=Case(When(provider, then=F("name")), default=Subquery(top.values("name")[:1])),
        )
        .filter(reduce(or_, owed.values()))
        .annotate(oldest=Case(*oldest, output_field=DateField()))
        .annotate(
            duty_unit=F("pk"),
            duty_late=Case(*late, default=Value(False)),
            duty_kind=Case(When(provider, then=Value(REPORT)), default=Value(REPORT_OWN), output_field=CharField()),
        )
        .only("name")
    )


def _owed(month: date) -> Q:
    """That the municipality itself gave the care, that there is something to report of it, and that nobody has."""
    return (
        (~Q(kind=UnitKind.PROVIDER) | Q(Exists(assignments_in(month).filter(provider=OuterRef("pk")))))
        & ~Q(Exists(CodeReport.objects.filter(keeper=OuterRef("keeper"), month=month)))
        & Q(Exists(standing_notes(OuterRef("keeper"), month)))
    )

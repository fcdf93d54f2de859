"""Who must decide on what is old enough to be thrown away?"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.db.models import Case, Count, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from livskraft.access.roles import Role
from livskraft.duties.catalogue import Duty, duty
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.models import Unit, Units
from livskraft.people.models import PurgeLine, PurgeOrder

DAYS_TO_DECIDE = 60


def _describe(rows: Iterable[PurgeOrder], today: date) -> list[Duty]:
    return [
        Duty(
            key=f"people.decide_retention:{order.pk}",
            unit_id=order.duty_unit,  # type: ignore[attr-defined]  # annotated
            unit_name=order.unit_name,  # type: ignore[attr-defined]  # as above
            what=ngettext(
                "Besluta om gallring av uppgifter om %(n)d person (%(regime)s)",
                "Besluta om gallring av uppgifter om %(n)d personer (%(regime)s)",
                order.due,  # type: ignore[attr-defined]  # as above
            )
            % {"regime": _regime(order), "n": order.due},  # type: ignore[attr-defined]  # as above
            url=reverse("purge_order", args=[order.pk]),
            due=timezone.localdate(order.made_at) + timedelta(days=DAYS_TO_DECIDE),
        )
        for order in rows
    ]


@duty(
    "people.decide_retention",
    role=Role.ADMINISTRATION,
    label=lazy("Gallring att besluta om"),
    action=lazy("Öppna underlaget"),
    source=lazy(
        "SoL 16:1: uppgifter i en personakt ska gallras fem år efter den sista anteckningen, och gallringen ska vara "
        "klar före utgången av nästa kalenderår. Inom hur många dagar är en lokal regel"
    ),
    describe=_describe,
    local_rule=True,
    arises_at=frozenset({UnitKind.DEPARTMENT}),
)
def retention_to_decide(units: Units, today: date) -> QuerySet[PurgeOrder, PurgeOrder]:
    """Orders that nobody has decided on, at the department; where there are several, at the first."""
    department = Unit.objects.filter(Q(pk__in=units), kind=UnitKind.DEPARTMENT).order_by("pk")
    lines = PurgeLine.objects.filter(order=OuterRef("pk"), spared="").order_by()
    long_ago = timezone.make_aware(datetime.combine(today - timedelta(days=DAYS_TO_DECIDE), time.min))
    return (
        PurgeOrder.objects.filter(decided_at=None, withdrawn_at=None, executed_at=None)
        .annotate(
            duty_unit=Subquery(department.values("pk")[:1]),
            unit_name=Subquery(department.values("name")[:1]),
            duty_late=Case(When(made_at__lt=long_ago, then=Value(True)), default=Value(False)),
            due=Coalesce(Subquery(lines.values("order").annotate(n=Count("pk")).values("n")), 0),
        )
        .filter(duty_unit__isnull=False)
    )


def _regime(order: PurgeOrder) -> str:
    text: str = order.get_regime_display()
    return text[:1].lower() + text[1:]

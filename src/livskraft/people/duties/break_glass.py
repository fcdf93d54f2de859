"""Which openings in an emergency has no manager looked at?"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from livskraft.access.roles import Role
from livskraft.duties.catalogue import Duty, duty
from livskraft.organisation.kinds import WITHOUT_ACCOUNTS, UnitKind
from livskraft.organisation.models import Contract, Units
from livskraft.people.models import BreakGlass, Handover
from livskraft.people.queries.break_glass import somebody_there_judges
from livskraft.people.rules.break_glass import DAYS_TO_REVIEW

OWN, CLIMBED = "people.broken_glass", "people.broken_glass_above"


def _review(rows: Iterable[BreakGlass], today: date) -> list[Duty]:
    """Neither who opened nor who was opened: a duty is read by more than the manager."""
    return _told(rows, OWN, _("Bedöm en nödöppning på %(unit)s"))


def _review_above(rows: Iterable[BreakGlass], today: date) -> list[Duty]:
    """As little is told as of the manager's."""
    return _told(rows, CLIMBED, _("Bedöm en nödöppning på %(unit)s, där ingen annan chef kan göra det"))


def _told(rows: Iterable[BreakGlass], kind: str, what: str) -> list[Duty]:
    return [
        Duty(
            key=f"{kind}:{glass.pk}",
            unit_id=glass.unit_id,
            unit_name=glass.unit.name,
            what=what % {"unit": glass.unit.name},
            url=reverse("review_glass", args=[glass.pk]),
            due=timezone.localdate(glass.at) + timedelta(days=DAYS_TO_REVIEW),
        )
        for glass in rows
    ]


_SOURCE = lazy(
    "SoLPuL 10 § och PDL 4:3: läsningar ska kontrolleras systematiskt och återkommande. Inom hur många dagar, och att "
    "nästa chef tar över när ingen annan finns, är en lokal regel"
)


@duty(
    CLIMBED,
    role=Role.AREA_MANAGER,
    label=lazy("Nödöppning att bedöma på en enhet utan annan chef"),
    action=lazy("Bedöm nödöppningen"),
    source=_SOURCE,
    describe=_review_above,
    local_rule=True,
    # A therapist's is broken where nobody is manager at all.
    arises_at=frozenset(UnitKind) - WITHOUT_ACCOUNTS,
    persons=True,
)
@duty(
    OWN,
    role=Role.UNIT_MANAGER,
    label=lazy("Nödöppning att bedöma"),
    action=lazy("Bedöm nödöppningen"),
    source=_SOURCE,
    describe=_review,
    local_rule=True,
    persons=True,
)
def broken_glass(units: Units, today: date) -> QuerySet[BreakGlass, BreakGlass]:
    """Every opening at the units that is not yet judged, by whoever is caregiver there still or handed the person over.

    The manager's own is the next one's up when no other manager is there: nobody judges themselves. One of a caregiver
    before is nobody's duty there: the one that took the site over may not know of the person.
    """
    here = ExpressionWrapper(OuterRef("unit__path"), output_field=CharField())
    held = Contract.objects.holding_on(today).annotate(here=here).filter(here__startswith=F("area_part__path"))
    ours = Exists(held.filter(provider=OuterRef("person__keeper"))) | Q(person__keeper=F("unit"))
    municipal = Q(~Exists(held), person__keeper__parent=None)
    same = Q(person=OuterRef("person")) | Q(person=OuterRef("person__merged_into"))
    given = Exists(Handover.objects.filter(same, at__gte=OuterRef("at")))
    first = timezone.make_aware(datetime.combine(today - timedelta(days=DAYS_TO_REVIEW), time.min))
    return (
        BreakGlass.objects.filter(ours | municipal | given, unit__in=units, reviewed_at__isnull=True)
        .annotate(
            duty_unit=F("unit"),
            duty_kind=Case(When(somebody_there_judges(today), then=Value(OWN)), default=Value(CLIMBED)),
            duty_late=Case(When(at__lt=first, then=Value(True)), default=Value(False), output_field=BooleanField()),
        )
        .select_related("unit")
        .only("at", "unit__name")
    )

"""Which employees have no competence plan, and which plans are to be talked through?"""

from datetime import date
from typing import Any

from django.db.models import BooleanField, Case, Count, F, Min, Q, QuerySet, Value, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from livskraft.access.roles import Role
from livskraft.duties.catalogue import AT_SITES, Duty, duty
from livskraft.modules.minigym.models import CompetencePlan
from livskraft.modules.minigym.models.competence import employments
from livskraft.modules.minigym.rules import DAYS_TO_PLAN_COMPETENCE, REVIEW_AHEAD, plan_due
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.models import UnitQuerySet

# Assignments with annotations that the model does not know.
Employments = QuerySet[Any, Any]
ELSEWHERE = frozenset({UnitKind.PROVIDER, UnitKind.AREA_PART, UnitKind.WORK_GROUP, UnitKind.TEAM})
CONTRACT = lazy(
    "004: samtliga medarbetare ska ha en kompetensutvecklingsplan. Hur ofta den följs upp är en lokal regel"
)


def _missing(rows: Any, today: date) -> list[Duty]:
    return [
        _duty(
            "minigym.competence_missing",
            unit,
            "saknas",
            ngettext(
                "%(count)s medarbetare på %(unit)s saknar kompetensplan",
                "%(count)s medarbetare på %(unit)s saknar kompetensplan",
                unit["people"],
            ),
            plan_due(unit["first"]),
        )
        for unit in _per_unit(rows, "starts")
    ]


@duty(
    "minigym.competence_missing",
    role=Role.AREA_MANAGER,
    label=lazy("Medarbetare utan kompetensplan"),
    action=lazy("Gör planer"),
    source=lazy(
        "004: utföraren ansvarar enligt avtalet för att samtliga medarbetare har en kompetensutvecklingsplan. "
        "Inom hur många dagar är en lokal regel"
    ),
    describe=_missing,
    local_rule=True,
    arises_at=AT_SITES | ELSEWHERE,
)
def employees_without_plan(units: UnitQuerySet, today: date) -> Employments:
    late = When(starts__lt=date.fromordinal(today.toordinal() - DAYS_TO_PLAN_COMPETENCE), then=Value(True))
    return (
        employments(units, today)
        .filter(plan__isnull=True)
        .annotate(duty_unit=F("unit"), duty_late=Case(late, default=False, output_field=BooleanField()))
    )


def _at_site(rows: Any, today: date) -> list[Duty]:
    return _to_review("minigym.competence_review", rows)


@duty(
    "minigym.competence_review",
    role=Role.UNIT_MANAGER,
    label=lazy("Kompetensplan att följa upp"),
    action=lazy("Följ upp"),
    source=CONTRACT,
    describe=_at_site,
    local_rule=True,
)
def plans_to_review_at_sites(units: UnitQuerySet, today: date) -> Employments:
    return _review_due(units, today).filter(unit__kind=UnitKind.SITE).exclude(role=Role.UNIT_MANAGER)


def _above(rows: Any, today: date) -> list[Duty]:
    return _to_review("minigym.competence_review_above", rows)


@duty(
    "minigym.competence_review_above",
    role=Role.AREA_MANAGER,
    label=lazy("Kompetensplan att följa upp: chefer och de utanför boendena"),
    action=lazy("Följ upp"),
    source=CONTRACT,
    describe=_above,
    local_rule=True,
    arises_at=AT_SITES | ELSEWHERE,
)
def plans_of_managers_and_others_to_review(units: UnitQuerySet, today: date) -> Employments:
    """Of the managers of sites, and of those who work for the provider without belonging to a site."""
    return _review_due(units, today).filter(Q(unit__kind__in=ELSEWHERE) | Q(role=Role.UNIT_MANAGER))


def _review_due(units: UnitQuerySet, today: date) -> Employments:
    late = When(review_on__lt=today, then=Value(True))
    # Few plans are due at a time: whose they are is asked once, not of every employee.
    due = CompetencePlan.objects.filter(review_on__lte=today + REVIEW_AHEAD)
    return (
        employments(units, today)
        .filter(user__in=due.values("employee"), review_on__lte=today + REVIEW_AHEAD)
        .annotate(duty_unit=F("unit"), duty_late=Case(late, default=False, output_field=BooleanField()))
    )


def _to_review(key: str, rows: Any) -> list[Duty]:
    return [
        _duty(
            key,
            unit,
            "folj-upp",
            ngettext(
                "Följ upp %(count)s kompetensplan på %(unit)s",
                "Följ upp %(count)s kompetensplaner på %(unit)s",
                unit["people"],
            ),
            unit["first"],
        )
        for unit in _per_unit(rows, "review_on")
    ]


def _per_unit(rows: Any, day: str) -> list[dict[str, Any]]:
    """The rows counted per unit by the database, with the first `day` of each: names are not needed to say how many."""
    counted: QuerySet[Any, dict[str, Any]] = (
        rows.order_by().values("unit", "unit__name").annotate(people=Count("user", distinct=True), first=Min(day))
    )
    return list(counted)


def _duty(key: str, unit: dict[str, Any], state: str, what: str, due: date) -> Duty:
    return Duty(
        key=f"{key}:{unit['unit']}",
        unit_id=unit["unit"],
        unit_name=unit["unit__name"],
        what=what % {"count": unit["people"], "unit": unit["unit__name"]},
        url=f"{reverse('competence_plans')}?visa={state}&enhet={unit['unit']}",
        due=due,
        count=unit["people"],
    )

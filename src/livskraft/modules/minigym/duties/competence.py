"""Which employees have no competence plan, and which plans are to be talked through?"""

from datetime import date
from typing import Any

from django.db.models import BooleanField, Case, Count, Exists, F, Min, Q, QuerySet, Value, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from livskraft.access.roles import Role
from livskraft.duties.catalogue import AT_SITES, Duty, duty
from livskraft.kit.periods import holds_on
from livskraft.modules.minigym.models import CompetencePlan
from livskraft.modules.minigym.models.competence import EMPLOYED, employed, made_where_employed, plans_where_employed
from livskraft.modules.minigym.rules import DAYS_TO_PLAN_COMPETENCE, REVIEW_AHEAD, plan_due
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.models import Units

# Assignments with annotations that the model does not know.
Employments = QuerySet[Any, Any]
Plans = QuerySet[CompetencePlan, CompetencePlan]
WORKING = "employee__assignments__"
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
        for unit in _per_unit(rows, unit="unit", person="user", day="known_since")
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
    persons=True,
    arises_at=AT_SITES | ELSEWHERE,
)
def employees_without_plan(units: Units, today: date) -> Employments:
    late = When(known_since__lt=date.fromordinal(today.toordinal() - DAYS_TO_PLAN_COMPETENCE), then=Value(True))
    return (
        employed(units, today)
        .with_known_since()
        .filter(~Exists(plans_where_employed(today)))
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
    persons=True,
)
def plans_to_review_at_sites(units: Units, today: date) -> Plans:
    others = Q(**{f"{WORKING}role__in": EMPLOYED - {Role.UNIT_MANAGER}, f"{WORKING}unit__kind": UnitKind.SITE})
    return _review_due(units, today, others)


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
    persons=True,
    arises_at=AT_SITES | ELSEWHERE,
)
def plans_of_managers_and_others_to_review(units: Units, today: date) -> Plans:
    """Of the managers of sites, and of those who work for the provider without belonging to a site."""
    elsewhere = Q(**{f"{WORKING}role__in": EMPLOYED, f"{WORKING}unit__kind__in": ELSEWHERE})
    return _review_due(units, today, elsewhere | Q(**{f"{WORKING}role": Role.UNIT_MANAGER}))


def _review_due(units: Units, today: date, whose: Q) -> Plans:
    """One row for each assignment of `whose` at `units`: the plan that the provider who answers there has made."""
    late = When(review_on__lt=today, then=Value(True))
    here = Q(**{f"{WORKING}unit__in": units, "employee__is_active": True}) & holds_on(today, WORKING)
    return CompetencePlan.objects.filter(
        here, whose, made_where_employed(today), review_on__lte=today + REVIEW_AHEAD
    ).annotate(
        duty_unit=F(f"{WORKING}unit"),
        duty_late=Case(late, default=False, output_field=BooleanField()),
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
        for unit in _per_unit(rows, unit=f"{WORKING}unit", person="employee", day="review_on")
    ]


def _per_unit(rows: Any, *, unit: str, person: str, day: str) -> list[dict[str, Any]]:
    """The rows counted per unit by the database, with the first `day` of each: names are not needed to say how many."""
    counted: QuerySet[Any, dict[str, Any]] = (
        rows.order_by()
        .values("duty_unit", name=F(f"{unit}__name"))
        .annotate(people=Count(person, distinct=True), first=Min(day))
    )
    return list(counted)


def _duty(key: str, unit: dict[str, Any], state: str, what: str, due: date) -> Duty:
    return Duty(
        key=f"{key}:{unit['duty_unit']}",
        unit_id=unit["duty_unit"],
        unit_name=unit["name"],
        what=what % {"count": unit["people"], "unit": unit["name"]},
        url=f"{reverse('competence_plans')}?visa={state}&enhet={unit['duty_unit']}",
        due=due,
        count=unit["people"],
    )

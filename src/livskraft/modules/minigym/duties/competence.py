"""Which employees have no competence plan, and which plans are to be talked through?"""

from collections.abc import Iterable
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
MISSING = "minigym.competence_missing"
AT_SITE, ABOVE = "minigym.competence_review", "minigym.competence_review_above"
WORKING = "employee__assignments__"
ELSEWHERE = frozenset({UnitKind.PROVIDER, UnitKind.AREA_PART, UnitKind.WORK_GROUP, UnitKind.TEAM})
CONTRACT = lazy(
    "004: samtliga medarbetare ska ha en kompetensutvecklingsplan. Hur ofta den följs upp är en lokal regel"
)


def _missing(rows: Any, today: date) -> list[Duty]:
    """Counted per unit by the database: they are many, and names are not needed to say how many."""
    per_unit = (
        rows.order_by()
        .values("duty_unit", name=F("unit__name"))
        .annotate(people=Count("user", distinct=True), first=Min("known_since"))
    )
    found = []
    for unit in per_unit:
        what = ngettext(
            "%(count)s medarbetare på %(unit)s saknar kompetensplan",
            "%(count)s medarbetare på %(unit)s saknar kompetensplan",
            unit["people"],
        )
        due = plan_due(unit["first"])
        found.append(
            _duty(MISSING, unit["duty_unit"], unit["name"], unit["people"], state="saknas", what=what, due=due)
        )
    return found


@duty(
    MISSING,
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


def _at_site(rows: Iterable[Any], today: date) -> list[Duty]:
    return _to_review(AT_SITE, rows)


def _above(rows: Iterable[Any], today: date) -> list[Duty]:
    return _to_review(ABOVE, rows)


@duty(
    ABOVE,
    role=Role.AREA_MANAGER,
    label=lazy("Kompetensplan att följa upp: chefer och de utanför boendena"),
    action=lazy("Följ upp"),
    source=CONTRACT,
    describe=_above,
    local_rule=True,
    persons=True,
    arises_at=AT_SITES | ELSEWHERE,
)
@duty(
    AT_SITE,
    role=Role.UNIT_MANAGER,
    label=lazy("Kompetensplan att följa upp"),
    action=lazy("Följ upp"),
    source=CONTRACT,
    describe=_at_site,
    local_rule=True,
    persons=True,
)
def plans_to_review(units: Units, today: date) -> Plans:
    """One row for each assignment at `units`: the plan that the provider who answers there has made.

    Those of the managers of sites, and of those who work for the provider without belonging to a site, are seen to
    above.
    """
    managers, sites = Q(**{f"{WORKING}role": Role.UNIT_MANAGER}), Q(**{f"{WORKING}unit__kind": UnitKind.SITE})
    elsewhere = Q(**{f"{WORKING}unit__kind__in": ELSEWHERE})
    here = Q(**{f"{WORKING}unit__in": units, "employee__is_active": True}) & holds_on(today, WORKING)
    return CompetencePlan.objects.filter(
        here,
        managers | Q(**{f"{WORKING}role__in": EMPLOYED}) & (sites | elsewhere),
        made_where_employed(today),
        review_on__lte=today + REVIEW_AHEAD,
    ).annotate(
        duty_unit=F(f"{WORKING}unit"),
        duty_late=Case(When(review_on__lt=today, then=Value(True)), default=False, output_field=BooleanField()),
        duty_kind=Case(When(managers | elsewhere, then=Value(ABOVE)), default=Value(AT_SITE)),
        unit_name=F(f"{WORKING}unit__name"),
    )


def _to_review(key: str, rows: Iterable[Any]) -> list[Duty]:
    plans_at: dict[int, list[Any]] = {}
    for plan in rows:
        plans_at.setdefault(plan.duty_unit, []).append(plan)
    found = []
    for unit, plans in plans_at.items():
        # Whoever works there in two ways has one plan.
        people = len({plan.employee_id for plan in plans})
        what = ngettext(
            "Följ upp %(count)s kompetensplan på %(unit)s", "Följ upp %(count)s kompetensplaner på %(unit)s", people
        )
        due = min(plan.review_on for plan in plans)
        found.append(_duty(key, unit, plans[0].unit_name, people, state="folj-upp", what=what, due=due))
    return found


def _duty(key: str, unit: int, name: str, people: int, *, state: str, what: str, due: date) -> Duty:
    return Duty(
        key=f"{key}:{unit}",
        unit_id=unit,
        unit_name=name,
        what=what % {"count": people, "unit": name},
        url=f"{reverse('competence_plans')}?visa={state}&enhet={unit}",
        due=due,
        count=people,
    )

"""Who is employed by a provider, which competence plan does each have, and what has come of it?"""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from livskraft.access.models import Assignment, AssignmentQuerySet
from livskraft.access.roles import Role
from livskraft.kit.crypto import EncryptedTextField
from livskraft.kit.periods import holds_on
from livskraft.modules.minigym.permissions import Permission
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.models import Contract, Units

# Those who work for the provider of a part of an area. Others are the municipality's, or nobody's employees here; the
# area manager, who sees to the plans, has a manager of their own who is not in Livskraft.
EMPLOYED = frozenset(
    {
        Role.UNIT_MANAGER,
        Role.PHYSIOTHERAPIST,
        Role.OCCUPATIONAL_THERAPIST,
        Role.CARE_STAFF,
        Role.HOME_CARE_MANAGER,
        Role.PLANNER,
        Role.HOME_ACTIVITIES_STAFF,
        Role.KEY_PERSON,
    }
)
# A part of an area, a site in it, or a group at the site.
_AT_OR_ABOVE = ("unit", "unit__parent", "unit__parent__parent")


def employments(units: Units, day: date) -> "QuerySet[Any, Any]":
    """The assignments of a provider's employees at `units` on `day`, with their `plan` (id) there and its `review_on`.

    A plan is the provider's that made it: it does not follow the employee, or the site, to another one.
    """
    plans = plans_where_employed(day).order_by("pk")
    return employed(units, day).annotate(
        plan=Subquery(plans.values("pk")[:1]), review_on=Subquery(plans.values("review_on")[:1])
    )


def employed(units: Units, day: date) -> AssignmentQuerySet:
    """The assignments of a provider's employees at `units` on `day`."""
    answered_for = Contract.objects.filter(holds_on(day)).values("area_part")
    provided = Q(unit__kind=UnitKind.PROVIDER)
    for place in _AT_OR_ABOVE:
        provided |= Q(**{f"{place}__in": answered_for})
    return Assignment.objects.holding_on(day).filter(provided, role__in=EMPLOYED, unit__in=units, user__is_active=True)


def plans_where_employed(day: date) -> "QuerySet[CompetencePlan, CompetencePlan]":
    """The plans of an assignment's employee that the provider has made who answers there on `day`: a subquery."""
    answers = Q()
    for place in _AT_OR_ABOVE:
        answers |= Q(provider__contracts_held__area_part=OuterRef(place))
    return CompetencePlan.objects.filter(
        Q(provider=OuterRef("unit")) | holds_on(day, "provider__contracts_held__") & answers,
        employee=OuterRef("user"),
    )


def made_where_employed(day: date) -> Q:
    """That a plan is made by the provider who on `day` answers where its employee's assignment is: the filter's twin
    of `plans_where_employed`, for plans joined with assignments.
    """
    working = "employee__assignments__"
    answers = Q()
    for place in _AT_OR_ABOVE:
        answers |= Q(area_part=OuterRef(f"{working}{place}"))
    held = Contract.objects.filter(holds_on(day), answers, provider=OuterRef("provider"))
    return Q(provider=F(f"{working}unit")) | Q(Exists(held))


class CompetencePlanQuerySet(models.QuerySet["CompetencePlan"]):
    def visible_to(self, actor: Any) -> "CompetencePlanQuerySet":
        """Of those who work today within one's reach, and only what the provider that answers there has made."""
        working = employments(actor.units(Permission.PLAN_COMPETENCE), actor.today)
        return self.filter(pk__in=working.filter(plan__isnull=False).values("plan"))

    def of(self, actor: Any) -> "CompetencePlanQuerySet":
        """The person's own, wherever they were made."""
        return self.filter(employee=actor.user) if actor.user else self.none()


class CompetencePlan(models.Model):
    """What an employee is to learn, agreed with the provider.

    Source: 004 (every provider develops its staff, and every employee has a competence development plan).
    """

    employee = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    provider = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+")
    started_on = models.DateField(_("från"))
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    review_on = models.DateField(_("följs upp senast"))
    version = models.PositiveIntegerField(default=1)

    objects = CompetencePlanQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["employee", "provider"],
                name="one_competence_plan_per_provider",
                violation_error_message=_("Medarbetaren har redan en plan."),
            )
        ]

    def __str__(self) -> str:
        return str(self.employee)

    def get_absolute_url(self) -> str:
        return reverse("competence_plan", args=[self.pk])


class CompetenceGoal(models.Model):
    """One thing to learn; closed when it is reached, or when it is no longer to be."""

    plan = models.ForeignKey(CompetencePlan, models.CASCADE, related_name="goals")
    what = EncryptedTextField(_("mål"))
    how = EncryptedTextField(_("så går det till"), blank=True, default="")
    due = models.DateField(_("klart senast"), null=True, blank=True)
    added_on = models.DateField()
    closed_on = models.DateField(_("avslutat"), null=True, blank=True)
    reached = models.BooleanField(null=True, blank=True)
    outcome = EncryptedTextField(_("vad som gjordes"), blank=True, default="")
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = [F("due").asc(nulls_last=True), "pk"]
        constraints = [
            models.CheckConstraint(
                name="goal_closed_says_whether_reached",
                condition=Q(closed_on__isnull=True, reached__isnull=True)
                | Q(closed_on__isnull=False, reached__isnull=False),
                violation_error_message=_("Ett avslutat mål är antingen nått eller inte längre aktuellt."),
            )
        ]

    def __str__(self) -> str:
        return self.what


class CompetenceReview(models.Model):
    """That the plan was talked through with the employee on a day, and what was said."""

    plan = models.ForeignKey(CompetencePlan, models.CASCADE, related_name="reviews")
    on = models.DateField(_("dag"))
    notes = EncryptedTextField(_("anteckningar"), blank=True, default="")
    next_on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.plan} {self.on}"

"""Who has a competence plan, what does it say, and how does one's own look?"""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from livskraft.access import audit
from livskraft.access.guards import personal, requires
from livskraft.documents import pdf, responses
from livskraft.kit.errors import Conflict, Refused
from livskraft.kit.names import name_key
from livskraft.modules.minigym.actions import competence as actions
from livskraft.modules.minigym.forms.competence import (
    CloseGoalForm,
    FindPlansForm,
    GoalForm,
    ReviewForm,
    StartPlanForm,
)
from livskraft.modules.minigym.models import CompetenceGoal, CompetencePlan
from livskraft.modules.minigym.models.competence import employments
from livskraft.modules.minigym.papers.competence import competence_plan as plan_paper
from livskraft.modules.minigym.permissions import Permission
from livskraft.modules.minigym.queries.competence import employed_with_plan, history_of
from livskraft.modules.minigym.rules import REVIEW_AHEAD
from livskraft.organisation.models import Unit
from livskraft.ui.messages import done
from livskraft.ui.pages import key_page
from livskraft.ui.responses import conflict


@requires(Permission.PLAN_COMPETENCE)
def competence_plans(request: HttpRequest) -> HttpResponse:
    """Everybody employed within reach, with or without a plan; what the plans say is not shown here."""
    today = request.actor.today
    reach = request.actor.units(Permission.PLAN_COMPETENCE)
    units = Unit.objects.filter(pk__in=employments(reach, today).values("unit")).order_by("sort_key", "pk")
    form = FindPlansForm(request.GET, units=units)
    form.is_valid()
    asked: dict[str, Any] = form.cleaned_data
    within = Unit.objects.filter(pk=asked["enhet"].pk) if asked.get("enhet") else reach
    found = employments(within, today)
    for word in name_key(asked.get("q", "")).replace("\x00", "").split():
        found = found.filter(user__name_key__contains=word)
    if asked.get("visa") == "saknas":
        found = found.filter(plan__isnull=True)
    elif asked.get("visa") == "folj-upp":
        found = found.filter(review_on__lte=today + REVIEW_AHEAD)
    elif asked.get("visa") == "finns":
        found = found.filter(plan__isnull=False)
    page = key_page(found.select_related("user", "unit"), request=request, order=["user__sort_key", "pk"], size=50)
    planned, employed = employed_with_plan(within, today)
    context = {
        "form": form,
        "page": page,
        "today": today,
        "soon": today + REVIEW_AHEAD,
        "planned": planned,
        "employed": employed,
    }
    return render(request, "minigym/competence_plans.html", context)


@requires(Permission.PLAN_COMPETENCE)
def start_competence_plan(request: HttpRequest, assignment: int) -> HttpResponse:
    employed = employments(request.actor.units(Permission.PLAN_COMPETENCE), request.actor.today)
    found: Any = get_object_or_404(employed.select_related("user", "unit"), pk=assignment)
    if found.plan and request.method != "POST":
        return redirect("competence_plan", plan=found.plan)

    def act(data: dict[str, Any]) -> CompetencePlan:
        return actions.start_plan(
            assignment=found, goals=data["goals"].splitlines(), review_on=data["review_on"], by=request.actor
        )

    form = StartPlanForm(request.POST or None, by=request.actor)
    lead = f"{found.user.name}, {found.role_label}, {found.unit.name}"
    return _form_page(request, _("Gör en kompetensplan"), lead, form, act, _("Planen är sparad."))


@requires(Permission.PLAN_COMPETENCE)
def competence_plan(request: HttpRequest, plan: int) -> HttpResponse:
    """One employee's plan; that somebody else than the employee reads it is written down first."""
    found = _plan_or_404(request, plan)
    _remember_reading(request, found)
    context = {
        "plan": found,
        "goals": list(found.goals.all()),
        "events": history_of(found),
        "today": request.actor.today,
    }
    own = request.actor.user is not None and found.employee_id == request.actor.user.pk
    return render(request, "minigym/competence_plan.html", context | {"may_write": not own})


@requires(Permission.PLAN_COMPETENCE)
def competence_plan_pdf(request: HttpRequest, plan: int) -> HttpResponse:
    found = _plan_or_404(request, plan)
    _remember_reading(request, found)
    return responses.pdf(pdf.render(plan_paper(found, today=request.actor.today)), _("Kompetensplan"))


@personal
def own_competence_plan(request: HttpRequest) -> HttpResponse:
    """The signed-in person's own plans; several when they work for several providers."""
    plans = _own(request)
    told = [(plan, list(plan.goals.all()), history_of(plan)) for plan in plans]
    return render(request, "minigym/own_competence_plan.html", {"plans": told, "today": request.actor.today})


@personal
def own_competence_plan_pdf(request: HttpRequest, number: int) -> HttpResponse:
    """The first, second … of one's own plans."""
    plans = _own(request)
    if not 1 <= number <= len(plans):
        return redirect("own_competence_plan")
    paper = plan_paper(plans[number - 1], today=request.actor.today)
    return responses.pdf(pdf.render(paper), _("Kompetensplan"))


@requires(Permission.PLAN_COMPETENCE)
def add_competence_goal(request: HttpRequest, plan: int) -> HttpResponse:
    found = _plan_or_404(request, plan)
    return _form_page(
        request,
        _("Lägg till ett mål"),
        found.employee.name,
        GoalForm(request.POST or None),
        lambda data: actions.add_goal(plan=found, **data, by=request.actor).plan,
        _("Målet är sparat."),
        found,
    )


@requires(Permission.PLAN_COMPETENCE)
def close_competence_goal(request: HttpRequest, goal: int) -> HttpResponse:
    found = _goal_or_404(request, goal)
    _remember_reading(request, found.plan)
    return _form_page(
        request,
        _("Avsluta målet"),
        f"{found.plan.employee.name}: {found.what}",
        CloseGoalForm(request.POST or None, goal=found, by=request.actor),
        lambda data: actions.close_goal(goal=found, **data, by=request.actor).plan,
        _("Målet är avslutat."),
        found.plan,
    )


@requires(Permission.PLAN_COMPETENCE)
@require_POST
def reopen_competence_goal(request: HttpRequest, goal: int) -> HttpResponse:
    found = _goal_or_404(request, goal)
    actions.reopen_goal(goal=found, by=request.actor)
    done(request, _("Målet gäller igen."))
    return redirect(found.plan)


@requires(Permission.PLAN_COMPETENCE)
def review_competence_plan(request: HttpRequest, plan: int) -> HttpResponse:
    found = _plan_or_404(request, plan)
    return _form_page(
        request,
        _("Följ upp planen"),
        found.employee.name,
        ReviewForm(request.POST or None, plan=found, by=request.actor),
        lambda data: actions.review_plan(plan=found, **data, by=request.actor).plan,
        _("Uppföljningen är sparad."),
        found,
    )


def _form_page(
    request: HttpRequest,
    title: str,
    lead: str,
    form: forms.Form,
    act: Callable[[dict[str, Any]], CompetencePlan],
    told: str,
    plan: CompetencePlan | None = None,
) -> HttpResponse:
    """The form until `act` succeeds; nothing typed is lost when somebody else was first."""
    if form.is_valid():
        try:
            changed = act(form.cleaned_data)
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.message)
        except Conflict as clash:
            typed: list[Any] = [(each.label, "", form.cleaned_data.get(each.name)) for each in form.visible_fields()]
            return conflict(request, what=str(clash), theirs=typed, retry_url=request.get_full_path())
        else:
            done(request, told)
            return redirect(changed)
    back = plan.get_absolute_url() if plan else reverse("competence_plans")
    context = {"title": title, "about": lead, "form": form, "plan": plan, "back": back}
    return render(request, "minigym/competence_form.html", context)


def _plan_or_404(request: HttpRequest, plan: int) -> CompetencePlan:
    plans = CompetencePlan.objects.visible_to(request.actor)
    return get_object_or_404(plans.select_related("employee", "provider", "started_by"), pk=plan)


def _goal_or_404(request: HttpRequest, goal: int) -> CompetenceGoal:
    plans = CompetencePlan.objects.visible_to(request.actor)
    goals = CompetenceGoal.objects.filter(plan__in=plans).select_related("plan__employee")
    return get_object_or_404(goals, pk=goal)


def _own(request: HttpRequest) -> list[CompetencePlan]:
    return list(CompetencePlan.objects.of(request.actor).select_related("employee", "provider", "started_by"))


def _remember_reading(request: HttpRequest, plan: CompetencePlan) -> None:
    if request.actor.user is None or plan.employee_id != request.actor.user.pk:
        audit.read(request.actor, "minigym.competence_plan_read", [plan, plan.employee])

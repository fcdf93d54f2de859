"""How is an activity put in the programme, changed, given more times, and ended?"""

from typing import Any

from django.contrib import messages
from django.forms import BoundField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from livskraft.access.guards import requires
from livskraft.kit.errors import Conflict, Refused
from livskraft.modules.activities.actions import programme as actions
from livskraft.modules.activities.forms.programme import (
    AddActivityForm,
    AddTimesForm,
    ChangeActivityForm,
    EndSeriesForm,
)
from livskraft.modules.activities.models import Activity, Occasion, Series
from livskraft.modules.activities.permissions import Permission
from livskraft.modules.activities.rules.programme import cost_in_words
from livskraft.modules.activities.rules.recurrence import Recurrence, describe
from livskraft.modules.activities.rules.vocabulary import Kind, SignUpMode
from livskraft.ui.messages import done
from livskraft.ui.pages import key_page
from livskraft.ui.responses import conflict

PAST = "tidigare"


@requires(Permission.PLAN)
def add_activity(request: HttpRequest, site: int) -> HttpResponse:
    """A new activity and its times, in one step."""
    found = get_object_or_404(request.actor.units(Permission.PLAN).sites(), pk=site)
    start = {"starts": request.GET.get("dag") or request.actor.today}
    if request.GET.get("slag") in Kind.values:
        start["kind"] = request.GET["slag"]
    form = AddActivityForm(request.POST or None, site=found, by=request.actor, initial=start)
    if request.method == "POST" and form.is_valid() and (activity := form.act()):
        done(request, _("%(title)s står i programmet.") % {"title": activity.title})
        return redirect(activity)
    return render(request, "activities/add_activity.html", {"site": found, "form": form})


@requires(Permission.VIEW)
def activity(request: HttpRequest, activity: int) -> HttpResponse:
    """What it is, when it comes back, and its occasions: those to come, or those that have been."""
    found = _activity_or_404(request, activity, Permission.VIEW)
    actor = request.actor
    past = request.GET.get("visa") == PAST
    rows = found.occasions.filter(starts_at__lt=actor.at) if past else found.occasions.filter(ends_at__gt=actor.at)
    order = ["-starts_at", "-pk"] if past else ["starts_at", "pk"]
    context = {
        "activity": found,
        "series": [(each, said(each)) for each in found.series.all() if (each.ended_on or each.until) >= actor.today],
        "told": told_of(found),
        "page": key_page(rows, request=request, order=order, size=20),
        "past": past,
        "coming": found.occasions.planned().filter(starts_at__gt=actor.at).count(),
        "may_plan": actor.may(Permission.PLAN, at=found.site),
        "today": actor.today,
    }
    return render(request, "activities/activity.html", context)


@requires(Permission.PLAN)
def change_activity(request: HttpRequest, activity: int) -> HttpResponse:
    found = _activity_or_404(request, activity, Permission.PLAN)
    form = ChangeActivityForm(request.POST or None, activity=found, by=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            if form.act():
                done(request, _("Sparat."))
                return redirect(found)
        except Conflict:
            return _conflict(request, found, form)
    return render(request, "activities/change_activity.html", {"activity": found, "form": form})


@requires(Permission.PLAN)
def add_times(request: HttpRequest, activity: int) -> HttpResponse:
    found = _activity_or_404(request, activity, Permission.PLAN)
    form = AddTimesForm(request.POST or None, activity=found, by=request.actor)
    if request.method == "POST" and form.is_valid() and form.act():
        done(request, _("Tiderna står i programmet."))
        return redirect(found)
    return render(request, "activities/add_times.html", {"activity": found, "form": form})


@requires(Permission.PLAN)
def end_series(request: HttpRequest, series: int) -> HttpResponse:
    mine = Series.objects.filter(activity__site__in=request.actor.units(Permission.PLAN))
    found = get_object_or_404(mine.select_related("activity__site"), pk=series)
    form = EndSeriesForm(request.POST or None, series=found, by=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            if form.act():
                done(request, _("Den återkommande tiden är avslutad."))
                return redirect(found.activity)
        except Conflict:
            now = Series.objects.get(pk=found.pk)
            theirs: list[tuple[Any, Any, Any]] = [
                (_("Sista dagen"), now.ended_on or now.until, form.cleaned_data["last_day"])
            ]
            return conflict(request, what=said(found), theirs=theirs, retry_url=request.path, version=now.version)
    return render(
        request, "activities/end_series.html", {"activity": found.activity, "said": said(found), "form": form}
    )


@require_POST
@requires(Permission.PLAN)
def retire_activity(request: HttpRequest, activity: int) -> HttpResponse:
    found = _activity_or_404(request, activity, Permission.PLAN)
    try:
        actions.retire_activity(activity=found, by=request.actor)
        done(request, _("%(title)s är avslutad.") % {"title": found.title})
    except Refused as refused:
        messages.warning(request, refused.message)
    return redirect(found)


@require_POST
@requires(Permission.PLAN)
def resume_activity(request: HttpRequest, activity: int) -> HttpResponse:
    found = _activity_or_404(request, activity, Permission.PLAN)
    actions.resume_activity(activity=found, by=request.actor)
    done(request, _("%(title)s är öppen igen. Lägg till tider.") % {"title": found.title})
    return redirect(found)


def told_of(activity: Activity, occasion: Occasion | None = None) -> list[tuple[str, Any]]:
    """What is said of it, by label: what nobody has written is not asked about."""
    sign_up = "" if activity.sign_up == SignUpMode.NONE else activity.get_sign_up_display()
    lines = [
        (_("Lokal"), (occasion and occasion.place) or activity.place),
        (_("Ledare"), (occasion and occasion.leader) or activity.leader),
        (_("I samarbete med"), activity.partner),
        (_("Kostnad"), cost_in_words(activity.cost)),
        (_("För vem"), activity.for_whom),
        (_("Tillgänglighet"), activity.accessibility),
        (_("Anmälan"), sign_up),
        (_("Antal platser"), activity.capacity),
    ]
    return [(label, value) for label, value in lines if value]


def said(series: Series) -> str:
    """When it comes back, in words."""
    return describe(
        Recurrence(
            pattern=series.pattern,
            every=series.every,
            weekdays=tuple(series.weekdays),
            starts=series.starts,
            until=series.ended_on or series.until,
            nth=series.nth,
        )
    )


def _activity_or_404(request: HttpRequest, activity: int, permission: Permission) -> Activity:
    mine = Activity.objects.filter(site__in=request.actor.units(permission)).select_related("site")
    return get_object_or_404(mine, pk=activity)


def _in_words(activity: Activity, bound: BoundField, value: Any) -> Any:
    """A choice as its label says it, and everything else as it is."""
    choices = activity._meta.get_field(bound.name).choices  # type: ignore[union-attr]  # only plain fields are asked for
    return dict(choices).get(value, value) if choices else value


def _conflict(request: HttpRequest, found: Activity, form: ChangeActivityForm) -> HttpResponse:
    now = Activity.objects.get(pk=found.pk)
    theirs: list[tuple[Any, Any, Any]] = [
        (
            bound.label,
            _in_words(now, bound, getattr(now, bound.name)),
            _in_words(now, bound, form.cleaned_data[bound.name]),
        )
        for bound in form.visible_fields()
        if getattr(now, bound.name) != form.cleaned_data[bound.name]
    ]
    return conflict(request, what=found.title, theirs=theirs, retry_url=request.path, version=now.version)

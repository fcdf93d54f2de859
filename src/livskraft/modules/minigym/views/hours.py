"""When is a gym open and staffed, and how is that changed, excepted from or broken off?"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from livskraft.access.guards import requires
from livskraft.documents import pdf, responses
from livskraft.kit.errors import Conflict
from livskraft.modules.minigym.actions import hours as actions
from livskraft.modules.minigym.forms.hours import CloseGymForm, ExceptionForm, HoursForm, ReopenGymForm, written
from livskraft.modules.minigym.models import Gym, HoursException
from livskraft.modules.minigym.papers.hours import hours_notice
from livskraft.modules.minigym.permissions import Permission
from livskraft.modules.minigym.queries.hours import schedule
from livskraft.modules.minigym.rules import Weekday
from livskraft.ui.messages import done
from livskraft.ui.responses import conflict

WEEK = 7


@requires(Permission.VIEW)
def hours(request: HttpRequest, gym: int) -> HttpResponse:
    """The week to come as it is, the usual hours, and what is not as usual."""
    found = _gym_or_404(request, gym, Permission.VIEW)
    actor = request.actor
    held = schedule(found)
    context = {
        "gym": found,
        "schedule": held,
        "open_now": held.is_open(actor.at),
        "days": list(held.days(actor.today, WEEK)) if held.known or held.closure else [],
        "usual": [(row.label, held.usual(row), held.usual(row, staffed=True)) for row in Weekday],
        "exceptions": [one for one in held.exceptions if one.last_day >= actor.today],
        "may_edit": actor.may(Permission.EDIT, at=found.site),
        "may_close": actor.may(Permission.STOP, at=found.site),
    }
    return render(request, "minigym/hours.html", context)


@requires(Permission.EDIT)
def edit_hours(request: HttpRequest, gym: int) -> HttpResponse:
    found = _gym_or_404(request, gym, Permission.EDIT)
    form = HoursForm(request.POST or None, gym=found, schedule=schedule(found), by=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            saved = form.act()
        except Conflict:
            return _hours_conflict(request, found, form)
        if saved:
            done(request, _("Öppettiderna är sparade."))
            return redirect("hours", found.pk)
    return render(request, "minigym/edit_hours.html", {"gym": found, "form": form})


@requires(Permission.EDIT)
def make_exception(request: HttpRequest, gym: int) -> HttpResponse:
    found = _gym_or_404(request, gym, Permission.EDIT)
    form = ExceptionForm(request.POST or None, gym=found, by=request.actor)
    if request.method == "POST" and form.is_valid() and form.act():
        done(request, _("Undantaget är sparat och syns för alla."))
        return redirect("hours", found.pk)
    return render(request, "minigym/make_exception.html", {"gym": found, "form": form})


@requires(Permission.EDIT)
@require_POST
def take_back_exception(request: HttpRequest, exception: int) -> HttpResponse:
    mine = HoursException.objects.filter(gym__site__in=request.actor.units(Permission.EDIT))
    found = get_object_or_404(mine.select_related("gym__site"), pk=exception)
    actions.take_back_exception(exception=found, by=request.actor)
    done(request, _("Undantaget är borttaget. De vanliga tiderna gäller."))
    return redirect("hours", found.gym_id)


@requires(Permission.STOP)
def close_gym(request: HttpRequest, gym: int) -> HttpResponse:
    found = _gym_or_404(request, gym, Permission.STOP)
    form = CloseGymForm(request.POST or None, gym=found, by=request.actor)
    if request.method == "POST" and form.is_valid() and (closure := form.act()):
        if closure.since == request.actor.at:
            done(request, _("Minigymmet är stängt tills vidare. Sätt upp en skylt på dörren."))
        else:
            said = _("Minigymmet var redan stängt. Skälet som står är: %(reason)s")
            messages.warning(request, said % {"reason": closure.reason})
        return redirect("hours", found.pk)
    return render(request, "minigym/close_gym.html", {"gym": found, "form": form})


@requires(Permission.EDIT)
def reopen_gym(request: HttpRequest, gym: int) -> HttpResponse:
    found = _gym_or_404(request, gym, Permission.EDIT)
    form = ReopenGymForm(request.POST or None, gym=found, by=request.actor)
    if request.method == "POST" and form.is_valid() and form.act():
        done(request, _("Minigymmet är öppet igen."))
        return redirect("hours", found.pk)
    closure = found.closures.open().select_related("by").first()
    return render(request, "minigym/reopen_gym.html", {"gym": found, "form": form, "closure": closure})


@requires(Permission.VIEW)
def hours_pdf(request: HttpRequest, gym: int) -> HttpResponse:
    """The notice for the door."""
    found = _gym_or_404(request, gym, Permission.VIEW)
    notice = hours_notice(found, schedule(found), request.actor.today)
    return responses.pdf(pdf.render(notice), _("Öppettider %(gym)s") % {"gym": found.full_name})


def _hours_conflict(request: HttpRequest, gym: Gym, form: HoursForm) -> HttpResponse:
    now = Gym.objects.get(pk=gym.pk)
    held = schedule(now)
    theirs: list[tuple[Any, Any, Any]] = []
    for row in Weekday:
        for name, label, staffed in (("opening", _("öppet"), False), ("staffed", _("bemannat"), True)):
            saved, typed = written(held.usual(row, staffed=staffed)), written(form.cleaned_data[f"{name}_{row.value}"])
            if saved != typed:
                theirs.append((f"{row.label}, {label}", saved, typed))
    url = reverse("edit_hours", args=[gym.pk])
    return conflict(request, what=_("Öppettiderna"), theirs=theirs, retry_url=url, version=now.version)


def _gym_or_404(request: HttpRequest, gym: int, permission: Permission) -> Gym:
    gyms = Gym.objects.filter(site__in=request.actor.units(permission)).select_related("site")
    return get_object_or_404(gyms, pk=gym)

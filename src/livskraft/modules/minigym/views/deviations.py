"""What deviates in the gyms, who sees to it, and what was done?"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from livskraft.access.guards import requires
from livskraft.kit.errors import Conflict
from livskraft.modules.minigym.forms.self_checks import AssignDeviationForm, CloseDeviationForm
from livskraft.modules.minigym.models import Deviation
from livskraft.modules.minigym.permissions import Permission
from livskraft.ui.messages import done
from livskraft.ui.pages import key_page
from livskraft.ui.responses import conflict


@requires(Permission.VIEW)
def deviations(request: HttpRequest) -> HttpResponse:
    """What is not mended, the most urgent first."""
    related = ("gym__site", "answer", "responsible", "follow_up", "item")
    found = Deviation.objects.visible_to(request.actor).to_mend().select_related(*related)
    page = key_page(found, request=request, order=["due", "pk"])
    return render(request, "minigym/deviations.html", {"page": page, "today": request.actor.today})


@requires(Permission.VIEW)
def deviation(request: HttpRequest, deviation: int) -> HttpResponse:
    found = _deviation_or_404(request, deviation, Permission.VIEW)
    site = found.gym.site
    context = {
        "deviation": found,
        "today": request.actor.today,
        "still_closed": bool(found.closure and not found.closure.ended_at),
        "may_close": not found.closed_at and request.actor.may(Permission.SELF_CHECK, at=site),
        "may_assign": not found.closed_at and request.actor.may(Permission.EDIT, at=site),
    }
    return render(request, "minigym/deviation.html", context)


@requires(Permission.EDIT)
def assign_deviation(request: HttpRequest, deviation: int) -> HttpResponse:
    found = _deviation_or_404(request, deviation, Permission.EDIT)
    form = AssignDeviationForm(request.POST or None, deviation=found, by=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            saved = form.act()
        except Conflict:
            return _changed(request, found, form.cleaned_data)
        if saved:
            done(request, _("Sparat."))
            return redirect(found)
    elif found.closed_at:
        return redirect(found)
    return render(request, "minigym/assign_deviation.html", {"deviation": found, "form": form})


@requires(Permission.SELF_CHECK)
def close_deviation(request: HttpRequest, deviation: int) -> HttpResponse:
    found = _deviation_or_404(request, deviation, Permission.SELF_CHECK)
    form = CloseDeviationForm(request.POST or None, deviation=found, by=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            closed = form.act()
        except Conflict:
            return _changed(request, found, form.cleaned_data)
        if closed:
            opened = form.cleaned_data.get("reopen")
            done(request, _("Klart. Minigymmet är öppet igen.") if opened else _("Avvikelsen är avslutad."))
            return redirect(found)
    elif found.closed_at:
        return redirect(found)
    return render(request, "minigym/close_deviation.html", {"deviation": found, "form": form})


def _changed(request: HttpRequest, deviation: Deviation, typed: dict[str, Any]) -> HttpResponse:
    now = Deviation.objects.select_related("responsible").get(pk=deviation.pk)
    theirs: list[tuple[Any, Any, Any]] = [
        (_("Ansvarig"), now.responsible, typed.get("responsible", now.responsible)),
        (_("Klart senast"), now.due, typed.get("due", now.due)),
        (_("Vad som gjordes"), now.outcome, typed.get("outcome", now.outcome)),
    ]
    return conflict(
        request,
        what=_("Avvikelsen"),
        theirs=[row for row in theirs if row[1] != row[2]],
        retry_url=now.get_absolute_url(),
    )


def _deviation_or_404(request: HttpRequest, deviation: int, permission: Permission) -> Deviation:
    mine = Deviation.objects.filter(gym__site__in=request.actor.units(permission))
    related = (
        "gym__site",
        "answer__self_check",
        "answer__point",
        "answer__answered_by",
        "responsible",
        "closed_by",
        "item__kind",
        "follow_up",
        "closure",
    )
    return get_object_or_404(mine.select_related(*related), pk=deviation)

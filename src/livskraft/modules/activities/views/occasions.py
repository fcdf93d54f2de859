"""What is there to know and do about one occasion: cancel it, move it, take it back?"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from livskraft.access.guards import requires
from livskraft.kit import formats
from livskraft.kit.errors import Conflict, Refused
from livskraft.modules.activities.actions import occasions as actions
from livskraft.modules.activities.forms.occasions import CancelForm, ChangeOccasionForm, MoveForm
from livskraft.modules.activities.models import ClosedDay, Occasion
from livskraft.modules.activities.permissions import Permission
from livskraft.modules.activities.queries.attendance import came_to
from livskraft.modules.activities.queries.programme import address
from livskraft.modules.activities.rules.programme import week_of
from livskraft.modules.activities.views.activities import told_of
from livskraft.ui.messages import done
from livskraft.ui.responses import conflict


@requires(Permission.VIEW)
def occasion(request: HttpRequest, occasion: int) -> HttpResponse:
    """When and where, what has become of it, and the ways to who came and who has signed up."""
    found = _occasion_or_404(request, occasion, Permission.VIEW)
    actor = request.actor
    may_attend = actor.may(Permission.ATTEND, at=found.site) or actor.may(Permission.COUNT, at=found.site)
    context = {
        "occasion": found,
        "activity": found.activity,
        "site": found.site,
        "told": told_of(found.activity, found),
        "week": address(found.site_id, week_of(found.on)),
        "closed": ClosedDay.objects.filter(site=found.site, on=found.on).first(),
        "has_begun": found.on <= actor.today,
        "may_plan": actor.may(Permission.PLAN, at=found.site),
        "may_attend": may_attend,
        "came": came_to(found) if may_attend and found.attendance_taken_at else None,
        "may_sign_up": actor.may(Permission.SIGN_UP, at=found.site),
        "today": actor.today,
    }
    return render(request, "activities/occasion.html", context)


@requires(Permission.PLAN)
def cancel_occasion(request: HttpRequest, occasion: int) -> HttpResponse:
    found = _occasion_or_404(request, occasion, Permission.PLAN)
    form = CancelForm(request.POST or None, occasion=found, by=request.actor)
    return _answer(request, found, form, _("Ställ in"), _("Tillfället är inställt."))


@requires(Permission.PLAN)
def move_occasion(request: HttpRequest, occasion: int) -> HttpResponse:
    found = _occasion_or_404(request, occasion, Permission.PLAN)
    form = MoveForm(request.POST or None, occasion=found, by=request.actor)
    return _answer(request, found, form, _("Flytta"), _("Tillfället är flyttat."))


@requires(Permission.PLAN)
def change_occasion(request: HttpRequest, occasion: int) -> HttpResponse:
    found = _occasion_or_404(request, occasion, Permission.PLAN)
    form = ChangeOccasionForm(request.POST or None, occasion=found, by=request.actor)
    return _answer(request, found, form, _("Ändra lokal eller ledare"), _("Sparat."))


@require_POST
@requires(Permission.PLAN)
def restore_occasion(request: HttpRequest, occasion: int) -> HttpResponse:
    found = _occasion_or_404(request, occasion, Permission.PLAN)
    try:
        actions.restore_occasion(occasion=found, by=request.actor)
        done(request, _("Tillfället hålls ändå."))
    except Refused as refused:
        messages.warning(request, refused.message)
    return redirect(found)


def _occasion_or_404(request: HttpRequest, occasion: int, permission: Permission) -> Occasion:
    mine = Occasion.objects.filter(site__in=request.actor.units(permission)).select_related("activity", "site")
    return get_object_or_404(mine, pk=occasion)


def _answer(request: HttpRequest, found: Occasion, form: Any, heading: str, told: str) -> HttpResponse:
    """The page with one form about an occasion: shown, acted on, or met by somebody else's change."""
    if request.method == "POST" and form.is_valid():
        try:
            if form.act():
                done(request, told)
                return redirect(found)
        except Conflict:
            now = Occasion.objects.get(pk=found.pk)
            when = f"{formats.day(now.on, request.actor.today)} {formats.clock(now.from_time)}"
            theirs: list[tuple[Any, Any, Any]] = [(_("Läge"), f"{now.get_state_display()}, {when}", "")]
            theirs += [(bound.label, "", bound.data) for bound in form.visible_fields() if bound.data]
            return conflict(
                request, what=str(found), theirs=theirs, retry_url=found.get_absolute_url(), version=now.version
            )
    return render(request, "activities/change_occasion.html", {"occasion": found, "form": form, "heading": heading})

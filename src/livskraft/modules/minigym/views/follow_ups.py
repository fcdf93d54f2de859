"""What is still to be seen to, and what was done about it?"""

from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from livskraft.access.guards import requires
from livskraft.files.responses import serve
from livskraft.kit.errors import Conflict
from livskraft.kit.ids import id_in
from livskraft.modules.minigym import queries
from livskraft.modules.minigym.forms.follow_ups import CloseForm, OpenFollowUpForm
from livskraft.modules.minigym.models import Equipment, FollowUp
from livskraft.modules.minigym.permissions import Permission
from livskraft.modules.minigym.rules import RegimeKey, Status
from livskraft.ui.messages import done
from livskraft.ui.pages import key_page
from livskraft.ui.responses import conflict


@requires(Permission.VIEW)
def follow_ups(request: HttpRequest) -> HttpResponse:
    """What is open, the most urgent first; `?gym=` narrows to one gym."""
    found = FollowUp.objects.visible_to(request.actor).open()
    gym = request.GET.get("gym", "")
    if (asked := id_in(gym)) is not None:
        found = found.filter(item__gym=asked)
    found = found.select_related("item__kind", "item__gym__site", "item__regime")
    page = key_page(found, request=request, order=["due", "pk"])
    context = {"page": page, "today": request.actor.today, "narrowed": bool(gym)}
    return render(request, "minigym/follow_ups.html", context)


@requires(Permission.VIEW)
def follow_up(request: HttpRequest, followup: int) -> HttpResponse:
    found = _follow_up_or_404(request, followup, Permission.VIEW)
    item = found.item
    regime = RegimeKey(item.regime.key)
    site = item.gym.site
    agreements = [one for one in queries.agreements_for(item.gym, request.actor.today) if one.regime.key == regime]
    context = {
        "follow_up": found,
        "item": item,
        "today": request.actor.today,
        "fixture": regime == RegimeKey.PROPERTY,
        "owner": queries.property_owner_of(item.gym) if regime == RegimeKey.PROPERTY else None,
        "agreement": agreements[0] if agreements else None,
        "faults": list(found.faults.leading()) if request.actor.may(Permission.SEE_FAULTS, at=site) else [],
        "deviations": list(found.deviations.select_related("answer")),
        "may_close": request.actor.may(Permission.EDIT, at=site) and not found.closed_at,
        "may_order": request.actor.may(Permission.ORDER_SERVICE, at=site)
        and not found.closed_at
        and item.status != Status.RETIRED,
    }
    return render(request, "minigym/follow_up.html", context)


@requires(Permission.EDIT)
def close_follow_up(request: HttpRequest, followup: int) -> HttpResponse:
    found = _follow_up_or_404(request, followup, Permission.EDIT)
    ticked = {"back_in_use": "i-bruk" in request.GET}
    form = CloseForm(request.POST or None, request.FILES or None, follow_up=found, by=request.actor, initial=ticked)
    if request.method == "POST" and form.is_valid():
        try:
            closed = form.act()
        except Conflict:
            now = _follow_up_or_404(request, followup, Permission.EDIT)
            theirs: list[tuple[Any, Any, Any]] = [(_("Vad som gjordes"), now.outcome, form.cleaned_data["outcome"])]
            return conflict(request, what=str(found.item), theirs=theirs, retry_url=found.get_absolute_url())
        if closed:
            back = form.cleaned_data.get("back_in_use")
            done(request, _("Klart. Maskinen är i bruk igen.") if back else _("Uppföljningen är avslutad."))
            return redirect(found)
    elif found.closed_at:
        return redirect(found)
    return render(request, "minigym/close_follow_up.html", {"follow_up": found, "item": found.item, "form": form})


@requires(Permission.STOP)
def open_follow_up(request: HttpRequest, item: int) -> HttpResponse:
    items = Equipment.objects.filter(gym__site__in=request.actor.units(Permission.STOP))
    found = get_object_or_404(items.select_related("gym__site", "kind"), pk=item)
    form = OpenFollowUpForm(request.POST or None, item=found, by=request.actor)
    if request.method == "POST" and form.is_valid():
        opened = form.act()
        if opened:
            done(request, _("Sparat. Det står nu bland det som ska åtgärdas."))
            return redirect(opened)
    return render(request, "minigym/open_follow_up.html", {"item": found, "form": form})


@requires(Permission.VIEW)
def follow_up_evidence(request: HttpRequest, followup: int) -> HttpResponse:
    found = _follow_up_or_404(request, followup, Permission.VIEW)
    if found.evidence is None:
        raise Http404
    return serve(found.evidence, inline=True)


def _follow_up_or_404(request: HttpRequest, followup: int, permission: Permission) -> FollowUp:
    mine = Q(item__gym__site__in=request.actor.units(permission))
    related = (
        "item__kind",
        "item__regime",
        "item__gym__site",
        "inspection__round",
        "opened_by",
        "closed_by",
        "evidence",
    )
    return get_object_or_404(FollowUp.objects.filter(mine).select_related(*related), pk=followup)

"""What has been reported as wrong, and what is done about it?"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from livskraft.access.guards import requires
from livskraft.files.responses import serve
from livskraft.kit.errors import Conflict, Refused
from livskraft.kit.ids import id_in
from livskraft.modules.minigym.actions import faults as actions
from livskraft.modules.minigym.forms.faults import CloseFaultForm
from livskraft.modules.minigym.models import Equipment, Fault, Gym
from livskraft.modules.minigym.papers.fault_letter import about_fault
from livskraft.modules.minigym.permissions import Permission
from livskraft.modules.minigym.queries.faults import back_in_use, maybe_the_same, mending_of, order_of, stages_of
from livskraft.modules.minigym.rules import RegimeKey, Status, Verdict
from livskraft.organisation.models import Premises
from livskraft.ui.messages import done
from livskraft.ui.pages import key_page
from livskraft.ui.responses import conflict

RELATED = ("gym__site", "item__kind", "item__regime", "follow_up", "reported_by", "closed_by", "photo", "same_as")


@requires(Permission.SEE_FAULTS)
def faults(request: HttpRequest) -> HttpResponse:
    """What is open, the most urgent first; `?visa=klara` shows what is closed, `?gym=` one gym."""
    over = request.GET.get("visa") == "klara"
    found = Fault.objects.visible_to(request.actor).leading()
    found = found.filter(closed_at__isnull=False) if over else found.open()
    gym = request.GET.get("gym", "")
    if (asked := id_in(gym)) is not None:
        found = found.filter(gym=asked)
    found = found.select_related("gym__site", "item__kind", "follow_up")
    order = ["-reported_at", "-pk"] if over else ["due", "pk"]
    page = key_page(found, request=request, order=order)
    context = {"page": page, "today": request.actor.today, "over": over, "narrowed": gym}
    context["may_report"] = request.actor.may(Permission.STOP)
    return render(request, "minigym/faults.html", context)


@require_safe
@requires(Permission.STOP)
def report_here(request: HttpRequest) -> HttpResponse:
    """For staff who stand where no code can be scanned: which machine, or which room, is it about?"""
    gyms = Gym.objects.visible_to(request.actor).open().select_related("site")
    asked = id_in(request.GET.get("gym", ""))
    chosen = gyms if asked is None else gyms.filter(pk=asked)
    gym = chosen.get() if chosen.count() == 1 else None
    context = {
        "gym": gym,
        "items": Equipment.objects.kept().filter(gym=gym).select_related("kind") if gym else [],
        "page": None if gym else key_page(gyms, request=request, order=["sort_key", "pk"]),
    }
    return render(request, "minigym/report_here.html", context)


@requires(Permission.SEE_FAULTS)
def fault_page(request: HttpRequest, fault: int) -> HttpResponse:
    found = _fault_or_404(request, fault)
    actor, site, item = request.actor, found.gym.site, found.item
    is_open = not found.closed_at and not found.same_as_id
    mending = mending_of(found, actor.today)
    may_edit = is_open and actor.may(Permission.EDIT, at=site)
    may_stop = is_open and actor.may(Permission.STOP, at=site)
    kept = item is not None and item.status != Status.RETIRED
    stopped = item is not None and item.status == Status.OUT_OF_USE
    follows_stop = bool(found.follow_up and found.follow_up.severity == Verdict.STOP)
    context = {
        "fault": found,
        "item": item,
        "today": actor.today,
        "stages": stages_of(found),
        "mending": mending,
        "fixture": mending.regime == RegimeKey.PROPERTY,
        "order": order_of(found),
        "returned": back_in_use(found),
        "same": list(found.same.select_related("photo").order_by("reported_at")),
        "others": list(maybe_the_same(found)) if may_stop else [],
        "may_separate": found.same_as_id and actor.may(Permission.STOP, at=site),
        "may_edit": may_edit,
        "may_stop": may_stop and kept and not follows_stop,
        "may_plan": may_stop and kept and not found.follow_up_id and not stopped,
        "may_return": bool(found.closed_at) and stopped and actor.may(Permission.EDIT, at=site),
        "may_order": is_open and kept and actor.may(Permission.ORDER_SERVICE, at=site) and mending.agreement,
    }
    return render(request, "minigym/fault_page.html", context)


@require_POST
@requires(Permission.STOP)
def stop_for_fault(request: HttpRequest, fault: int) -> HttpResponse:
    found = _fault_or_404(request, fault, Permission.STOP)
    actions.stop_for_fault(fault=found, by=request.actor, version=_version(request))
    done(request, _("%(item)s är tagen ur bruk. Sätt upp skylten på maskinen.") % {"item": found.item})
    return redirect(found)


@require_POST
@requires(Permission.STOP)
def plan_repair(request: HttpRequest, fault: int) -> HttpResponse:
    found = _fault_or_404(request, fault, Permission.STOP)
    actions.plan_repair(fault=found, by=request.actor, version=_version(request))
    done(request, _("Sparat. Felet står nu bland det som ska åtgärdas."))
    return redirect(found)


@require_POST
@requires(Permission.STOP)
def join_fault(request: HttpRequest, fault: int) -> HttpResponse:
    """The report of `other` and this one become one."""
    found = _fault_or_404(request, fault, Permission.STOP)
    other = id_in(request.POST.get("other", ""))
    if other is None:
        raise Refused(_("Välj vilken anmälan som gäller samma fel."))
    joined = _fault_or_404(request, other, Permission.STOP)
    lead = actions.join_faults(fault=found, other=joined, by=request.actor, version=_version(request))
    child = joined if lead.pk == found.pk else found
    done(request, _("Anmälningarna är hoplagda."), undo_url=reverse("separate_fault", args=[child.pk]))
    return redirect(lead)


@require_POST
@requires(Permission.STOP)
def separate_fault(request: HttpRequest, fault: int) -> HttpResponse:
    found = _fault_or_404(request, fault, Permission.STOP)
    actions.separate_fault(fault=found, by=request.actor)
    done(request, _("Anmälan står för sig själv igen."))
    return redirect(found)


@requires(Permission.EDIT)
def close_fault(request: HttpRequest, fault: int) -> HttpResponse:
    found = _fault_or_404(request, fault, Permission.EDIT)
    ticked: dict[str, Any] = {"outcome": "no_fault"} if "inget-fel" in request.GET else {}
    form = CloseFaultForm(request.POST or None, fault=found, by=request.actor, initial=ticked)
    if request.method == "POST" and form.is_valid():
        try:
            closed = form.act()
        except Conflict:
            now = _fault_or_404(request, fault, Permission.EDIT)
            typed = form.cleaned_data
            theirs: list[tuple[Any, Any, Any]] = [
                (_("Vad det blev"), now.get_outcome_display(), typed["outcome"].label),
                (_("Vad som gjordes"), now.answer, typed["answer"]),
            ]
            return conflict(request, what=str(found), theirs=theirs, retry_url=found.get_absolute_url())
        if closed:
            back = form.cleaned_data.get("back_in_use")
            done(request, _("Klart. Maskinen är i bruk igen.") if back else _("Felet är avslutat."))
            return redirect(found)
    elif found.closed_at or found.same_as_id:
        return redirect(found)
    return render(request, "minigym/close_fault.html", {"fault": found, "form": form})


@requires(Permission.EDIT)
def fault_letter(request: HttpRequest, fault: int) -> HttpResponse:
    """The letter to the owner of the house, and that it has been sent."""
    found = _fault_or_404(request, fault, Permission.EDIT)
    if request.method == "POST":
        actions.ask_owner(fault=found, by=request.actor, version=_version(request))
        done(request, _("Antecknat att fastighetsägaren har fått brevet."))
        return redirect(found)
    owner = mending_of(found, request.actor.today).owner
    premises = Premises.objects.filter(site=found.gym.site_id).first()
    letter = owner and about_fault(
        fault=found,
        owner=owner,
        contact=owner.contacts.first(),
        address=premises.address if premises else "",
        sender=request.actor.name,
    )
    return render(request, "minigym/fault_letter.html", {"fault": found, "letter": letter})


@requires(Permission.SEE_FAULTS)
def fault_photo(request: HttpRequest, fault: int) -> HttpResponse:
    found = _fault_or_404(request, fault)
    if found.photo is None:
        raise Http404
    return serve(found.photo, inline=True)


def _version(request: HttpRequest) -> int | None:
    """The version that the button was drawn for."""
    return id_in(request.POST.get("version", ""))


def _fault_or_404(request: HttpRequest, fault: int, permission: Permission = Permission.SEE_FAULTS) -> Fault:
    mine = Fault.objects.filter(gym__site__in=request.actor.units(permission))
    return get_object_or_404(mine.select_related(*RELATED), pk=fault)

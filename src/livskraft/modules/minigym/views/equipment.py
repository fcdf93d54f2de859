"""What is known of an item, and what can be done with it?"""

from collections.abc import Callable
from copy import copy
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from livskraft.access.guards import requires
from livskraft.documents import qr
from livskraft.documents.report import Qr
from livskraft.files.models import StoredFile
from livskraft.files.responses import serve
from livskraft.kit.errors import Conflict, Refused
from livskraft.modules.minigym import queries
from livskraft.modules.minigym.actions import equipment as actions
from livskraft.modules.minigym.actions.follow_ups import stop_and_follow_up
from livskraft.modules.minigym.forms.equipment import EquipmentForm, MoveForm, ReasonForm, RegimeForm
from livskraft.modules.minigym.models import Equipment, Gym
from livskraft.modules.minigym.papers.labels import scanned
from livskraft.modules.minigym.permissions import Permission
from livskraft.modules.minigym.queries.faults import unplanned_faults_of
from livskraft.modules.minigym.queries.instructions import addition_to
from livskraft.modules.minigym.rules import Status, Verdict
from livskraft.organisation.queries import provider_of
from livskraft.ui.messages import done
from livskraft.ui.responses import conflict


def item_or_404(request: HttpRequest, item: int, permission: Permission = Permission.VIEW) -> Equipment:
    items = Equipment.objects.filter(gym__site__in=request.actor.units(permission))
    return get_object_or_404(items.select_related("gym__site__premises__property_owner", "kind", "regime"), pk=item)


@requires(Permission.VIEW)
def equipment_page(request: HttpRequest, item: int) -> HttpResponse:
    found = item_or_404(request, item)
    actor = request.actor
    site = found.gym.site
    terms = queries.terms_on(actor.today).get(found.regime.key)
    (row,) = queries.rows_of([found], {found.regime.key: terms} if terms else {}, actor.today)
    url = scanned(found)
    code = qr.svg(Qr(url, _("QR-kod till %(item)s") % {"item": found}))
    may_edit = actor.may(Permission.EDIT, at=site)
    context = {
        "item": found,
        "row": row,
        "terms": terms,
        "agreement": queries.agreement_for(found, actor.today),
        "provider": provider_of(site, actor.today),
        "property_owner": getattr(getattr(site, "premises", None), "property_owner", None),
        "stop": found.stops.filter(ended_at__isnull=True).first() if found.status == Status.OUT_OF_USE else None,
        "open_follow_ups": list(found.follow_ups.open()),
        "addition": addition_to(found),
        "may_write_instructions": actor.may(Permission.WRITE_INSTRUCTIONS, at=site),
        "open_faults": unplanned_faults_of(found) if actor.may(Permission.SEE_FAULTS, at=site) else [],
        "documents": list(found.documents.order_by("created_at", "pk")),
        "events": queries.history_of_item(found),
        "qr": SafeString(code),
        "qr_url": url,
        "may_edit": may_edit,
        "may_stop": actor.may(Permission.STOP, at=site),
        "retired": found.status == Status.RETIRED,
    }
    return render(request, "minigym/equipment_page.html", context)


@requires(Permission.VIEW)
def equipment_photo(request: HttpRequest, item: int) -> HttpResponse:
    found = item_or_404(request, item)
    return serve(get_object_or_404(StoredFile, pk=found.photo_id), inline=True)


@requires(Permission.VIEW)
def equipment_document(request: HttpRequest, item: int, number: int) -> HttpResponse:
    """The item's document number `number`, counted from 1 in the order they were added."""
    found = item_or_404(request, item)
    documents = list(found.documents.order_by("created_at", "pk"))
    if not 1 <= number <= len(documents):
        raise Http404
    return serve(documents[number - 1], name=documents[number - 1].original_name)


@requires(Permission.EDIT)
def add_equipment(request: HttpRequest, gym: int) -> HttpResponse:
    found = get_object_or_404(Gym.objects.editable_by(request.actor).open().select_related("site"), pk=gym)
    form = EquipmentForm(request.POST or None, request.FILES or None, gym=found, by=request.actor)
    if form.is_valid() and (item := form.act()):
        done(request, _("%(item)s är tillagd.") % {"item": item})
        return redirect("add_equipment", gym=gym) if "more" in request.POST else redirect(item)
    return render(request, "minigym/add_equipment.html", {"form": form, "gym": found})


@requires(Permission.EDIT)
def edit_equipment(request: HttpRequest, item: int) -> HttpResponse:
    found = item_or_404(request, item, Permission.EDIT)
    # The form writes on its instance; the page shows what is saved.
    form = EquipmentForm(
        request.POST or None, request.FILES or None, instance=copy(found), gym=found.gym, by=request.actor
    )
    try:
        if form.is_valid() and form.act():
            done(request, _("Ändringen är sparad."))
            return redirect(found)
    except Conflict:
        fresh = item_or_404(request, item, Permission.EDIT)
        retry = reverse("edit_equipment", args=[item])
        theirs: list[tuple[Any, Any, Any]] = [
            (form.fields[name].label, _shown(fresh, name), _shown(form.instance, name))
            for name in form.changed_data
            if name in actions.EDITABLE and name != "photo"
        ]
        return conflict(request, what=str(fresh), theirs=theirs, retry_url=retry, version=fresh.version)
    return render(request, "minigym/edit_equipment.html", {"form": form, "item": found})


def _shown(item: Equipment, name: str) -> Any:
    display = getattr(item, f"get_{name}_display", None)
    value = display() if display else getattr(item, name)
    return {True: _("Ja"), False: _("Nej")}.get(value, value) if isinstance(value, bool) else value


def _carried_out(
    form: MoveForm | ReasonForm | RegimeForm, act: Callable[..., Any], item: Equipment, request: HttpRequest
) -> bool:
    """Whether what the form says was done to the item; a refusal stands in the form."""
    if not form.is_valid():
        return False
    try:
        act(item=item, by=request.actor, **form.cleaned_data)
    except Refused as refused:
        form.refused(refused)
        return False
    return True


@requires(Permission.EDIT)
def move_equipment(request: HttpRequest, item: int) -> HttpResponse:
    found = item_or_404(request, item, Permission.EDIT)
    form = MoveForm(request.POST or None, item=found, by=request.actor)
    if _carried_out(form, actions.move_equipment, found, request):
        done(request, _("%(item)s står nu i %(gym)s.") % {"item": found, "gym": found.gym})
        return redirect(found)
    return render(request, "minigym/move_equipment.html", {"form": form, "item": found})


@requires(Permission.EDIT)
def retire_equipment(request: HttpRequest, item: int) -> HttpResponse:
    found = item_or_404(request, item, Permission.EDIT)
    form = ReasonForm(request.POST or None)
    if _carried_out(form, actions.retire_equipment, found, request):
        undo = reverse("restore_equipment", args=[item])
        done(request, _("%(item)s är kasserad. Historiken finns kvar.") % {"item": found}, undo_url=undo)
        return redirect(found.gym)
    return render(request, "minigym/retire_equipment.html", {"form": form, "item": found})


@require_POST
@requires(Permission.EDIT)
def restore_equipment(request: HttpRequest, item: int) -> HttpResponse:
    found = item_or_404(request, item, Permission.EDIT)
    actions.restore_equipment(item=found, by=request.actor)
    done(request, _("%(item)s är tillbaka i listan.") % {"item": found})
    return redirect(found)


@requires(Permission.STOP)
def stop_equipment(request: HttpRequest, item: int) -> HttpResponse:
    found = item_or_404(request, item, Permission.STOP)
    form = ReasonForm(request.POST or None)
    if _carried_out(form, stop_and_follow_up, found, request):
        done(request, _("%(item)s är tagen ur bruk. Sätt en lapp på maskinen.") % {"item": found})
        return redirect(found)
    return render(request, "minigym/stop_equipment.html", {"form": form, "item": found})


@requires(Permission.EDIT)
def return_equipment(request: HttpRequest, item: int) -> HttpResponse:
    """Back into use; where something is still to be seen to, the page that asks what was done about it says so too."""
    found = item_or_404(request, item, Permission.EDIT)
    standing = found.follow_ups.open().filter(severity=Verdict.STOP).first()
    if standing and request.method == "GET":
        return redirect(reverse("close_follow_up", args=[standing.pk]) + "?i-bruk=1")
    form = ReasonForm(request.POST or None)
    form.fields["reason"].label = _("Vad har gjorts?")
    if _carried_out(form, actions.return_to_use, found, request):
        done(request, _("%(item)s är åter i bruk.") % {"item": found})
        return redirect(found)
    return render(request, "minigym/return_equipment.html", {"form": form, "item": found})


@requires(Permission.EDIT)
def change_regime(request: HttpRequest, item: int) -> HttpResponse:
    found = item_or_404(request, item, Permission.EDIT)
    form = RegimeForm(request.POST or None, item=found)
    if _carried_out(form, actions.change_regime, found, request):
        done(request, _("Ansvaret för %(item)s är ändrat. Det gamla finns i historiken.") % {"item": found})
        return redirect(found)
    return render(request, "minigym/change_regime.html", {"form": form, "item": found})

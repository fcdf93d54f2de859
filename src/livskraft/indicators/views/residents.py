"""How many people live where, and who says so?"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from livskraft.access.guards import requires
from livskraft.indicators import actions
from livskraft.indicators.forms import ImportForm, ResidentsForm
from livskraft.indicators.imports import ReadResidents, read_residents, sealed, unsealed
from livskraft.indicators.models import Residents
from livskraft.indicators.permissions import Permission
from livskraft.kit.errors import Refused
from livskraft.organisation.kinds import UnitKind
from livskraft.ui.messages import done
from livskraft.ui.pages import key_page


@require_safe
@requires(Permission.VIEW)
def residents(request: HttpRequest) -> HttpResponse:
    held = Residents.objects.visible_to(request.actor).select_related("unit")
    page = key_page(held, request=request, order=["unit__sort_key", "-on", "pk"])
    may_record = request.actor.may(Permission.RECORD_RESIDENTS)
    units = request.actor.units(Permission.VIEW).of_kind(UnitKind.SITE).open_on(request.actor.today)
    context = {
        "page": page,
        "may_record": may_record,
        "without": units.exclude(pk__in=Residents.objects.values("unit")).order_by("sort_key", "pk"),
    }
    return render(request, "indicators/residents.html", context)


@requires(Permission.RECORD_RESIDENTS)
def record_residents(request: HttpRequest) -> HttpResponse:
    form = ResidentsForm(
        request.POST or None, actor=request.actor, initial={"unit": request.GET.get("enhet"), "on": request.actor.today}
    )
    if form.is_valid() and _saved(form, request):
        done(request, _("Antalet är sparat."))
        return redirect("residents")
    return render(request, "indicators/record_residents.html", {"form": form})


@require_POST
@requires(Permission.RECORD_RESIDENTS)
def remove_residents(request: HttpRequest, residents: int) -> HttpResponse:
    found = get_object_or_404(Residents.objects.visible_to(request.actor).select_related("unit"), pk=residents)
    actions.remove_residents(residents=found, by=request.actor)
    done(request, _("Antalet är borttaget."))
    return redirect("residents")


@requires(Permission.RECORD_RESIDENTS)
def import_residents(request: HttpRequest) -> HttpResponse:
    """A file becomes a preview on the same page; nothing is saved until it is confirmed."""
    form = ImportForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        data = form.cleaned_data
        try:
            read = read_residents(data["file"], on=data["on"], source=data["source"], by=request.actor)
        except Refused as refused:
            form.add_error("file", refused.message)
        else:
            return render(request, "indicators/preview_residents.html", _preview(read))
    return render(request, "indicators/import_residents.html", context)


@require_POST
@requires(Permission.RECORD_RESIDENTS)
def confirm_residents(request: HttpRequest) -> HttpResponse:
    try:
        numbers = unsealed(request.POST.get("rader", ""), request.actor)
    except Refused as refused:
        form = ImportForm({})
        form.errors.clear()
        form.add_error(None, refused.message)
        return render(request, "indicators/import_residents.html", {"form": form}, status=422)
    changed = actions.record_residents(numbers=numbers, by=request.actor)
    done(request, ngettext("%d antal är sparat.", "%d antal är sparade.", changed) % changed)
    return redirect("residents")


def _preview(read: ReadResidents) -> dict[str, Any]:
    good = sum(not row.problem for row in read.rows)
    return {
        "rows": read.rows,
        "good": good,
        "bad": len(read.rows) - good,
        "ignored": read.ignored,
        "sealed": sealed(read.rows),
    }


def _saved(form: ResidentsForm, request: HttpRequest) -> bool:
    data = form.cleaned_data
    number = actions.Number(data["unit"], data["on"], data["number"], data["source"])
    try:
        actions.record_residents(numbers=[number], by=request.actor)
    except Refused as refused:
        form.add_error(refused.field, refused.message)
        return False
    return True

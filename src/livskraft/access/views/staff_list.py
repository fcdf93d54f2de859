"""How does a unit's own list of staff come into Livskraft? Uploaded, looked through, put right, confirmed."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext

from livskraft.access.actions import staff as actions
from livskraft.access.forms.staff_list import FIELD_LABELS, StaffListForm, corrected, sealed, unsealed
from livskraft.access.guards import requires
from livskraft.access.imports import read_staff
from livskraft.access.permissions import Permission
from livskraft.files import content
from livskraft.kit.errors import Refused
from livskraft.organisation.models import Unit
from livskraft.ui import messages

ROWS_SHOWN = 300


@requires(Permission.IMPORT_STAFF)
def staff_list(request: HttpRequest) -> HttpResponse:
    """The upload; what was found is shown at once, and the file is thrown away."""
    form = StaffListForm(request.POST or None, request.FILES or None, units=actions.units_for(request.actor))
    if form.is_valid():
        try:
            sheet = read_staff(content.spreadsheet(form.cleaned_data["file"], field="file").data)
        except Refused as refused:
            form.add_error("file", refused.message)
        else:
            return _preview(request, sheet.rows, form.default_unit, sheet.ignored)
    return render(request, "access/staff_list.html", {"form": form})


@requires(Permission.IMPORT_STAFF)
def review_staff_list(request: HttpRequest) -> HttpResponse:
    """The list with what was put right: shown again, or brought in when it is confirmed."""
    if "list" not in request.POST:
        return redirect("staff_list")
    try:
        carried = unsealed(request.POST["list"], request.actor)
    except Refused as refused:
        form = StaffListForm(units=actions.units_for(request.actor))
        return render(request, "access/staff_list.html", {"form": form, "why": refused.message}, status=422)
    rows = corrected(carried.rows, request.POST)
    unit = next((each for each in actions.units_for(request.actor) if each.pk == carried.unit_id), None)
    if "confirm" not in request.POST:
        return _preview(request, rows, unit, carried.ignored)
    try:
        added = len(actions.import_staff(rows=rows, default_unit=unit, by=request.actor))
    except Refused as refused:
        return _preview(request, rows, unit, carried.ignored, why=refused.message)
    told = ngettext("%(number)s uppdrag lades till.", "%(number)s uppdrag lades till.", added)
    messages.done(request, told % {"number": added})
    return redirect("staff")


def _preview(
    request: HttpRequest,
    rows: Mapping[int, Mapping[str, str]],
    unit: Unit | None,
    ignored: list[str],
    *,
    why: str = "",
) -> HttpResponse:
    listed = actions.look_through(rows, default_unit=unit, by=request.actor)
    wrong = [
        (person, [(field, FIELD_LABELS[field], person.written.get(field, ""), text) for field, text in found.items()])
        for person in listed.wrong
        if (found := person.problems)
    ]
    right = [person for person in listed.people if not person.problems]
    context = {
        "listed": listed,
        "wrong": wrong,
        "right": right[:ROWS_SHOWN],
        "more": max(0, len(right) - ROWS_SHOWN),
        "left_out": sum(bool(person.left_out) for person in right),
        "sealed": sealed(rows, unit, ignored, request.actor),
        "roles": [(role.value, role.label) for role in actions.roles_for(request.actor)],
        "units": actions.units_for(request.actor),
        "ignored": ignored,
        "why": why,
    }
    return render(request, "access/review_staff_list.html", context)

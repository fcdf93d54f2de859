"""How does a unit's own inventory workbook come into Livskraft?"""

from itertools import islice
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect

from livskraft.access.guards import requires
from livskraft.kit.errors import Conflict, Refused
from livskraft.modules.minigym.actions import uploads as actions
from livskraft.modules.minigym.forms.uploads import FIELD_LABELS, OWNER_WORDS, ImportForm, read_corrections
from livskraft.modules.minigym.imports import InventoryPreview
from livskraft.modules.minigym.models import Gym, InventoryUpload, Regime
from livskraft.modules.minigym.permissions import Permission
from livskraft.modules.minigym.tasks import progress_key, run_import
from livskraft.ui.messages import done

# A workbook larger than this is read while a page says so, and brought in by the worker.
LARGE_BYTES = 200_000
ROWS_SHOWN = 100
PROBLEMS_SHOWN = 100


@requires(Permission.EDIT)
def import_inventory(request: HttpRequest, gym: int) -> HttpResponse:
    found = get_object_or_404(Gym.objects.editable_by(request.actor).open().select_related("site"), pk=gym)
    form = ImportForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            upload = actions.start_import(gym=found, file=file, filename=file.name, by=request.actor)
        except Refused as refused:
            form.add_error("file", refused.message)
        else:
            if upload.file and upload.file.size > LARGE_BYTES:
                return redirect("preview_import", upload=upload.pk)
            try:
                actions.read_upload(upload, by=request.actor)
            except Refused as refused:
                actions.cancel_import(upload=upload, by=request.actor)
                form.add_error("file", refused.message)
            else:
                return redirect("preview_import", upload=upload.pk)
    waiting = found.uploads.filter(confirmed_at__isnull=True, file__isnull=False).select_related("uploaded_by")
    context = {"form": form, "gym": found, "waiting": waiting[:5]}
    return render(request, "minigym/import_inventory.html", context)


@requires(Permission.EDIT)
def preview_import(request: HttpRequest, upload: int) -> HttpResponse:
    found = _upload_or_404(request, upload)
    if found.confirmed_at or found.is_with_the_worker(request.actor.at):
        return redirect("import_progress", upload=upload)
    if request.method == "POST":
        _fix(request, found)
        done(request, _("Listan är läst på nytt."))
        return redirect("preview_import", upload=upload)
    if found.file and found.file.size > LARGE_BYTES and "visa" not in request.GET:
        return render(request, "minigym/reading_import.html", {"upload": found, "gym": found.gym})
    try:
        preview = actions.read_upload(found, by=request.actor)
    except Refused as refused:
        context = {"upload": found, "gym": found.gym, "why": refused.message}
        return render(request, "minigym/unreadable_import.html", context, status=422)
    there = actions.already_there(found.gym, preview, actions.source_of(found, preview))
    context = _preview_context(found, preview, there, request.GET.get("sida", "1"))
    return render(request, "minigym/preview_import.html", context)


@require_POST
@requires(Permission.EDIT)
def confirm_import(request: HttpRequest, upload: int) -> HttpResponse:
    found = _upload_or_404(request, upload)
    if found.confirmed_at:
        return redirect("import_progress", upload=upload)
    found = _fix(request, found)
    accept = "accept_unknown" in request.POST
    if found.file and found.file.size > LARGE_BYTES:
        actions.queue_import(upload=found, by=request.actor)
        assert request.actor.assignment
        run_import.enqueue(found.pk, request.actor.assignment.pk, accept)
        return redirect("import_progress", upload=upload)
    preview = actions.read_upload(found, by=request.actor)
    result = actions.import_items(
        gym=found.gym, preview=preview, by=request.actor, upload=found, unread_as_unknown=accept
    )
    done(request, _told(len(result.added), result.already_there))
    return redirect(found.gym)


@require_POST
@requires(Permission.EDIT)
def cancel_import(request: HttpRequest, upload: int) -> HttpResponse:
    found = _upload_or_404(request, upload)
    gym = found.gym
    actions.cancel_import(upload=found, by=request.actor)
    done(request, _("Inläsningen är avbruten och filen borttagen. Inget är sparat."))
    return redirect(gym)


@requires(Permission.EDIT)
def import_progress(request: HttpRequest, upload: int) -> HttpResponse:
    found = _upload_or_404(request, upload)
    if found.confirmed_at or found.failed:
        if found.confirmed_at:
            done(request, _told(found.added, found.already_there))
        answer = redirect(found.gym) if found.confirmed_at else redirect("preview_import", upload=upload)
        return HttpResponseClientRedirect(answer.url) if request.htmx else answer
    if not found.is_with_the_worker(request.actor.at):
        answer = redirect("preview_import", upload=upload)
        return HttpResponseClientRedirect(answer.url) if request.htmx else answer
    read, total = cache.get(progress_key(upload)) or (0, 0)
    context = {"upload": found, "gym": found.gym, "read": read, "total": total}
    return render(request, "minigym/import_progress.html", context)


def _upload_or_404(request: HttpRequest, upload: int) -> InventoryUpload:
    uploads = InventoryUpload.objects.visible_to(request.actor)
    return get_object_or_404(uploads.select_related("gym__site", "file"), pk=upload)


def _fix(request: HttpRequest, upload: InventoryUpload) -> InventoryUpload:
    """The upload with what the page said; Conflict when somebody else corrected it meanwhile."""
    mapping, fixes = read_corrections(request.POST)
    version = request.POST.get("version", "")
    if not version.isdecimal():
        raise Conflict(upload.filename)
    return actions.fix_upload(upload=upload, mapping=mapping, fixes=fixes, version=int(version[:9]), by=request.actor)


def _told(added: int, there: int) -> str:
    text = ngettext("%d maskin lades till.", "%d maskiner lades till.", added) % added
    return text + (" " + ngettext("%d fanns redan.", "%d fanns redan.", there) % there if there else "")


def _preview_context(
    upload: InventoryUpload, preview: InventoryPreview, there: dict[int, Any], page: str
) -> dict[str, Any]:
    regimes = {regime.key: regime.name for regime in Regime.objects.all()}
    number = int(page) if page.isdecimal() and len(page) < 6 else 1
    last = max(1, -(-len(preview.items) // ROWS_SHOWN))
    number = min(max(number, 1), last)
    shown = preview.items[(number - 1) * ROWS_SHOWN : number * ROWS_SHOWN]
    unread = [(item, cell) for item in preview.items for cell in item.problems]
    needed = [pair for pair in unread if pair[1].field in actions.NEEDED]
    return {
        "upload": upload,
        "gym": upload.gym,
        "preview": preview,
        "labels": FIELD_LABELS,
        "columns": [column for column in preview.columns if column.header or column.samples],
        "rows": [(item, there.get(item.row), regimes.get(item.regime or "", "")) for item in shown],
        "unread": [
            (item, cell, FIELD_LABELS.get(cell.field, cell.field)) for item, cell in islice(unread, PROBLEMS_SHOWN)
        ],
        "unread_count": len(unread),
        "unread_more": max(0, len(unread) - PROBLEMS_SHOWN),
        "optional_count": len(unread) - len(needed),
        "needed_count": len(needed),
        "there_count": len(there),
        "new_count": len(preview.items) - len(there),
        "stopped_count": sum(item.out_of_use for item in preview.items),
        "moving": [item for item in preview.items if item.moves_to],
        "skipped": [row for row in preview.skipped if row.what != "blank"][:ROWS_SHOWN],
        "blank_count": sum(row.what == "blank" for row in preview.skipped),
        "owners": [(word, regimes.get(key, key.label), key) for key, word in OWNER_WORDS.items()],
        "number": number,
        "last": last,
    }

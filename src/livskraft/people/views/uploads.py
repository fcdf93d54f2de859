"""How does a unit's own list of persons come into Livskraft? Uploaded, looked through, put right, confirmed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from livskraft.access import audit
from livskraft.access.guards import requires
from livskraft.access.throttle import too_many
from livskraft.files import content
from livskraft.kit.errors import Refused
from livskraft.people.actions import uploads as actions
from livskraft.people.forms.uploads import FIELD_LABELS, PersonListForm, masked, read_said, shown
from livskraft.people.models import PersonUpload
from livskraft.people.permissions import Permission
from livskraft.people.queries.uploads import Judged, Outcome, Stored, look_through, numbers_of
from livskraft.people.rules.relations import STATED_DAYS
from livskraft.ui.messages import done

ROWS_SHOWN = 50
MOST_TO_CORRECT = 30
# A brake on asking who is known by listing numbers.
MOST_LISTS, PER_SECONDS = 60, 3600
KINDS = {
    Outcome.NEW: "done",
    Outcome.HERE: "info",
    Outcome.KNOWN: "info",
    Outcome.DOUBT: "soon",
    Outcome.TWICE: "info",
    Outcome.WRONG: "late",
    Outcome.SKIPPED: "info",
    Outcome.REFUSED: "stopped",
}


@requires(Permission.MANAGE)
def import_persons(request: HttpRequest) -> HttpResponse:
    """The upload. What it says is kept a day, encrypted; the file is thrown away at once."""
    form = PersonListForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            _not_too_often(request)
            file = content.spreadsheet(form.cleaned_data["file"], field="file")
            upload = actions.start_upload(data=file.data, file_name=file.name, by=request.actor)
        except Refused as refused:
            form.add_error("file", refused.message)
        else:
            return redirect("person_upload", person_upload=upload.pk)
    waiting = PersonUpload.objects.visible_to(request.actor).filter(taken_in_at=None).defer("content")
    context = {"form": form, "waiting": waiting.select_related("uploaded_by")[:5]}
    return render(request, "people/import_persons.html", context)


@requires(Permission.MANAGE)
def person_upload(request: HttpRequest, person_upload: int) -> HttpResponse:
    """What each row becomes; put right, and taken in when it is confirmed."""
    found = _upload_or_404(request, person_upload)
    why = ""
    if request.method == "POST" and not found.taken_in_at:
        said = read_said(request.POST)
        try:
            if said.changes:
                _not_too_often(request)
                found = actions.correct_upload(
                    upload=found,
                    fixes=said.fixes,
                    skip=said.skip,
                    take=said.take,
                    version=said.version,
                    by=request.actor,
                )
            if "confirm" in request.POST:
                found = actions.take_in(
                    upload=found,
                    skip_wrong="skip_wrong" in request.POST,
                    take_doubts="take_doubts" in request.POST,
                    relate_known="relate_known" in request.POST,
                    version=found.version if said.changes else said.version,
                    by=request.actor,
                )
                done(request, _told(found))
                return redirect(found.get_absolute_url())
        except Refused as refused:
            why = refused.message
        else:
            done(request, _("Listan är läst på nytt."))
            return redirect(f"{request.path}?{request.GET.urlencode()}" if request.GET else request.path)
    if found.taken_in_at:
        return render(request, "people/taken_in_list.html", {"upload": found})
    return _preview(request, found, why)


@require_POST
@requires(Permission.MANAGE)
def discard_person_upload(request: HttpRequest, person_upload: int) -> HttpResponse:
    actions.discard(upload=_upload_or_404(request, person_upload), by=request.actor)
    done(request, _("Listan är kastad. Inget av den är inläst."))
    return redirect("import_persons")


def _upload_or_404(request: HttpRequest, pk: int) -> PersonUpload:
    found: PersonUpload = get_object_or_404(
        PersonUpload.objects.visible_to(request.actor).select_related("unit"), pk=pk
    )
    return found


def _not_too_often(request: HttpRequest) -> None:
    user = request.actor.user
    assert user, "somebody is signed in"
    if too_many(request, f"person_lists:{user.pk}", most=MOST_LISTS, seconds=PER_SECONDS):
        raise Refused(_("Du har läst in och rättat många listor den senaste timmen. Vänta en stund och försök igen."))


def _told(upload: PersonUpload) -> str:
    number = upload.summary.get("new", 0)
    return ngettext("%(number)d person registrerades.", "%(number)d personer registrerades.", number) % {
        "number": number
    }


def _preview(request: HttpRequest, upload: PersonUpload, why: str) -> HttpResponse:
    stored = Stored.read(upload)
    judged = look_through(stored, upload, request.actor)
    numbers = numbers_of(judged)
    only = request.GET.get("visa", "")
    only = only if only in Outcome.values else ""
    page = _page(request, [each for each in judged if each.outcome == only] if only else judged)
    first = not page.previous_url and only in ("", Outcome.WRONG)
    wrong = [each for each in judged if each.outcome == Outcome.WRONG] if first else []
    audit.read(request.actor, "people.list_read", [upload, *_persons(page.items)])
    context = {
        "upload": upload,
        "stored": stored,
        "judged": judged,
        "numbers": {outcome.value: number for outcome, number in numbers.items()},
        "counts": [(outcome, KINDS[outcome], numbers[outcome]) for outcome in Outcome if numbers[outcome]],
        "only": Outcome(only) if only else None,
        "page": page,
        "rows": [(each, KINDS[each.outcome]) for each in page.items],
        "wrong": [(each, _to_correct(each, stored)) for each in wrong[:MOST_TO_CORRECT]],
        "more_wrong": max(0, numbers[Outcome.WRONG] - MOST_TO_CORRECT) if wrong else 0,
        "taken": set(stored.taken),
        "why": why,
        "stated_days": STATED_DAYS,
    }
    return render(request, "people/person_upload.html", context, status=422 if why else 200)


def _to_correct(each: Judged, stored: Stored) -> list[tuple[str, Any, str, str, str]]:
    """Of each field that is wrong: its name and label, what may be shown of what is written, its hint, and why."""
    written = stored.rows[each.row]
    return [
        (name, FIELD_LABELS[name], shown(name, written), masked(written.get(name, "")) if name == "number" else "", why)
        for name, why in each.person.problems.items()
    ]


def _persons(rows: Sequence[Judged]) -> list[Any]:
    return list({each.match.pk: each.match for each in rows if each.match}.values())


@dataclass(frozen=True)
class _Page:
    """Some of the rows, as `pager` shows them."""

    items: list[Judged]
    previous_url: str = ""
    next_url: str = ""
    summary: str = ""


def _page(request: HttpRequest, rows: list[Judged]) -> _Page:
    """By the number of the last row, not by counting: rows that are put right meanwhile move no others."""
    before, after = (_row(request.GET.get(name, "")) for name in ("fore", "efter"))
    if before:
        earlier = [each for each in rows if each.row < before]
        items = earlier[-ROWS_SHOWN:]
    else:
        items = [each for each in rows if each.row > after][:ROWS_SHOWN]
    if not items:
        items = rows[:ROWS_SHOWN]
    if len(items) == len(rows):
        return _Page(items)
    kept = {"visa": request.GET["visa"]} if request.GET.get("visa") else {}

    def url(name: str, row: int) -> str:
        return f"?{urlencode(kept | {name: row})}#rader"

    return _Page(
        items,
        url("fore", items[0].row) if items[0] is not rows[0] else "",
        url("efter", items[-1].row) if items[-1] is not rows[-1] else "",
        _("Rad %(first)s till %(last)s") % {"first": items[0].row, "last": items[-1].row},
    )


def _row(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 8 else 0

"""How does the system administrator see which codes are in force, and load another list once it is looked through?"""

from datetime import date

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from livskraft.access.guards import requires
from livskraft.files import content
from livskraft.kit.errors import Refused
from livskraft.modules.training.actions.codes import load_codes
from livskraft.modules.training.forms.codes import CodeListForm, ConfirmForm, seal
from livskraft.modules.training.imports import read_codes
from livskraft.modules.training.models import CodeList
from livskraft.modules.training.permissions import Permission
from livskraft.modules.training.queries.codes import list_in_force, search
from livskraft.modules.training.rules.codes import Read
from livskraft.ui.messages import done

LISTS_SHOWN, FAULTS_SHOWN, CODES_SHOWN = 20, 100, 10


@require_safe
@requires(Permission.ADMINISTER_JOURNAL)
def code_lists(request: HttpRequest) -> HttpResponse:
    """The lists, which of them is in force, and a search in it."""
    today = request.actor.today
    lists = CodeList.objects.select_related("loaded_by").annotate(number=Count("codes"))[:LISTS_SHOWN]
    words = request.GET.get("q", "").strip()[:100]
    context = {
        "lists": lists,
        "current": list_in_force(today),
        "words": words,
        "found": search(words, today) if words else [],
        "today": today,
    }
    return render(request, "training/code_lists.html", context)


@requires(Permission.ADMINISTER_JOURNAL)
def add_code_list(request: HttpRequest) -> HttpResponse:
    """Reads the file and shows what it says; nothing is saved."""
    form = CodeListForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            file = content.spreadsheet(form.cleaned_data["file"], field="file")
            read = read_codes(file.data)
        except Refused as refused:
            form.add_error("file", refused.message)
        else:
            return _preview(request, read, file.name, form.cleaned_data["starts"], form.cleaned_data["source"])
    return render(request, "training/add_code_list.html", {"form": form})


@require_POST
@requires(Permission.ADMINISTER_JOURNAL)
def load_code_list(request: HttpRequest) -> HttpResponse:
    """Saves what was looked through, whole or, when it was said so, without the rows that were wrong."""
    form = ConfirmForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Det är för länge sedan filen lästes. Läs in den igen."))
        return redirect("add_code_list")
    said = form.cleaned_data["sealed"]
    try:
        # The wrong rows were left out when it was sealed, and it was said that they would be.
        made = load_codes(
            read=Read(said["codes"]),
            name=said["name"],
            starts=date.fromisoformat(said["starts"]),
            source=said["source"],
            by=request.actor,
        )
    except Refused as refused:
        messages.error(request, refused.message)
        return redirect("add_code_list")
    number = made.codes.count()
    done(request, ngettext("%(number)d kod är inläst.", "%(number)d koder är inlästa.", number) % {"number": number})
    return redirect("code_lists")


def _preview(request: HttpRequest, read: Read, name: str, starts: date, source: str) -> HttpResponse:
    said = {"codes": read.codes, "name": name, "starts": starts.isoformat(), "source": source}
    context = {
        "read": read,
        "codes": len(read.codes),
        "wrong": len(read.faults),
        "name": name,
        "starts": starts,
        "source": source,
        "first": list(read.codes.items())[:CODES_SHOWN],
        "faults": read.faults[:FAULTS_SHOWN],
        "more": max(0, len(read.faults) - FAULTS_SHOWN),
        "sealed": seal(said) if read.codes else "",
        "today": request.actor.today,
    }
    return render(request, "training/preview_code_list.html", context, status=422 if read.faults else 200)

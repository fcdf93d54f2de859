"""How is it filled in who came, on a phone at the door or from a paper afterwards?"""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from livskraft.access import audit
from livskraft.access.guards import requires
from livskraft.documents import pdf, responses
from livskraft.kit.errors import Conflict, Refused
from livskraft.modules.activities.actions.attendance import Ticked, save_attendance
from livskraft.modules.activities.forms.attendance import HeadCountForm, counted_rows, ticked
from livskraft.modules.activities.models import Occasion
from livskraft.modules.activities.papers.attendance import attendance_list, head_count_list, printable
from livskraft.modules.activities.permissions import Permission
from livskraft.modules.activities.queries.attendance import came_to, corrections, head_counts, search, tap_list
from livskraft.modules.activities.rules.attendance import OPENS_BEFORE
from livskraft.ui.messages import done
from livskraft.ui.responses import conflict


@requires(Permission.ATTEND)
def attendance(request: HttpRequest, occasion: int) -> HttpResponse:
    """The tap list; a search within it changes nothing and loses no tick."""
    held = get_object_or_404(_occasions(request, Permission.ATTEND), pk=occasion)
    if held.activity.counts_heads and not held.attendances.exists():
        return redirect("head_count", held.pk)
    sent = ticked(request.POST)
    refused, text, found = "", "", []
    if request.method == "POST" and request.POST.get("do") == "search":
        text = " ".join(request.POST.get("search", "").replace("\x00", "").split())[:160]
        found = search(text, request.actor)
    elif request.method == "POST":
        try:
            number = save_attendance(occasion=held, ticked=sent, by=request.actor)
        except Refused as no:
            refused = no.message
        else:
            said = ngettext("Närvaron är sparad: %(number)s kom.", "Närvaron är sparad: %(number)s kom.", number)
            done(request, said % {"number": number} if number else _("Närvaron är sparad: ingen kom."))
            return redirect("attendance", held.pk)
    return tap_page(request, held, sent if request.method == "POST" else None, refused, text, found)


def tap_page(
    request: HttpRequest, held: Occasion, sent: Ticked | None, refused: str, text: str, found: list[Any]
) -> HttpResponse:
    """The list with what somebody has `sent`, also of an occasion that is in no table yet."""
    actor = request.actor
    people = (
        tap_list(held, actor)
        if sent is None
        else tap_list(
            held, actor, ticked=sent.here, shown=sent.shown, sign_ups=sent.sign_ups, new=list(sent.new), found=found
        )
    )
    changed, named = corrections(held, actor)
    persons = list({person.pk: person for person in [*people.persons, *named]}.values())
    # Before anything about them leaves here.
    if persons:
        audit.read(actor, "activities.attendance_read", [held, *persons])
    context = {
        "occasion": held,
        "people": people,
        "refused": refused,
        "searched": text,
        "found": {str(person.pk) for person in found},
        "may_add": bool(text) and text not in (sent.new if sent else ()),
        "corrections": changed,
        "open": _is_open(held, request),
        "today": actor.today,
    }
    return render(request, "activities/attendance.html", context)


@requires(Permission.COUNT)
def head_count(request: HttpRequest, occasion: int) -> HttpResponse:
    """How many of each age group and gender came, where the committee has decided that nobody is named."""
    held = get_object_or_404(_occasions(request, Permission.COUNT), pk=occasion)
    saved = head_counts(held)
    if not held.activity.counts_heads and not saved and request.actor.may(Permission.ATTEND, at=held.site):
        return redirect("attendance", held.pk)
    form = HeadCountForm(request.POST or None, occasion=held, saved=saved, by=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            number = form.act()
        except Conflict:
            return count_conflict(request, held, form)
        if number is not None:
            done(request, _("Antalet är sparat: %(number)s kom.") % {"number": number})
            return redirect("head_count", held.pk)
    return count_page(request, held, form)


def count_conflict(request: HttpRequest, held: Occasion, form: HeadCountForm) -> HttpResponse:
    theirs: list[tuple[Any, Any, Any]] = [*counted_rows(head_counts(held), form.typed)]
    return conflict(request, what=str(held), theirs=theirs, retry_url=reverse("head_count", args=[held.pk]))


def count_page(request: HttpRequest, held: Occasion, form: HeadCountForm) -> HttpResponse:
    """The numbers, also of an occasion that is in no table yet."""
    changed, _named = corrections(held, request.actor)
    context = {
        "occasion": held,
        "form": form,
        "total": came_to(held),
        "corrections": changed,
        "open": _is_open(held, request),
        "today": request.actor.today,
    }
    return render(request, "activities/head_count.html", context)


@require_safe
@requires(Permission.ATTEND)
def attendance_paper(request: HttpRequest, occasion: int) -> HttpResponse:
    """The list to lie at the door."""
    held = get_object_or_404(_occasions(request, Permission.ATTEND), pk=occasion)
    actor = request.actor
    if held.activity.counts_heads:
        return responses.pdf(pdf.render(head_count_list(held, actor)), _("Räkna besökare %(day)s") % {"day": held.on})
    people = tap_list(held, actor)
    if people.persons:
        audit.read(actor, "activities.attendance_read", [held, *people.persons])
    paper = attendance_list(held, printable(people), actor)
    return responses.pdf(pdf.render(paper), _("Närvarolista %(day)s") % {"day": held.on})


def _occasions(request: HttpRequest, permission: Permission) -> QuerySet[Occasion]:
    mine = Occasion.objects.filter(site__in=request.actor.units(permission))
    return mine.select_related("activity", "site", "attendance_taken_by")


def _is_open(held: Occasion, request: HttpRequest) -> bool:
    return not held.is_cancelled and request.actor.at >= held.starts_at - OPENS_BEFORE

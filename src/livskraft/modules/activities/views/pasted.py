"""How does the week's text become a programme: pasted, looked through, saved?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from livskraft.access.guards import requires
from livskraft.kit.errors import Conflict
from livskraft.kit.ids import id_in
from livskraft.modules.activities.forms.pasted import LookThroughForm, PasteForm
from livskraft.modules.activities.models import PastedProgramme
from livskraft.modules.activities.permissions import Permission
from livskraft.modules.activities.queries.pasted import choices_of, reading_of
from livskraft.modules.activities.rules.pasted_reading import Kind
from livskraft.modules.activities.rules.programme import week_of
from livskraft.ui.messages import done


@requires(Permission.PLAN)
def paste_programme(request: HttpRequest, site: int) -> HttpResponse:
    """An empty sheet, or the text that is to be corrected."""
    actor = request.actor
    found = get_object_or_404(actor.units(Permission.PLAN).sites(), pk=site)
    form = PasteForm(request.POST or None, site=found, by=actor)
    if earlier := id_in(request.GET.get("fran", "")):
        before = get_object_or_404(PastedProgramme.objects.visible_to(actor), pk=earlier, site=found)
        form.initial = {"text": before.text, "year": before.year}
    if request.method == "POST" and form.is_valid() and (pasted := form.act()):
        return redirect("pasted_programme", pasted.pk)
    return render(request, "activities/paste_programme.html", {"site": found, "form": form})


@requires(Permission.PLAN)
def pasted_programme(request: HttpRequest, pasted: int) -> HttpResponse:
    """What each line was understood as, and what was not understood; saved when it is confirmed."""
    actor = request.actor
    found = get_object_or_404(PastedProgramme.objects.visible_to(actor).select_related("site"), pk=pasted)
    reading = reading_of(found)
    choices = choices_of(found, reading)
    form = LookThroughForm(request.POST or None, pasted=found, choices=choices, by=actor)
    if request.method == "POST" and form.is_valid():
        try:
            added = form.act()
        except Conflict:
            added = None
            form.add_error(None, _("Någon annan har redan sparat programmet."))
        if added is not None:
            text = ngettext(
                "%(number)d tid lades till i programmet.", "%(number)d tider lades till i programmet.", added
            )
            done(request, text % {"number": added})
            first = choices.weeks[0].monday if choices.weeks else actor.today
            return redirect(f"{reverse('programme', args=[found.site_id])}?vecka={week_of(first).code}")
    context = {
        "pasted": found,
        "site": found.site,
        "form": form,
        "weeks": [(week_of(week.monday), week) for week in choices.weeks],
        "unread": [line for line in reading.lines if line.kind == Kind.UNREAD or line.left],
        "lines": [line for line in reading.lines if line.kind != Kind.BLANK],
        "read": sum(line.kind in (Kind.ACTIVITY, Kind.CLOSED) for line in reading.lines),
        "today": actor.today,
    }
    return render(request, "activities/pasted_programme.html", context)

"""What is at a site, what needs somebody there, and which sites are there?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from livskraft.access.guards import may_open, requires
from livskraft.duties.catalogue import kinds
from livskraft.duties.queries import duties_at
from livskraft.kit.errors import Conflict
from livskraft.modules.activities.public import programme_for_anybody
from livskraft.modules.minigym.public import gyms_at
from livskraft.organisation.models import Presentation, Unit
from livskraft.overview.board import board, doable, without_persons
from livskraft.overview.forms import PresentationForm
from livskraft.overview.permissions import Permission
from livskraft.overview.queries import Choice, overview, site_facts
from livskraft.ui.messages import done
from livskraft.ui.responses import conflict


@require_safe
@requires(Permission.SEE_SITES)
def sites(request: HttpRequest) -> HttpResponse:
    found = overview(request.actor.units(Permission.SEE_SITES), request.actor.today, Choice())
    if found.sites == 1:
        return redirect("site_page", site=found.areas[0].rows[0].pk)
    return render(request, "overview/sites.html", {"overview": found})


@require_safe
@requires(Permission.SEE_SITES)
def site_page(request: HttpRequest, site: int) -> HttpResponse:
    actor = request.actor
    unit = get_object_or_404(actor.units(Permission.SEE_SITES).sites(), pk=site)
    here = Unit.objects.filter(pk=unit.pk)
    every = duties_at([unit.pk], actor.today)
    does = doable(every, actor)
    duties = [without_persons(duty, does) for duty in every]
    asked = request.GET.get("slag", "")
    kind = next((each for each in kinds if each.key == asked), None)
    programme = reverse("programme", args=[unit.pk])
    context = {
        "site": unit,
        "facts": site_facts(unit, actor.today),
        "on_today": next(iter(programme_for_anybody([unit.pk], actor.today, actor.today)[unit.pk]), None),
        "programme_url": programme if may_open(actor, programme) else "",
        "gyms": gyms_at(here, actor),
        "board": board(
            [duty for duty in duties if kind in (None, duty.kind)], actor.today, request.GET.get("visa", "")
        ),
        "kind": kind,
        "doable": does,
        "today": actor.today,
        "may_present": actor.may(Permission.PRESENT_SITE, at=unit),
    }
    return render(request, "overview/site_page.html", context)


@requires(Permission.PRESENT_SITE)
def present(request: HttpRequest, site: int) -> HttpResponse:
    """What the public reads of the site."""
    unit = get_object_or_404(request.actor.units(Permission.PRESENT_SITE).sites(), pk=site)
    told = Presentation.objects.filter(site=unit).first()
    form = PresentationForm(request.POST or None, request.FILES or None, told=told)
    if form.is_valid():
        try:
            if form.act(unit, request.actor):
                done(request, _("Sidan för allmänheten är ändrad."))
                return redirect("place", site=unit.pk)
        except Conflict as clash:
            return _both(request, form, unit, str(clash))
    return render(request, "overview/present.html", {"site": unit, "form": form, "told": told})


def _both(request: HttpRequest, form: PresentationForm, unit: Unit, what: str) -> HttpResponse:
    told = Presentation.objects.get(site=unit)
    theirs = [
        (bound.label, getattr(told, bound.name), form.cleaned_data.get(bound.name))
        for bound in form.visible_fields()
        if bound.name not in ("picture", "remove_picture")
    ]
    return conflict(request, what=what, theirs=theirs, retry_url=request.get_full_path(), version=told.version)

"""How does anybody report an incident, and see what came of it?"""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from livskraft.access import audit
from livskraft.access.guards import requires
from livskraft.access.roles import Role
from livskraft.modules.incidents.actions.reports import item_at, item_of
from livskraft.modules.incidents.forms.reports import FirstForm, SecondForm
from livskraft.modules.incidents.models import Incident
from livskraft.modules.incidents.permissions import Permission
from livskraft.modules.incidents.queries import holders, texts
from livskraft.modules.incidents.rules import Insurance
from livskraft.organisation.models import Unit
from livskraft.ui.messages import done
from livskraft.ui.pages import key_page


@requires(Permission.REPORT)
def incidents(request: HttpRequest) -> HttpResponse:
    """Everybody's way in: report, and what one has reported."""
    mine = Incident.objects.reported_by_actor(request.actor).select_related("site").order_by("-reported_at")
    actor = request.actor
    seen = Incident.objects.visible_to(actor).open() if actor.may(Permission.VIEW) else Incident.objects.none()
    context = {
        "page": key_page(mine, request=request, order=["-reported_at", "pk"], size=20),
        "may_view": actor.may(Permission.VIEW),
        "may_see_overview": actor.may(Permission.SEE_OVERVIEW),
        "may_change_texts": actor.may(Permission.CHANGE_TEXTS),
        "open": seen.count(),
    }
    return render(request, "incidents/incidents.html", context)


@requires(Permission.REPORT)
def report_incident(request: HttpRequest) -> HttpResponse:
    """The first page: the place and three taps; they travel on in the address, for none is about a person."""
    form = FirstForm(request.GET if "steg" in request.GET else None, by=request.actor, initial=request.GET.dict())
    if form.is_bound and form.is_valid():
        return redirect(f"{reverse('report_details')}?{urlencode(form.cleaned_data)}")
    return render(request, "incidents/report_incident.html", {"form": form})


@requires(Permission.REPORT)
def report_details(request: HttpRequest) -> HttpResponse:
    """The second page: what must also be known. Sent with POST, for it may name a person."""
    first = FirstForm(request.GET, by=request.actor)
    if not first.is_valid():
        return redirect("report_incident")
    answers = first.cleaned_data
    site = get_object_or_404(Unit.objects.sites(), pk=int(answers["site"]))
    form = SecondForm(request.POST or None, site=site, first=answers, by=request.actor)
    if request.method == "POST" and form.is_valid():
        incident = form.act()
        if incident:
            done(request, _("Tack. Rapporten är sparad och chefen har fått den."))
            return redirect("my_report", report=incident.pk)
    context = {"form": form, "site": site, "back": f"{reverse('report_incident')}?{urlencode(answers)}"}
    return render(request, "incidents/report_details.html", context)


@requires(Permission.REPORT)
def my_report(request: HttpRequest, report: int) -> HttpResponse:
    """What the answers led to, in one line of why, and what has come of it; whoever reported sees no name."""
    mine = Incident.objects.reported_by_actor(request.actor).select_related("site")
    incident = get_object_or_404(mine, pk=report)
    if incident.is_named:
        audit.read(request.actor, "incidents.own_report_read", [incident])
    said = texts()
    insurances = [said[Insurance(step.insurance)] for step in incident.insurances.all()]
    context = {
        "incident": incident,
        "route": incident.route,
        "item": item_at(incident.site, incident.item_id, request.actor),
        "item_now": item_of(incident),
        "insurances": insurances,
        "tell_visitor": any(text.insurance == Insurance.OWN for text in insurances),
        "managers": holders(incident.site, Role.UNIT_MANAGER, request.actor.today),
        "coordinators": holders(incident.site, Role.SAFETY_COORDINATOR, request.actor.today),
    }
    return render(request, "incidents/my_report.html", context)

"""How does a manager or a safety coordinator take an incident from report to closed?"""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from livskraft.access import audit
from livskraft.access.guards import requires
from livskraft.access.roles import Role
from livskraft.kit.errors import Conflict
from livskraft.modules.incidents.actions import handling
from livskraft.modules.incidents.actions.reports import item_at, item_of
from livskraft.modules.incidents.actions.writing import parties
from livskraft.modules.incidents.forms.filters import FilterForm
from livskraft.modules.incidents.forms.handling import (
    ConsiderForm,
    DecideForm,
    FinishMeasureForm,
    InsuranceForm,
    MeasureForm,
    NoteForm,
    ReasonForm,
)
from livskraft.modules.incidents.forms.reports import CorrectForm
from livskraft.modules.incidents.models import Incident, InsuranceStep, Measure
from livskraft.modules.incidents.permissions import Permission
from livskraft.modules.incidents.queries import Text, holders, may_know_name, texts
from livskraft.modules.incidents.rules import Insurance, Party, State, named
from livskraft.ui.messages import done
from livskraft.ui.pages import key_page
from livskraft.ui.responses import conflict


@dataclass(frozen=True, slots=True)
class Step:
    """An insurance of an incident as its page shows it; `number` is its place among all, `may` that one may decide."""

    number: int
    step: InsuranceStep
    text: Text
    may: bool


@requires(Permission.VIEW)
def all_incidents(request: HttpRequest) -> HttpResponse:
    """What the actor may see, the latest first; no person and no free text stands in a list."""
    form = FilterForm(request.GET, by=request.actor)
    found = form.narrow(Incident.objects.visible_to(request.actor)).select_related("site")
    page = key_page(found.defer("description"), request=request, order=["-happened_at", "-pk"])
    context = {"form": form, "page": page, "only_handed_over": not request.actor.may(Permission.HANDLE)}
    return render(request, "incidents/all_incidents.html", context)


@requires(Permission.VIEW)
def incident(request: HttpRequest, incident: int) -> HttpResponse:
    """One incident. A named person's is a read of that person, written down before anything is shown."""
    found = _incident_or_404(request, incident, Permission.VIEW)
    actor = request.actor
    if found.is_named:
        audit.read(actor, "incidents.read", [found])
    acting = parties(actor, found.site)
    said = texts()
    steps = [
        Step(
            number=list(Insurance).index(Insurance(step.insurance)) + 1,
            step=step,
            text=said[Insurance(step.insurance)],
            may=not step.decided_at and step.party in acting,
        )
        for step in found.insurances.select_related("decided_by")
    ]
    laws = list(found.considerations.select_related("considered_by"))
    state = State(found.state)
    named_item = item_of(found)
    context = {
        "incident": found,
        "route": found.route,
        "know": may_know_name(found, actor),
        "steps": steps,
        "laws": [law for law in laws if not law.not_here],
        "ruled_out": [law for law in laws if law.not_here],
        "laws_left": any(law.is_open for law in laws),
        "unconsidered": any(not law.not_here and law.notify is None for law in laws),
        "measures": list(found.measures.all()),
        "events": found.events.select_related("by"),
        "manages": Party.MANAGER in acting,
        "is_open": state != State.CLOSED,
        "is_decided": state == State.DECIDED,
        "left": handling.what_is_left(found) if state == State.DECIDED else [],
        "item": item_at(found.site, found.item_id, actor),
        "stopped": bool(found.item_stopped and named_item and named_item.out_of_use),
        "no_item": _("ingen"),
        "contributed": _contributed(found),
        "coordinators": holders(found.site, Role.SAFETY_COORDINATOR, actor.today),
        "today": actor.today,
    }
    return render(request, "incidents/incident.html", context)


@require_POST
@requires(Permission.HANDLE)
def receive_incident(request: HttpRequest, incident: int) -> HttpResponse:
    found = _incident_or_404(request, incident, Permission.HANDLE)
    handling.receive(incident=found, by=request.actor)
    done(request, _("Du har tagit emot händelsen."))
    return redirect(found)


@requires(Permission.HANDLE)
def correct_incident(request: HttpRequest, incident: int) -> HttpResponse:
    found = _incident_or_404(request, incident, Permission.HANDLE)
    form = CorrectForm(request.POST or None, incident=found, by=request.actor)
    return _answer(request, found, form, form.act, _("Rätta svaren"), _("Svaren är rättade."))


@requires(Permission.HANDLE)
def hand_over_incident(request: HttpRequest, incident: int) -> HttpResponse:
    found = _incident_or_404(request, incident, Permission.HANDLE)
    form = ReasonForm(request.POST or None, incident=found, by=request.actor)
    heading = _("Lämna till säkerhetssamordnaren")
    return _answer(request, found, form, form.hand_over, heading, _("Säkerhetssamordnaren ser nu händelsen."))


@requires(Permission.VIEW)
def note_incident(request: HttpRequest, incident: int) -> HttpResponse:
    found = _incident_or_404(request, incident, Permission.VIEW)
    form = NoteForm(request.POST or None, incident=found, by=request.actor)
    return _answer(request, found, form, form.act, _("Skriv en anteckning"), _("Anteckningen är sparad."))


@requires(Permission.VIEW)
def consider_laws(request: HttpRequest, incident: int) -> HttpResponse:
    found = _incident_or_404(request, incident, Permission.VIEW)
    form = ConsiderForm(request.POST or None, incident=found, by=request.actor)
    return _answer(request, found, form, form.act, _("Ta ställning till lagarna"), _("Sparat."))


@requires(Permission.VIEW)
def decide_insurance(request: HttpRequest, incident: int, number: int) -> HttpResponse:
    """`number` is the place of the insurance among all, from one, so that the address never comes to mean another."""
    found = _incident_or_404(request, incident, Permission.VIEW)
    asked = list(Insurance)[number - 1 : number]
    step = found.insurances.filter(insurance__in=asked).select_related("incident__site").first()
    if step is None and request.method == "POST":
        return conflict(request, what=str(found), theirs=[], retry_url=found.get_absolute_url())
    if step is None:
        return redirect(found)
    form = InsuranceForm(request.POST or None, step=step, by=request.actor)
    return _answer(request, found, form, form.act, str(step), _("Sparat."), texts()[Insurance(step.insurance)].text)


@requires(Permission.HANDLE)
def add_measure(request: HttpRequest, incident: int) -> HttpResponse:
    found = _incident_or_404(request, incident, Permission.HANDLE)
    form = MeasureForm(request.POST or None, incident=found, by=request.actor)
    return _answer(request, found, form, form.act, _("Lägg till en åtgärd"), _("Åtgärden är sparad."))


@requires(Permission.HANDLE)
def finish_measure(request: HttpRequest, measure: int) -> HttpResponse:
    seen = Incident.objects.visible_to(request.actor)
    found = get_object_or_404(Measure.objects.filter(incident__in=seen).select_related("incident__site"), pk=measure)
    form = FinishMeasureForm(request.POST or None, measure=found, by=request.actor)
    return _answer(request, found.incident, form, form.act, _("Åtgärden är klar"), _("Sparat."), found.what)


@requires(Permission.HANDLE)
def decide_incident(request: HttpRequest, incident: int) -> HttpResponse:
    found = _incident_or_404(request, incident, Permission.HANDLE)
    form = DecideForm(request.POST or None, incident=found, by=request.actor)
    return _answer(
        request, found, form, form.act, _("Besluta"), _("Beslutet är sparat, och den som rapporterade ser det.")
    )


@require_POST
@requires(Permission.HANDLE)
def close_incident(request: HttpRequest, incident: int) -> HttpResponse:
    found = _incident_or_404(request, incident, Permission.HANDLE)
    handling.close(incident=found, by=request.actor)
    done(request, _("Händelsen är avslutad."))
    return redirect(found)


@requires(Permission.VIEW)
def reopen_incident(request: HttpRequest, incident: int) -> HttpResponse:
    found = _incident_or_404(request, incident, Permission.VIEW)
    form = ReasonForm(request.POST or None, incident=found, by=request.actor)
    return _answer(request, found, form, form.reopen, _("Öppna händelsen igen"), _("Händelsen är öppen igen."))


def _contributed(found: Incident) -> str:
    if found.unsure:
        return _("Ingen vet än")
    return named(found.factors).capitalize() or _("Inget på platsen")


def _incident_or_404(request: HttpRequest, incident: int, permission: Permission) -> Incident:
    found = Incident.objects.visible_to(request.actor).filter(site__in=request.actor.units(permission))
    return get_object_or_404(found.select_related("site", "reported_by"), pk=incident)


def _answer(
    request: HttpRequest, found: Incident, form: forms.Form, act: Any, heading: str, told: str, lead: str = ""
) -> HttpResponse:
    """The page with one form about an incident: shown, acted on, or met by somebody else's change."""
    if request.method == "POST" and form.is_valid():
        try:
            if act():
                done(request, told)
                return redirect(found)
        except Conflict:
            now = Incident.objects.get(pk=found.pk)
            theirs: list[tuple[Any, Any, Any]] = [(_("Läge"), now.get_state_display(), found.get_state_display())]
            theirs += [(bound.label, "", bound.data) for bound in form.visible_fields() if bound.data]
            return conflict(
                request, what=str(found), theirs=theirs, retry_url=found.get_absolute_url(), version=now.version
            )
    context = {"incident": found, "form": form, "heading": heading, "lead": lead}
    return render(request, "incidents/form_page.html", context)

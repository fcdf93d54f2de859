"""How is a person measured or asked, and how has it gone?"""

import secrets
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from livskraft.access.guards import requires
from livskraft.access.views.acting import FormPage, carry_out
from livskraft.documents import page, pdf, responses
from livskraft.modules.training.actions import measurements as actions
from livskraft.modules.training.forms.measurements import WithdrawForm
from livskraft.modules.training.models import OwnMeasurement
from livskraft.modules.training.papers.measurements import answer_slip as slip
from livskraft.modules.training.papers.measurements import curves_paper
from livskraft.modules.training.permissions import Permission
from livskraft.people.queries import all_ids
from livskraft.people.views.reading import at_work, read_person, way_to
from livskraft.questionnaires.forms import MeasuringForm
from livskraft.questionnaires.papers.blanks import blank
from livskraft.questionnaires.queries.curves import curves_of
from livskraft.questionnaires.rules.instruments import Instrument, is_asked
from livskraft.questionnaires.rules.library import latest


@require_safe
@requires(Permission.MEASURE)
def measurements(request: HttpRequest, person: int) -> HttpResponse:
    """The curves of everything that stands, and the instruments to measure with."""
    found = read_person(request, person, "training.measurements_read")
    rows = OwnMeasurement.objects.at_work(request.actor).standing().filter(person__in=all_ids(found))
    curves = curves_of(rows)
    paper = curves_paper(found, curves, request.actor.today)
    context = {
        "person": found,
        "paper": page.render(paper, top=2) if curves else "",
        "latest": [curve.latest.measurement for curve in curves],
        "instruments": [(each, is_asked(each)) for each in latest()],
    }
    return render(request, "training/measurements.html", context)


@requires(Permission.MEASURE)
def measure(request: HttpRequest, person: int, instrument: str) -> HttpResponse:
    found = read_person(request, person)
    asked = instrument_or_404(instrument)
    _user, unit = at_work(request)
    form = MeasuringForm(request.POST or None, instrument=asked, by=request.actor)
    shown = FormPage(asked.title, _way(found), _("Spara"), _("Mätningen är sparad."), lead=lead_of(asked))

    def keep(_data: dict[str, Any]) -> OwnMeasurement:
        return actions.measure(person=found, unit=unit, given=form.given(request.actor), by=request.actor)

    return carry_out(request, shown, form, keep, then=lambda kept: kept.get_absolute_url())


@require_POST
@requires(Permission.MEASURE)
def answer_slip(request: HttpRequest, person: int, instrument: str) -> HttpResponse:
    """The slip on paper: the one time that the address is told."""
    found = read_person(request, person)
    asked = instrument_or_404(instrument)
    if not is_asked(asked):
        raise Http404
    _user, unit = at_work(request)
    token = secrets.token_urlsafe(16)
    link = actions.ask_by_link(person=found, unit=unit, instrument=asked, token=token, by=request.actor)
    url = settings.BASE_URL.rstrip("/") + reverse("answer", args=[token])
    until = timezone.localdate(link.until)
    place = "" if found.is_protected else unit.name
    return responses.pdf(pdf.render(slip(url, asked, place, until, request.actor.today)), _("Länk till frågor"))


@require_safe
@requires(Permission.MEASURE)
def blank_questions(request: HttpRequest, instrument: str) -> HttpResponse:
    """The questions on paper, to be typed in afterwards; about nobody."""
    _user, unit = at_work(request)
    asked = instrument_or_404(instrument)
    return responses.pdf(pdf.render(blank(asked, unit.name, request.actor.today)), asked.title)


@requires(Permission.MEASURE)
def withdraw_measurement(request: HttpRequest, measurement: int) -> HttpResponse:
    found = get_object_or_404(OwnMeasurement.objects.visible_to(request.actor), pk=measurement)
    person = read_person(request, found.person_id)
    form = WithdrawForm(request.POST or None)
    shown = FormPage(_("Ta tillbaka en mätning"), _way(person), _("Ta tillbaka"), _("Mätningen räknas inte längre."))

    def take_back(data: dict[str, Any]) -> OwnMeasurement:
        return actions.withdraw(measurement=found, because=data["because"], by=request.actor)

    return carry_out(request, shown, form, take_back, then=lambda kept: kept.get_absolute_url())


def instrument_or_404(key: str) -> Instrument:
    """The version that is measured with today."""
    found = next((each for each in latest() if each.key == key), None)
    if found is None:
        raise Http404
    return found


def lead_of(instrument: Instrument) -> str:
    """What it is, and what is read aloud before the questions."""
    if not instrument.instruction:
        return instrument.about
    return _("%(about)s Läs först upp: ”%(instruction)s”") % {
        "about": instrument.about,
        "instruction": instrument.instruction,
    }


def _way(person: Any) -> Any:
    return (*way_to(person), (_("Mätningar"), reverse("measurements", args=[person.pk])))

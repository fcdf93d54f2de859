"""How is a patient measured or asked in rehabilitation, and what does it mean?"""

import secrets
from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from livskraft.access.guards import requires
from livskraft.access.views.acting import FormPage, carry_out
from livskraft.documents import page, pdf, responses
from livskraft.kit.errors import Refused
from livskraft.modules.training.actions import assessments as actions
from livskraft.modules.training.forms.measurements import WithdrawForm
from livskraft.modules.training.models import Episode, RehabMeasurement
from livskraft.modules.training.papers.assessments import assessments_paper
from livskraft.modules.training.papers.measurements import answer_slip
from livskraft.modules.training.permissions import Permission
from livskraft.modules.training.queries.assessments import assessed
from livskraft.modules.training.views.measurements import instrument_or_404, lead_of
from livskraft.modules.training.views.reading import read_episode, way_to_episode
from livskraft.people.models import Person
from livskraft.questionnaires.forms import MeasuringForm
from livskraft.questionnaires.rules.instruments import is_asked
from livskraft.questionnaires.rules.library import latest


@require_safe
@requires(Permission.JOURNAL)
def rehab_measurements(request: HttpRequest, episode: int) -> HttpResponse:
    """The curves of everything that stands, with what it means, and the instruments to measure with."""
    found, person = read_episode(request, episode, "training.assessments_read")
    curves = assessed(found, person, request.actor)
    latest_ones = [cast(RehabMeasurement, curve.latest.measurement) for curve in curves]
    context = {
        "episode": found,
        "person": person,
        "paper": page.render(assessments_paper(person, curves, request.actor.today), top=2) if curves else "",
        # What was measured in an earlier period is taken back there.
        "latest": [each for each in latest_ones if each.episode_id == found.pk],
        "instruments": [(each, is_asked(each)) for each in latest()] if _open_here(found) else [],
    }
    return render(request, "training/rehab_measurements.html", context)


@requires(Permission.JOURNAL)
def rehab_measure(request: HttpRequest, episode: int, instrument: str) -> HttpResponse:
    found, person = read_episode(request, episode)
    asked = instrument_or_404(instrument)
    if not _open_here(found):
        # The page says in words why nothing can be measured.
        return redirect("rehab_measurements", found.pk)
    form = MeasuringForm(request.POST or None, instrument=asked, by=request.actor)
    shown = FormPage(asked.title, _way(found, person), _("Spara"), _("Mätningen är sparad."), lead=lead_of(asked))

    def keep(_data: dict[str, Any]) -> RehabMeasurement:
        return actions.assess(episode=found, given=form.given(request.actor), by=request.actor)

    return carry_out(request, shown, form, keep, then=lambda kept: kept.get_absolute_url())


@require_POST
@requires(Permission.JOURNAL)
def rehab_slip(request: HttpRequest, episode: int, instrument: str) -> HttpResponse:
    """The slip on paper: the one time that the address is told."""
    found, person = read_episode(request, episode)
    asked = instrument_or_404(instrument)
    if not is_asked(asked):
        raise Http404
    token = secrets.token_urlsafe(16)
    try:
        link = actions.ask_patient_by_link(episode=found, instrument=asked, token=token, by=request.actor)
    except Refused as no:
        messages.warning(request, no.message)
        return redirect("rehab_measurements", found.pk)
    url = settings.BASE_URL.rstrip("/") + reverse("answer", args=[token])
    unit = "" if person.is_protected else found.unit.name
    slip = answer_slip(url, asked, unit, timezone.localdate(link.until), request.actor.today)
    return responses.pdf(pdf.render(slip), _("Länk till frågor"))


@requires(Permission.JOURNAL)
def withdraw_rehab_measurement(request: HttpRequest, rehab_measurement: int) -> HttpResponse:
    measurement = get_object_or_404(RehabMeasurement.objects.visible_to(request.actor), pk=rehab_measurement)
    found, person = read_episode(request, measurement.episode_id)
    form = WithdrawForm(request.POST or None)
    way = _way(found, person)
    shown = FormPage(_("Ta tillbaka en mätning"), way, _("Ta tillbaka"), _("Mätningen räknas inte längre."))

    def take_back(data: dict[str, Any]) -> RehabMeasurement:
        return actions.withdraw(assessment=measurement, because=data["because"], by=request.actor)

    return carry_out(request, shown, form, take_back, then=lambda kept: kept.get_absolute_url())


def _open_here(episode: Episode) -> bool:
    return episode.closed_at is None and not episode.elsewhere


def _way(episode: Episode, person: Person) -> Any:
    return (*way_to_episode(episode, person), (_("Mätningar"), reverse("rehab_measurements", args=[episode.pk])))

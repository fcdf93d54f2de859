"""Which episode is a page about? Read by who may, and written in the log before anything is told."""

from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from livskraft.access import audit
from livskraft.modules.training.models import Episode
from livskraft.modules.training.queries.blocks import hidden_units, standing_of
from livskraft.people.models import Person
from livskraft.people.views.reading import person_or_404
from livskraft.ui.errors import Shut

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


def read_episode(request: HttpRequest, pk: int, verb: str = "training.episode_read") -> tuple[Episode, Person]:
    """The episode and its patient, whose reading is in the log; one query more for each than its own.

    Raises Http404 for what the actor's caregiver does not have and for whom the actor may not see, and Shut, with the
    way to opening it, for what the patient has blocked.
    """
    found: Episode = get_object_or_404(
        Episode.objects.at_work(request.actor).select_related("person", "unit", "site", "therapist", "keeper"), pk=pk
    )
    person = person_or_404(request, found.person_id)
    blocked = found.unit_id in hidden_units(person, request.actor)
    # Nothing of the period was read when all that is told is that it is blocked.
    audit.read(request.actor, "training.blocks_read" if blocked else verb, [person])
    if blocked:
        raise _blocked(found, person, request)
    return found, person


def way_to_episode(episode: Episode, person: Person) -> "tuple[tuple[str | StrPromise, str], ...]":
    """The way here, for the pages with one form."""
    return ((_("Rehabilitering"), reverse("patients")), (person.name, episode.get_absolute_url()))


def why_no_note(episode: Episode) -> str:
    """Why no new note is written in the period; empty when one may be."""
    if episode.elsewhere:
        told = _("Journalen förs i %(system)s. Skriv anteckningen där, och skriv här att det är journalfört.")
        return told % {"system": episode.elsewhere}
    if episode.closed_at:
        return _(
            "Perioden är avslutad, så ingen ny anteckning skrivs i den. Det som är fel eller fattas rättar du i "
            "anteckningen det gäller. Händer det något nytt öppnar du en ny period."
        )
    return ""


def _blocked(episode: Episode, person: Person, request: HttpRequest) -> Shut:
    """That something is blocked and how it is opened; not what it is, when it was or whose. Source: PDL 4:4, 4:5."""
    block = standing_of(person).filter(unit=episode.unit_id, keeper=request.actor.caregiver).first()
    ways = [(_("Patientens andra perioder"), reverse("person_episodes", args=[person.pk]))]
    if block is not None:
        ways.insert(0, (_("Öppna det spärrade"), reverse("lift_block", args=[block.pk])))
    return Shut(
        _("Spärrade uppgifter"),
        _(
            "Patienten har spärrat uppgifter som finns på en annan enhet hos vårdgivaren. De får öppnas om patienten "
            "samtycker, eller vid fara för patientens liv eller allvarlig risk för hälsan. Att du öppnar dem antecknas."
        ),
        ways,
    )

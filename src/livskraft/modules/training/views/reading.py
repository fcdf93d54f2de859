"""Which episode is a page about? Read by who may, and written in the log before anything is told."""

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from livskraft.modules.training.models import Episode
from livskraft.modules.training.queries.blocks import hidden_units
from livskraft.people.models import Person
from livskraft.people.views.reading import read_person

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


def read_episode(request: HttpRequest, pk: int, verb: str = "training.episode_read") -> tuple[Episode, Person]:
    """The episode and its patient, whose reading is in the log; one query more for each than its own.

    Raises Http404 for what the actor's caregiver does not have and for whom the actor may not see, and PermissionDenied
    for what the patient has blocked.
    """
    found: Episode = get_object_or_404(
        Episode.objects.at_work(request.actor).select_related("person", "unit", "site", "therapist", "keeper"), pk=pk
    )
    person = read_person(request, found.person_id, verb)
    if found.unit_id in hidden_units(person, request.actor):
        raise PermissionDenied
    return found, person


def way_to_episode(episode: Episode, person: Person) -> "tuple[tuple[str | StrPromise, str], ...]":
    """The way here, for the pages with one form."""
    return ((_("Rehabilitering"), reverse("patients")), (person.name, episode.get_absolute_url()))

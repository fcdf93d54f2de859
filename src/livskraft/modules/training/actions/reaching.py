"""May the actor write in this journal now? What every action of rehabilitation asks first."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from livskraft.access.actor import Actor
from livskraft.kit import versions
from livskraft.kit.errors import Refused
from livskraft.modules.training.models import Episode
from livskraft.modules.training.permissions import Permission
from livskraft.modules.training.queries.blocks import hidden_units
from livskraft.modules.training.queries.episodes import is_anothers
from livskraft.organisation.models import Unit
from livskraft.people.actions.persons import relate
from livskraft.people.models import Person
from livskraft.people.rules.relations import relation_ends
from livskraft.people.rules.vocabulary import Purpose


def reached(episode: Episode, by: Actor, *, version: int | None = None, ended: bool = False) -> Episode:
    """The episode, locked: of somebody whom the actor may see, in the journal of their own caregiver, not blocked.

    Raises PermissionDenied, Conflict when `version` is stale, and Refused when it is closed, unless `ended` may be.
    """
    by.must(Permission.JOURNAL)
    held = versions.locked(episode, version)
    person = patient_of(held)
    seen = by.system or (by.caregiver is not None and held.keeper_id == by.caregiver.pk)
    if not seen or not Person.objects.visible_to(by, among=[person.pk]).exists():
        raise PermissionDenied
    if held.unit_id in hidden_units(person, by):
        raise PermissionDenied
    if held.closed_at is not None and not ended:
        raise Refused(_("Rehabiliteringsperioden är avslutad."))
    return held


def patient_of(episode: Episode) -> Person:
    """Who the patient turned out to be, when they were merged with somebody."""
    return episode.person.merged_into or episode.person


def must_be_kept_here(episode: Episode) -> None:
    """Raises Refused where the journal is kept in another system: a patient has one. Source: PDL 3:1."""
    if episode.elsewhere:
        raise Refused(_("Journalen förs i %(system)s. Skriv det där.") % {"system": episode.elsewhere})


def must_meet_there(episode: Episode, site: Unit, by: Actor) -> None:
    """Raises PermissionDenied for a site that is another caregiver's today, unless the actor's work reaches it."""
    reached_there = site.pk == episode.site_id or by.units().filter(pk=site.pk).exists()
    if not reached_there and is_anothers(site, episode, by.today):
        raise PermissionDenied(f"{site} is another caregiver's")


def keep_in_touch(episode: Episode, patient: Person, by: Actor) -> None:
    """That the unit of the period, and the one where the actor works, have to do with the patient a while more."""
    until = relation_ends(by.today)
    relate(person=patient, unit=episode.unit, purpose=Purpose.TRAINING, until=until, by=by)
    if by.assignment and by.assignment.unit_id != episode.unit_id:
        relate(person=patient, unit=by.assignment.unit, purpose=Purpose.TRAINING, until=until, by=by)

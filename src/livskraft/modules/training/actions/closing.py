"""How does a period of rehabilitation end, with an introduction to friskvård or the reason why not?"""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from livskraft.access import audit
from livskraft.access.actor import Actor
from livskraft.kit.errors import Refused
from livskraft.kit.words import line
from livskraft.modules.training.actions.assessments import stop_asking
from livskraft.modules.training.actions.reaching import keep_in_touch, patient_of, reached
from livskraft.modules.training.models import Episode, RehabProgramme
from livskraft.modules.training.queries.episodes import is_anothers, sites_to_introduce_at, standing_of
from livskraft.modules.training.rules.episodes import hinders
from livskraft.modules.training.rules.vocabulary import NoIntroduction
from livskraft.organisation.models import Unit
from livskraft.people.actions.persons import relate
from livskraft.people.rules.relations import relation_ends
from livskraft.people.rules.vocabulary import Purpose

LONGEST_WHAT, LONGEST_WHO = 200, 120


@dataclass(frozen=True, slots=True)
class Introduction:
    """To what, where and with whom the patient was introduced; or why not."""

    to: str = ""
    site: Unit | None = None
    together_with: str = ""
    why_not: NoIntroduction | None = None


@transaction.atomic
def close_episode(*, episode: Episode, introduction: Introduction, version: int | None = None, by: Actor) -> Episode:
    """The period is over, and the staff of the meeting place where the patient was introduced may see them.

    Another caregiver's staff may not, and learn nothing: there the patient is nobody they have to do with yet.
    Raises Refused while something is not journalled or followed up, and when the introduction is not whole; Conflict
    when somebody else changed or closed the period first.
    """
    held = reached(episode, by, version=version)
    if hinders(standing_of(held)):
        raise Refused(_("Allt är inte klart än. Gör först det som står på sidan."))
    _introduce(held, introduction, by)
    held.closed_at, held.closed_on = by.at, by.today
    held.save()
    end_programme_of(held, by)
    stop_asking(held, by)
    patient = patient_of(held)
    keep_in_touch(held, patient, by)
    if held.introduced_at and not is_anothers(held.introduced_at, held, by.today):
        until = relation_ends(by.today)
        relate(person=patient, unit=held.introduced_at, purpose=Purpose.TRAINING, until=until, by=by)
    audit.wrote(by, "training.episode_closed", [held, patient])
    return held


def end_programme_of(held: Episode, by: Actor) -> None:
    """What was done by it stays; nobody goes through it any more. Called in the action that closes the period."""
    for programme in RehabProgramme.objects.select_for_update().filter(episode=held, ended_at=None):
        programme.ended_at = by.at
        programme.version += 1
        programme.save(update_fields=["ended_at", "version"])
        audit.wrote(by, "training.rehab_programme_ended", [programme, held, patient_of(held)])


def _introduce(held: Episode, given: Introduction, by: Actor) -> None:
    if given.why_not == NoIntroduction.HANDED_OVER:
        raise Refused(_("Det står där när chefen har lämnat över patienten."), field="introduced")
    if given.why_not is not None:
        held.not_introduced = given.why_not
        return
    held.introduced_to = line(given.to, field="to", missing=_("Skriv till vad patienten introducerades."))[
        :LONGEST_WHAT
    ]
    if given.site is None or not sites_to_introduce_at(by).filter(pk=given.site.pk).exists():
        raise Refused(_("Välj var patienten introducerades."), field="site")
    held.introduced_at = given.site
    together = line(given.together_with, field="together_with", missing=_("Skriv vem patienten introducerades med."))
    held.introduced_with = together[:LONGEST_WHO]

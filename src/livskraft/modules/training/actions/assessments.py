"""How is an assessment kept in rehabilitation, and how is a wrong one taken back?"""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from livskraft.access import audit
from livskraft.access.actor import Actor
from livskraft.kit.errors import Refused
from livskraft.kit.words import plain
from livskraft.modules.training.actions.reaching import keep_in_touch, must_be_kept_here, patient_of, reached
from livskraft.modules.training.models import Episode, RehabMeasurement
from livskraft.organisation.models import Unit
from livskraft.organisation.queries import keeper_of
from livskraft.people.models import Person
from livskraft.people.queries import all_ids
from livskraft.questionnaires.actions.links import make_link, revoke_links
from livskraft.questionnaires.actions.measuring import measured
from livskraft.questionnaires.models import AnswerLink
from livskraft.questionnaires.rules.instruments import Instrument
from livskraft.questionnaires.stores import Given

STORE = "training.rehab"
AT_ONCE = timedelta(minutes=1)


@transaction.atomic
def assess(*, episode: Episode, given: Given, by: Actor) -> RehabMeasurement:
    """Keeps what was measured or answered; the same again within a minute is the same press.

    Raises as `reached`, and Refused where the journal is kept elsewhere or the day is before the period.
    """
    # Two presses wait for each other here.
    held = reached(episode, by)
    must_be_kept_here(held)
    if given.on < held.opened_on:
        raise Refused(_("Välj en dag från och med den dag då perioden började."), field="on")
    # As the period says it: were a merge undone, it would be about the right one.
    kept = measured(RehabMeasurement, person=held.person, unit=held.unit, given=given, by=by)
    kept.episode = held
    pressed = RehabMeasurement.objects.filter(
        episode=held, instrument=kept.instrument, on=kept.on, noted_by=by.user, noted_at__gt=by.at - AT_ONCE
    )
    for before in pressed.filter(withdrawn_at=None):
        if before.answers == kept.answers and before.circumstances == kept.circumstances:
            return before
    kept.save()
    patient = patient_of(held)
    keep_in_touch(held, patient, by)
    audit.wrote(by, "training.assessed", [kept, held, patient])
    return kept


@transaction.atomic
def ask_patient_by_link(*, episode: Episode, instrument: Instrument, token: str, by: Actor) -> AnswerLink:
    """`token` is what the address carries. Raises as `assess` and `make_link` do."""
    held = reached(episode, by)
    must_be_kept_here(held)
    return make_link(person=patient_of(held), unit=held.unit, store=STORE, instrument=instrument, token=token, by=by)


def stop_asking(episode: Episode, by: Actor) -> None:
    """What the patient has not answered is asked no more. Called in the action that ends the period."""
    revoke_links(persons=all_ids(patient_of(episode)), unit=episode.unit, store=STORE, by=by)


def receive(person: Person, unit: Unit, given: Given, by: Actor) -> RehabMeasurement:
    """Keeps what a patient has answered, in the period that is going on where the link was made.

    Raises Refused when there is none any more, in words that do not say what the questions were for.
    """
    going_on = Episode.objects.open().filter(
        person__in=all_ids(person.merged_into or person), keeper=keeper_of(unit, by.today), unit=unit, elsewhere=""
    )
    held = going_on.select_for_update().first()
    if held is None:
        raise Refused(_("Svaren kan inte tas emot längre. Fråga personalen om du vill svara ändå."))
    kept = measured(RehabMeasurement, person=held.person, unit=unit, given=given, by=by)
    kept.episode = held
    kept.save()
    return kept


@transaction.atomic
def withdraw(*, assessment: RehabMeasurement, because: str, by: Actor) -> RehabMeasurement:
    """It no longer counts, and stays with the reason, also when the period is closed. Twice is as once."""
    episode = reached(assessment.episode, by, ended=True)
    held = RehabMeasurement.objects.select_for_update().get(pk=assessment.pk)
    if held.withdrawn_at is not None:
        return held
    held.withdrawn_because = plain(because, field="because", missing=_("Skriv vad som var fel."), longest=500)
    held.withdrawn_at, held.withdrawn_by = by.at, by.user
    held.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_because"])
    audit.wrote(by, "training.assessment_withdrawn", [held, patient_of(episode)])
    return held

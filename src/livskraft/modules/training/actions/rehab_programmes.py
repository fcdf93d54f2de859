"""How is a patient's programme made, changed, gone through and ended? In the store of health care, with its words."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from livskraft.access import audit
from livskraft.access.actor import Actor
from livskraft.kit import versions
from livskraft.kit.errors import Refused
from livskraft.modules.training.actions import plans
from livskraft.modules.training.actions.plans import Wanted
from livskraft.modules.training.actions.programmes import must_be_day
from livskraft.modules.training.actions.reaching import (
    keep_in_touch,
    must_be_kept_here,
    must_meet_there,
    patient_of,
    reached,
)
from livskraft.modules.training.models import Episode, RehabDose, RehabProgramme
from livskraft.organisation.models import Unit

AT_ONCE = timedelta(minutes=1)


@transaction.atomic
def make_programme(
    *, episode: Episode, site: Unit, review_on: date, doses: Sequence[Wanted], by: Actor
) -> RehabProgramme:
    """A programme for the patient at `site`; its staff learn nothing by it. Twice pressed is once.

    Raises as `reached`, and Refused where the journal is kept elsewhere, and while there is another that holds.
    """
    # Two presses wait for each other here.
    held = reached(episode, by)
    must_be_kept_here(held)
    must_be_day(review_on, by)
    must_meet_there(held, site, by)
    if not doses:
        raise Refused(_("Välj minst en övning."))
    if there := RehabProgramme.objects.filter(episode=held, ended_at=None).first():
        if by.user is not None and there.made_by_id == by.user.pk and there.made_at > by.at - AT_ONCE:
            return there
        raise Refused(_("Det finns redan ett program. Ändra det, eller avsluta det innan du gör ett nytt."))
    patient = patient_of(held)
    made = RehabProgramme.objects.create(
        episode=held,
        person=held.person,
        unit=held.unit,
        site=site,
        made_at=by.at,
        made_by=by.user,
        review_on=review_on,
    )
    plans.place(RehabDose, made, doses)
    keep_in_touch(held, patient, by)
    audit.wrote(by, "training.rehab_programme_made", [made, held, patient])
    return made


@transaction.atomic
def add_dose(*, programme: RehabProgramme, wanted: Wanted, version: int | None = None, by: Actor) -> RehabDose:
    """Raises Conflict when another therapist has changed the programme since, and Refused."""
    held = _opened(programme, version, by)
    (made,) = plans.place(RehabDose, held, [wanted])
    _changed(held, "training.rehab_programme_changed", by, "doses")
    return made


@transaction.atomic
def change_dose(*, dose: RehabDose, wanted: Wanted, version: int | None = None, by: Actor) -> RehabDose:
    """The dose that takes its place; the one before stays with what was done by it. Raises as `add_dose`."""
    held = _opened(dose.programme, version, by)
    before = RehabDose.objects.select_related("exercise").get(pk=dose.pk)
    made: RehabDose = plans.replace(before, wanted, by)
    if made.pk != before.pk:
        _changed(held, "training.rehab_programme_changed", by, "doses")
    return made


@transaction.atomic
def end_dose(*, dose: RehabDose, version: int | None = None, by: Actor) -> RehabProgramme:
    """The exercise is no longer in the programme; the last one cannot be taken out. Raises as `add_dose`."""
    held = _opened(dose.programme, version, by)
    before = RehabDose.objects.get(pk=dose.pk)
    if not held.doses.filter(ended_at=None).exclude(pk=before.pk).exists():
        raise Refused(_("Programmet har bara den övningen. Avsluta programmet i stället."))
    plans.end(before, by)
    return _changed(held, "training.rehab_programme_changed", by, "doses")


@transaction.atomic
def review_programme(
    *, programme: RehabProgramme, review_on: date, version: int | None = None, by: Actor
) -> RehabProgramme:
    """Gone through with the patient, as it now stands, until the next day that it is. Raises as `add_dose`."""
    held = _opened(programme, version, by)
    must_be_day(review_on, by)
    held.review_on = review_on
    return _changed(held, "training.rehab_programme_reviewed", by, "review_on")


@transaction.atomic
def end_programme(*, programme: RehabProgramme, by: Actor) -> RehabProgramme:
    """What was done stays. Twice is as once."""
    reached(programme.episode, by, ended=True)
    held = versions.locked(programme, None)
    if held.ended_at is None:
        held.ended_at = by.at
        _changed(held, "training.rehab_programme_ended", by, "ended_at")
    return held


def _opened(programme: RehabProgramme, version: int | None, by: Actor) -> RehabProgramme:
    reached(programme.episode, by)
    held = versions.locked(programme, version)
    if held.ended_at is not None:
        raise Refused(_("Programmet är avslutat."))
    return held


def _changed(held: RehabProgramme, verb: str, by: Actor, *fields: str) -> RehabProgramme:
    held.save(update_fields=["version", *(name for name in fields if name != "doses")])
    audit.wrote(by, verb, [held, patient_of(held.episode)], fields)
    return held

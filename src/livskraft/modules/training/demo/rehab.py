"""What is measured and done with those in rehabilitation in the demo municipality? Through actions, day by day."""

from collections.abc import Mapping
from datetime import timedelta

from livskraft.access.actor import Actor
from livskraft.modules.training.actions.assessments import assess
from livskraft.modules.training.actions.plans import Wanted
from livskraft.modules.training.actions.rehab_programmes import make_programme
from livskraft.modules.training.demo.exercises import HEELS, ONE_LEG, RISE
from livskraft.modules.training.models import Episode, Exercise, RehabProgramme
from livskraft.modules.training.rules.programmes import Done
from livskraft.modules.training.rules.vocabulary import Caution, Measure, Progression
from livskraft.questionnaires.rules.answers import read
from livskraft.questionnaires.rules.library import library
from livskraft.questionnaires.rules.vocabulary import Answered
from livskraft.questionnaires.stores import Given

REMARKS = {RISE: "Börja med armstöd. Släpp när det känns säkert.", ONE_LEG: "Bara när någon står bredvid."}


def assessed(episode: Episode, by: Actor, *, stands: int, seconds: str) -> None:
    """A chair stand test, and a walk with a cane."""
    _kept(episode, by, "chair_stands:1", {"stands": str(stands), "hands": "0"})
    _kept(episode, by, "tug:1", {"seconds": seconds}, aid="cane")


def programme_for(episode: Episode, by: Actor) -> RehabProgramme:
    """Three exercises without equipment, with what to mind for the patient."""
    found = {each.name: each for each in Exercise.objects.filter(name__in=(RISE, HEELS, ONE_LEG))}
    doses = [
        Wanted(
            exercise,
            sets=2,
            repetitions=8 if exercise.measure == Measure.REPETITIONS else None,
            seconds=None if exercise.measure == Measure.REPETITIONS else 10,
            effort=5,
            progression=Progression.EFFORT,
            caution=Caution.HOLD_ON if exercise.name == ONE_LEG else "",
            more={"remark": REMARKS.get(exercise.name, "")},
        )
        for exercise in (found[name] for name in (RISE, HEELS, ONE_LEG))
    ]
    review_on = by.today + timedelta(weeks=8)
    return make_programme(episode=episode, site=episode.site, review_on=review_on, doses=doses, by=by)


def done_in_programme(episode: Episode, step: int) -> Mapping[int, Done]:
    """All of it, a little more for each `step`; nothing while there is no programme."""
    programme = RehabProgramme.objects.filter(episode=episode, ended_at=None).first()
    if programme is None:
        return {}
    return {
        dose.pk: Done(
            dose.sets,
            dose.repetitions and dose.repetitions + step,
            dose.seconds and dose.seconds + 2 * step,
            effort=max(3, 6 - step),
        )
        for dose in programme.doses.filter(ended_at=None)
    }


def _kept(episode: Episode, by: Actor, code: str, written: Mapping[str, str], aid: str = "") -> None:
    instrument = library()[code]
    given = Given(
        instrument,
        read(instrument, written),
        by.today,
        Answered.MEASURED,
        None,
        aid,
        "none" if aid else "",
    )
    assess(episode=episode, given=given, by=by)

"""Which programmes and sessions of rehabilitation do the tests need? Made through the actions."""

from collections.abc import Sequence
from datetime import timedelta

from livskraft.access.actor import Actor
from livskraft.modules.training.actions.plans import Wanted
from livskraft.modules.training.actions.rehab_programmes import make_programme
from livskraft.modules.training.actions.rehab_sessions import Trained, record_session
from livskraft.modules.training.models import Episode, Exercise, RehabProgramme, RehabSession
from livskraft.modules.training.rules.programmes import Done
from livskraft.modules.training.rules.vocabulary import Measure
from livskraft.modules.training.tests.exercises import exercise_named
from livskraft.organisation.models import Unit


def wanted(exercise: Exercise, *, remark: str = "", sets: int = 2, repetitions: int = 10) -> Wanted:
    return Wanted(exercise, sets=sets, repetitions=repetitions, more={"remark": remark})


def programme_of(
    episode: Episode,
    by: Actor,
    *names: str,
    remark: str = "",
    exercises: Sequence[Exercise] = (),
    site: Unit | None = None,
) -> RehabProgramme:
    """A programme of exercises that are counted in times, one for each name."""
    chosen = [*exercises, *(exercise_named(name, measure=Measure.REPETITIONS) for name in names)]
    return make_programme(
        episode=episode,
        site=site or episode.site,
        review_on=by.today + timedelta(weeks=12),
        doses=[wanted(each, remark=remark) for each in chosen],
        by=by,
    )


def session_of(episode: Episode, by: Actor, programme: RehabProgramme | None = None, sets: int = 2) -> RehabSession:
    """That the patient trained today, with everything of the programme done."""
    done = {dose.pk: Done(sets, 10) for dose in programme.doses.filter(ended_at=None)} if programme else {}
    return record_session(episode=episode, trained=Trained(by.today, episode.site, done), by=by)

"""Who trains by a programme of their own in the demo municipality, and how has it gone?

Gun-Britt's weights have gone up and are lighter than meant; Teuvo has just begun; Margareta's programme is soon to be
gone through; at Cederslund the chest press is out of use, so Alva does something else instead.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction

from livskraft.access.actor import Actor
from livskraft.access.demo import at
from livskraft.access.models import Assignment
from livskraft.modules.training.actions.plans import Wanted
from livskraft.modules.training.actions.programmes import make_programme
from livskraft.modules.training.actions.sessions import hold_session
from livskraft.modules.training.demo.exercises import HEELS, ONE_LEG, PRESS, RISE
from livskraft.modules.training.demo.measurements import MAJA
from livskraft.modules.training.models import Dose, Exercise, Programme
from livskraft.modules.training.rules.amounts import SPOKEN_IN_MINUTES
from livskraft.modules.training.rules.programmes import Done
from livskraft.modules.training.rules.vocabulary import Caution, Measure, Noted, Progression
from livskraft.organisation.models import Unit
from livskraft.people.actions.persons import relate
from livskraft.people.models import Person
from livskraft.people.rules.relations import relation_ends
from livskraft.people.rules.vocabulary import Purpose

ALMGARDEN, CEDERSLUND = "Almgården", "Cederslund"
HANNA, ELIAS, ALI = "Hanna Österlund", "Elias Norman", "Ali Karimi"
CHEST, CYCLE = "Pressa framåt med armarna", "Cykla lugnt"
# As many days ago as the chest press has been out of use at Cederslund.
STOPPED_AGO = 21
# Sets, times or seconds, kilos, effort 0–10, when it becomes more and what to mind.
DOSES: dict[str, tuple[int, int, int | None, int, Progression, Caution]] = {
    RISE: (2, 10, None, 5, Progression.WEEKLY, Caution.SLOWLY),
    PRESS: (2, 12, 20, 5, Progression.EFFORT, Caution.BREATHE),
    ONE_LEG: (3, 20, None, 4, Progression.WEEKLY, Caution.HOLD_ON),
    HEELS: (2, 12, None, 5, Progression.WEEKLY, Caution.HOLD_ON),
    CYCLE: (1, 8 * 60, None, 4, Progression.WEEKLY, Caution.NO_PAIN),
    CHEST: (2, 10, 10, 5, Progression.EFFORT, Caution.BREATHE),
}


@dataclass(frozen=True, slots=True)
class Story:
    """Who trains by whose programme, made so many days ago and gone through so many days from now, and trained when."""

    given_name: str
    therapist: str
    site: str
    made: int
    review: int
    exercises: Sequence[str]
    trained: Sequence[int]
    lightens: bool = False


STORIES = (
    Story(
        "Gun-Britt", MAJA, ALMGARDEN, 70, 14, (RISE, PRESS, ONE_LEG), (66, 59, 52, 45, 38, 31, 24, 17, 10, 6, 2), True
    ),
    Story("Teuvo", MAJA, ALMGARDEN, 12, 72, (RISE, CYCLE), (9, 5)),
    Story("Margareta", HANNA, ALMGARDEN, 45, 4, (HEELS, ONE_LEG), (40, 33, 26)),
    Story("Alva", ELIAS, CEDERSLUND, 30, 54, (CHEST, PRESS), (28, 24, 18, 11, 4)),
)


@transaction.atomic
def programmes_demo(today: date) -> None:
    """Nothing when somebody has a programme already."""
    if Programme.objects.exists():
        return
    held = Assignment.objects.holding_on(today).select_related("user", "unit")
    staff = {each.user.name: each for each in held.filter(user__name__in=(MAJA, HANNA, ELIAS, ALI))}
    exercises = {each.name: each for each in Exercise.objects.current()}
    for story in STORIES:
        _told(story, staff, [exercises[name] for name in story.exercises], today)


def _told(story: Story, staff: dict[str, Assignment], exercises: list[Exercise], today: date) -> None:
    by = _acting(staff[story.therapist], today, story.made)
    assert by.assignment
    site = Unit.objects.get(name=story.site)
    person = Person.objects.filter(given_name=story.given_name, relations__unit=site).order_by("pk")[0]
    # The therapist has met the person at the meeting place.
    relate(person=person, unit=by.assignment.unit, purpose=Purpose.TRAINING, until=relation_ends(by.today), by=by)
    programme = make_programme(
        person=person,
        unit=by.assignment.unit,
        site=site,
        review_on=today + timedelta(days=story.review),
        doses=[_dose(each) for each in exercises],
        by=by,
    )
    doses = list(programme.doses.select_related("exercise"))
    helper = staff[ALI] if story.site == ALMGARDEN else staff[story.therapist]
    for turn, days in enumerate(story.trained):
        then = _acting(helper, today, days)
        done = {dose.pk: _done(dose, story, turn, days) for dose in doses}
        hold_session(programme=programme, on=then.today, noted=Noted.TOGETHER, done=done, by=then)


def _dose(exercise: Exercise) -> Wanted:
    sets, amount, kilos, effort, progression, caution = DOSES[exercise.name]
    counted = exercise.measure == Measure.REPETITIONS
    return Wanted(
        exercise,
        sets,
        amount if counted else None,
        None if counted else amount,
        None if kilos is None else Decimal(kilos),
        effort,
        progression,
        caution,
    )


def _done(dose: Dose, story: Story, turn: int, days: int) -> Done:
    """A little more each time, up to what is meant; at last lighter for whoever it has gone well for."""
    if dose.exercise.name == CHEST and days < STOPPED_AGO:
        return Done(2, effort=4)
    lightens = story.lightens and turn > len(story.trained) - 3
    # Two thirds of it at the first time, and all of it from the fifth.
    part = Decimal(min(8 + turn, 12)) / 12
    return Done(
        dose.sets,
        None if dose.repetitions is None else round(dose.repetitions * part),
        None if dose.seconds is None else _whole(dose.seconds * part),
        None if dose.kilos is None else dose.kilos - max(0, 2 - turn // 2) * Decimal("2.5"),
        3 if lightens else dose.effort,
    )


def _whole(seconds: Decimal) -> int:
    """Nobody counts the seconds of several minutes."""
    return round(seconds / 60) * 60 if seconds >= SPOKEN_IN_MINUTES else round(seconds)


def _acting(held: Assignment, today: date, days_ago: int) -> Actor:
    return Actor(at=at(today - timedelta(days=days_ago), 14), user=held.user, assignment=held)

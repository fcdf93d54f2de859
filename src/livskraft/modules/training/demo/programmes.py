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
    counted: dict[str, int] = {"repetitions": 10} if exercise.measure == Measure.REPETITIONS else {"seconds": 30}
    return Wanted(
        exercise,
        2,
        counted.get("repetitions"),
        counted.get("seconds"),
        Decimal(20) if exercise.loaded else None,
        5,
        Progression.EFFORT if exercise.loaded else Progression.WEEKLY,
        Caution.BREATHE if exercise.loaded else Caution.HOLD_ON,
    )


def _done(dose: Dose, story: Story, turn: int, days: int) -> Done:
    """A little more each time; at first heavier than meant, and at last lighter for whoever it has gone well for."""
    if dose.exercise.name == CHEST and days < STOPPED_AGO:
        return Done(2, effort=4)
    effort = 3 if story.lightens and turn > len(story.trained) - 3 else 5
    return Done(
        2,
        None if dose.repetitions is None else 8 + min(turn, 4),
        None if dose.seconds is None else 20 + 3 * turn,
        None if dose.kilos is None else Decimal(15) + turn // 3 * Decimal("2.5"),
        effort,
    )


def _acting(held: Assignment, today: date, days_ago: int) -> Actor:
    return Actor(at=at(today - timedelta(days=days_ago), 14), user=held.user, assignment=held)

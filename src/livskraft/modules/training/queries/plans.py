"""What is in a programme, what was done last, and how has it gone? The same questions of either store.

`programme` is a Programme or a RehabProgramme, `sessions` a query of TrainingSession or RehabSession; the rows of doses
and results are found through them. A fixed number of queries each, whatever the number of rows.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from livskraft.modules.training.models import Exercise
from livskraft.modules.training.rules.amounts import amount_in_words, done_in_words
from livskraft.modules.training.rules.programmes import Done, Hindrance, hindrance, instead, ready_for_more
from livskraft.modules.training.rules.vocabulary import Measure

# What was done last is looked for among so many of the latest sessions.
SESSIONS_BACK = 20
WEEKS_SHOWN = 12
SESSIONS_SHOWN = 26
WITH_EXERCISE = ("exercise__kind", "exercise__alternative__kind", "exercise__alternative__alternative__kind")


@dataclass(frozen=True, slots=True)
class Planned:
    """A dose of a programme as it is shown: what was done last and when, and what stands in the way of it now.

    `ready` says that the latest sessions were lighter than meant; nothing is changed by that.
    """

    dose: Any
    last: Done | None
    last_on: date | None
    ready: bool
    hindrance: Hindrance | None
    instead: Exercise | None

    @property
    def exercise(self) -> Exercise:
        found: Exercise = self.dose.exercise
        return found

    @property
    def told(self) -> str:
        return amount_in_words(self.dose)

    @property
    def last_told(self) -> str:
        return done_in_words(self.last) if self.last else ""


@dataclass(frozen=True, slots=True)
class Week:
    """The week that begins on that Monday, and how many sessions were held in it."""

    monday: date
    sessions: int


@dataclass(frozen=True, slots=True)
class ExerciseCurve:
    """What was done of an exercise at each session, the oldest first; without what was done in its place."""

    exercise: Exercise
    points: Sequence[tuple[date, Done]]

    def value(self, done: Done) -> Decimal | None:
        """The load where it has one, else how many times or how long."""
        if self.exercise.loaded:
            return done.kilos
        number = done.repetitions if self.exercise.measure == Measure.REPETITIONS else done.seconds
        return None if number is None else Decimal(number)


def planned(programme: Any, there: Mapping[int, bool]) -> list[Planned]:
    """The doses that hold, in order; two queries. `there` are the kinds where the person trains, each in use or not."""
    doses = programme.doses.filter(ended_at=None).select_related(*WITH_EXERCISE, "exercise__picture")
    return with_last(programme, doses, there)


def with_last(
    programme: Any, doses: "QuerySet[Any]", there: Mapping[int, bool], *, other_than: Any = None
) -> list[Planned]:
    """Each of `doses` with what was done last of its exercise; two queries.

    `other_than` is a session being put right: what stands in it, and what came after, is not last time's.
    """
    by_exercise: dict[int, list[tuple[date, Done]]] = defaultdict(list)
    by_dose: dict[int, list[Done]] = defaultdict(list)
    for row in _latest_results(programme, other_than):
        done = done_of(row)
        by_dose[row.dose_id].append(done)
        if not done.in_its_place:
            by_exercise[row.dose.exercise_id].append((row.session.on, done))
    found = []
    for dose in doses:
        exercise = dose.exercise
        on, last = next(iter(by_exercise[exercise.pk]), (None, None))
        hindered = hindrance(exercise.kind_id, there)
        steps = [(step, step.kind_id) for step in alternatives(exercise)]
        found.append(
            Planned(
                dose=dose,
                last=last,
                last_on=on,
                ready=ready_for_more(dose.progression, dose.effort, by_dose[dose.pk]),
                hindrance=hindered,
                instead=instead(steps, there) if hindered else None,
            )
        )
    return found


def alternatives(exercise: Exercise) -> list[Exercise]:
    """What to do in its place, the first to try first; two steps, and never back to where one began."""
    found: list[Exercise] = []
    step = exercise.alternative
    while step is not None and len(found) < 2 and step.pk not in {exercise.pk, *(each.pk for each in found)}:
        found.append(step)
        step = step.alternative if len(found) < 2 else None
    return found


def done_of(row: Any) -> Done:
    return Done(row.sets, row.repetitions, row.seconds, row.kilos, row.effort)


def done_in(session: Any) -> dict[int, Done]:
    """What was done in a session, by dose; one query."""
    return {row.dose_id: done_of(row) for row in session.results.all()}


def weeks(sessions: "QuerySet[Any]", begun: date, today: date) -> list[Week]:
    """The latest weeks, that of `today` last, also those without a session; one query.

    None from before the programme was `begun`, unless the person had a programme and trained then.
    """
    this = today - timedelta(days=today.weekday())
    first = this - timedelta(weeks=WEEKS_SHOWN - 1)
    number: dict[date, int] = defaultdict(int)
    for on in sessions.filter(on__gte=first, on__lte=today).order_by().values_list("on", flat=True):
        number[on - timedelta(days=on.weekday())] += 1
    first = max(first, min([begun - timedelta(days=begun.weekday()), this, *number]))
    return [
        Week(first + timedelta(weeks=each), number[first + timedelta(weeks=each)])
        for each in range((this - first).days // 7 + 1)
    ]


def last_day(programme: Any, today: date) -> date:
    """The day that how it has gone is told until: nobody is missing after the programme has ended."""
    return timezone.localdate(programme.ended_at) if programme.ended_at else today


def curves(sessions: "QuerySet[Any]") -> list[ExerciseCurve]:
    """Each exercise of the latest sessions, as it stands in the programme; one query."""
    points: dict[int, list[tuple[date, Done]]] = defaultdict(list)
    exercises: dict[int, Exercise] = {}
    model: Any = sessions.model
    latest = sessions.order_by("-on", "-pk").values("pk")[:SESSIONS_SHOWN]
    results = model._meta.get_field("results").related_model._default_manager
    rows = results.filter(session__in=latest).select_related("session", "dose__exercise")
    for row in rows.order_by("-session__on", "-session", "dose__position", "pk"):
        done = done_of(row)
        if not done.in_its_place:
            exercises.setdefault(row.dose.exercise_id, row.dose.exercise)
            points[row.dose.exercise_id].append((row.session.on, done))
    return [ExerciseCurve(exercises[pk], points[pk][::-1]) for pk in exercises]


def _latest_results(programme: Any, other_than: Any) -> "QuerySet[Any]":
    """Of the programme's latest sessions, the newest first; of those before `other_than` when it is given."""
    sessions = programme.sessions.all()
    if other_than is not None:
        sessions = sessions.filter(on__lte=other_than.on).exclude(pk=other_than.pk)
    latest = sessions.order_by("-on", "-pk").values("pk")[:SESSIONS_BACK]
    results = programme.sessions.model._meta.get_field("results").related_model._default_manager
    rows: QuerySet[Any] = results.filter(session__in=latest).select_related("session", "dose")
    return rows.order_by("-session__on", "-session", "pk")

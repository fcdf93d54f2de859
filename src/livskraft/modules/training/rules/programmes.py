"""What is shown as ready for more, when is a programme gone through, and what stands in the way of an exercise?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from livskraft.modules.training.rules.vocabulary import Progression

# No source says how long: rules of the municipality's own.
WEEKS_TO_REVIEW = 12
MOST_WEEKS_TO_REVIEW = 52
SHOWN_BEFORE = timedelta(days=7)
SESSIONS_TOO_LIGHT = 2

Step = TypeVar("Step")


@dataclass(frozen=True, slots=True)
class Done:
    """What was done of a dose at one session. Neither times nor seconds: something else was done in its place."""

    sets: int
    repetitions: int | None = None
    seconds: int | None = None
    kilos: Decimal | None = None
    effort: int | None = None

    @property
    def in_its_place(self) -> bool:
        return self.repetitions is None and self.seconds is None


class Hindrance(StrEnum):
    """Why an exercise cannot be done where the person trains."""

    NOT_THERE = "not_there"
    OUT_OF_USE = "out_of_use"


def ready_for_more(progression: str, wanted_effort: int | None, latest: Sequence[Done]) -> bool:
    """Whether the two latest times, the newest first, were lighter than meant; something else in its place is none.

    It is shown to whoever may change the programme. Nothing is added by itself.
    """
    done = [each for each in latest if not each.in_its_place][:SESSIONS_TOO_LIGHT]
    if progression != Progression.EFFORT or wanted_effort is None or len(done) < SESSIONS_TOO_LIGHT:
        return False
    return all(each.effort is not None and each.effort < wanted_effort for each in done)


def default_review(today: date) -> date:
    return today + timedelta(weeks=WEEKS_TO_REVIEW)


def last_review(today: date) -> date:
    """The latest day that a programme can wait until it is gone through."""
    return today + timedelta(weeks=MOST_WEEKS_TO_REVIEW)


def review_due(review_on: date, today: date) -> bool:
    """Whether the programme is to be gone through, from a week before."""
    return review_on <= today + SHOWN_BEFORE


def hindrance(kind: int | None, there: Mapping[int, bool]) -> Hindrance | None:
    """What stands in the way where the kinds of `there` stand, each in use or not; None is what one does without."""
    if kind is None or there.get(kind):
        return None
    return Hindrance.OUT_OF_USE if kind in there else Hindrance.NOT_THERE


def instead(alternatives: Sequence[tuple[Step, int | None]], there: Mapping[int, bool]) -> Step | None:
    """The first of the alternatives, each with its kind, that can be done there; None when none can."""
    return next((step for step, kind in alternatives if hindrance(kind, there) is None), None)

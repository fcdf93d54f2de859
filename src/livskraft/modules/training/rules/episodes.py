"""When may a period of rehabilitation end, when has it gone quiet, and did it lead to friskvård?

Source: 000 Rehabilitering (the patient is introduced to the training of one's own before the treatment ends).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

# No source says how long: rules of the municipality's own.
DAYS_QUIET = 42
DAYS_TO_CROSS = 30


class NotYet(StrEnum):
    """What stands in the way of closing."""

    NO_BEGINNING = "no_beginning"
    SESSION_WITHOUT_NOTE = "session_without_note"
    UNSIGNED_DRAFT = "unsigned_draft"
    GOAL_NOT_FOLLOWED_UP = "goal_not_followed_up"
    NO_SUMMARY = "no_summary"


@dataclass(frozen=True, slots=True)
class Standing:
    """How it stands with what has to be journalled in a period, here or elsewhere."""

    begun: bool
    summarised: bool
    unjournalled: int = 0
    drafts: int = 0
    open_goals: int = 0


def hinders(standing: Standing) -> list[NotYet]:
    """What has to be done before the period is closed, in the order one would do it."""
    found = [
        (not standing.begun, NotYet.NO_BEGINNING),
        (standing.unjournalled > 0, NotYet.SESSION_WITHOUT_NOTE),
        (standing.drafts > 0, NotYet.UNSIGNED_DRAFT),
        (standing.open_goals > 0, NotYet.GOAL_NOT_FOLLOWED_UP),
        (not standing.summarised, NotYet.NO_SUMMARY),
    ]
    return [each for wanting, each in found if wanting]


def quiet_since(last: date) -> date:
    """The first day when so long has passed since something happened that somebody should go on or close."""
    return last + timedelta(days=DAYS_QUIET + 1)


def is_quiet(last: date, today: date) -> bool:
    return today >= quiet_since(last)


def crossed(closed_on: date, visits: Iterable[date]) -> bool:
    """Whether the person came to friskvård in time after the period; the day it was closed counts."""
    return any(closed_on <= on <= closed_on + timedelta(days=DAYS_TO_CROSS) for on in visits)

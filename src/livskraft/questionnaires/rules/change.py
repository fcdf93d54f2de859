"""Has anything changed between two scores, and is it enough to mean something?"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from livskraft.questionnaires.rules.instruments import Better, Instrument
from livskraft.questionnaires.rules.scoring import Score


class Change(StrEnum):
    BETTER = "better"
    WORSE = "worse"
    TOO_SMALL = "too_small"
    SAME = "same"
    NO_LIMIT = "no_limit"
    NOW_CAN = "now_can"
    NO_LONGER = "no_longer"
    NOT_COMPARABLE = "not_comparable"


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What must be alike for two scores to be compared: the instrument's version, the course, aid and help."""

    code: str
    course: Decimal | None
    aid: str
    help: str


@dataclass(frozen=True, slots=True)
class Compared:
    """`by` is how much later differs from earlier, in the score's unit; None where there are no two values."""

    change: Change
    by: Decimal | None = None


def compared(
    instrument: Instrument, earlier: Score, later: Score, before: Circumstances, after: Circumstances
) -> Compared:
    """What has come of it. Where nobody has said what difference means something, only how much it is."""
    if before != after:
        return Compared(Change.NOT_COMPARABLE)
    if earlier.could_not and later.value is not None:
        return Compared(Change.NOW_CAN)
    if earlier.value is not None and later.could_not:
        return Compared(Change.NO_LONGER)
    if earlier.value is None or later.value is None:
        return Compared(Change.NOT_COMPARABLE)
    by = later.value - earlier.value
    if by == 0:
        return Compared(Change.SAME, by)
    if instrument.smallest_difference is None:
        return Compared(Change.NO_LIMIT, by)
    if abs(by) < instrument.smallest_difference:
        return Compared(Change.TOO_SMALL, by)
    return Compared(Change.BETTER if (by > 0) == (instrument.better == Better.HIGHER) else Change.WORSE, by)

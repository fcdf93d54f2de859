"""What do two people's ticks come to when both have filled in who came? Pure decisions."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

from livskraft.modules.activities.rules.vocabulary import AgeGroup, CountedGender

Cell = tuple[AgeGroup, CountedGender]
T = TypeVar("T")

CELLS: tuple[Cell, ...] = tuple((age, gender) for age in AgeGroup for gender in CountedGender)
MOST_OF_A_GROUP = 2000
# Local rule: people arrive before it begins, and a list for a later day is a mistake.
OPENS_BEFORE = timedelta(hours=1)
LIKELY_WEEKS = 8
# What is sent twice by an impatient press is one thing.
SAME_PRESS = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Changes:
    """What one person did to the list that they were shown: ticks that they left alone are nobody's decision."""

    came: frozenset[int]
    left: frozenset[int]


def changes(*, shown: Collection[int], ticked: Collection[int]) -> Changes:
    """Who was ticked, and who was unticked, since the list was `shown`.

    So two people's ticks add up: only an untick that somebody made takes anybody away.
    """
    return Changes(frozenset(ticked) - frozenset(shown), frozenset(shown) - frozenset(ticked))


def merged_counts(
    *, shown: Mapping[Cell, int], typed: Mapping[Cell, int], saved: Mapping[Cell, int]
) -> dict[Cell, int] | None:
    """Each number as it is to be: the one that somebody changed holds. None when both changed the same one differently.

    A cell that is not there is 0.
    """
    result: dict[Cell, int] = {}
    for cell in CELLS:
        was, mine, theirs = shown.get(cell, 0), typed.get(cell, 0), saved.get(cell, 0)
        if mine != was and theirs not in (was, mine):
            return None
        result[cell] = theirs if mine == was else mine
    return result


def split_name(text: str) -> tuple[str, str]:
    """Given and family name of what was typed in one field: the last word is the family's, where there are several."""
    *given, last = text.split()
    return (" ".join(given), last) if given else (last, "")

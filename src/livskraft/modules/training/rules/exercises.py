"""How is an exercise read step by step, and which other one can stand in for it?"""

import re
from collections.abc import Mapping

# Steps are numbered where they are shown; who pastes a list should not get two marks on each.
_MARK = re.compile(r"^(?:\d{1,2}[.)]|[-–*•])\s+")


def steps(text: str) -> list[str]:
    """The lines that say something, without the numbers and dashes that somebody has typed before them."""
    return [words for line in text.splitlines() if (words := _MARK.sub("", line.strip()).strip())]


def leads_back(exercise: int, alternative: int, alternatives: Mapping[int, int | None]) -> bool:
    """Whether one who goes from alternative to alternative would come back to the exercise, or go round for ever."""
    passed = {exercise}
    step: int | None = alternative
    while step is not None:
        if step in passed:
            return True
        passed.add(step)
        step = alternatives.get(step)
    return False


def matches(words: str, *texts: str) -> bool:
    """Whether every one of the words stands in any of the texts; both as `name_key` writes them."""
    return all(any(word in text for text in texts) for word in words.split())

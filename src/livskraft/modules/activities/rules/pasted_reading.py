"""What came of a pasted programme, line by line, for somebody to look through before it is saved?"""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    HEADING = "heading"
    ACTIVITY = "activity"
    CLOSED = "closed"
    UNREAD = "unread"
    BLANK = "blank"


@dataclass(frozen=True)
class Proposed:
    date: date
    start: time
    end: time | None
    title: str
    cost: int | None
    """Whole kronor; 0 is free, None is not said."""
    line: int
    """The line, from 1, that named it."""


@dataclass(frozen=True)
class ReadLine:
    number: int
    text: str
    """As it was pasted."""
    kind: Kind
    activities: tuple[Proposed, ...] = ()
    closed: tuple[date, ...] = ()
    left: tuple[str, ...] = ()
    """Cells of a table row that were not understood though others in the row were."""


@dataclass(frozen=True)
class Reading:
    activities: tuple[Proposed, ...]
    closed: tuple[date, ...]
    unread: tuple[str, ...]
    lines: tuple[ReadLine, ...]

    def as_json(self) -> dict[str, Any]:
        return {
            "activities": [
                {
                    "date": each.date.isoformat(),
                    "start": f"{each.start:%H:%M}",
                    "end": f"{each.end:%H:%M}" if each.end else None,
                    "title": each.title,
                    "cost": each.cost,
                }
                for each in self.activities
            ],
            "closed": [each.isoformat() for each in self.closed],
            "unread": list(self.unread),
        }

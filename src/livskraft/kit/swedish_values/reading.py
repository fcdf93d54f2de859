"""What came of reading a written value?"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

T = TypeVar("T")


class Found(StrEnum):
    VALUE = "value"
    EMPTY = "empty"
    UNKNOWN = "unknown"  # somebody wrote that it is not known: "okänt", "?", "-"
    NEVER = "never"  # somebody wrote that it has not happened: "aldrig", "ej besiktad"
    UNREADABLE = "unreadable"  # something is written, and we do not dare to say what


@dataclass(frozen=True, slots=True)
class Reading(Generic[T]):
    """`value` only with Found.VALUE; `why` (Swedish) only with Found.UNREADABLE.

    `approximate`: the writer marked it as uncertain ("ca 2015"), or it is finer than can be kept ("HT 2023")."""

    found: Found
    value: T | None = None
    why: str = ""
    approximate: bool = False

    @property
    def readable(self) -> bool:
        return self.found is not Found.UNREADABLE

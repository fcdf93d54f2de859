"""How exactly do we know a date: the year, the month or the day?"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

MONTHS = (
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
)

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


class Precision(StrEnum):
    YEAR = "year"
    MONTH = "month"
    DAY = "day"


@dataclass(frozen=True, order=True, slots=True)
class PartialDate:
    """A date whose day, or month and day, may be unknown (0). Sorted by the first day it can be.

    Raises ValueError for a date that does not exist."""

    year: int
    month: int = 0
    day: int = 0

    def __post_init__(self) -> None:
        if self.day and not self.month:
            raise ValueError("a day needs a month")
        date(self.year, self.month or 1, self.day or 1)

    @classmethod
    def of(cls, day: date) -> PartialDate:
        return cls(day.year, day.month, day.day)

    @classmethod
    def from_iso(cls, text: str) -> PartialDate:
        """Reads "2019", "2019-03" and "2019-03-17"; ValueError for anything else."""
        match = _ISO.fullmatch(text)
        if not match:
            raise ValueError(f"not a partial ISO date: {text!r}")
        parts = [int(part) for part in match.groups() if part is not None]
        if 0 in parts:
            raise ValueError(f"not a partial ISO date: {text!r}")
        return cls(*parts)

    @classmethod
    def from_code(cls, code: int) -> PartialDate:
        """Reads yyyymmdd, with 00 for what is unknown."""
        return cls(code // 10000, code // 100 % 100, code % 100)

    @property
    def precision(self) -> Precision:
        if self.day:
            return Precision.DAY
        return Precision.MONTH if self.month else Precision.YEAR

    @property
    def code(self) -> int:
        """yyyymmdd, with 00 for what is unknown: sorts and compares as the first possible day."""
        return self.year * 10000 + self.month * 100 + self.day

    @property
    def iso(self) -> str:
        text = f"{self.year:04}"
        if self.month:
            text += f"-{self.month:02}"
        if self.day:
            text += f"-{self.day:02}"
        return text

    @property
    def first(self) -> date:
        """The first day it can be."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The last day it can be."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    @property
    def text(self) -> str:
        """As written in Swedish: "2019", "mars 2019", "17 mars 2019"."""
        words = [str(self.day)] if self.day else []
        if self.month:
            words.append(MONTHS[self.month - 1])
        return " ".join([*words, str(self.year)])

    def __str__(self) -> str:
        return self.text

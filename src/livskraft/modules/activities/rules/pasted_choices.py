"""What is proposed to somebody who looks through a pasted programme: which activities, of which kind, and when?"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, time
from itertools import groupby

from livskraft.kit.names import name_key
from livskraft.modules.activities.rules.pasted_reading import Proposed, Reading
from livskraft.modules.activities.rules.vocabulary import Kind

# More than a school term of full weeks is read a part at a time, so that somebody really looks it through.
MOST_PROPOSED = 400
# The first row that fits says the kind; a word that says nothing makes it social.
_KINDS = (
    (Kind.GYM, re.compile(r"minigym|friskvård i gym", re.I)),
    (Kind.TRAINING, re.compile(r"gympa|gymnastik|träning|styrka|balans|yoga|qigong|boule|bordtennis|pilates", re.I)),
    (Kind.HEALTH, re.compile(r"promenad|hälsa|blodtryck|mindfulness|avslappning|fotvård|syn- och hörsel", re.I)),
    (Kind.CULTURAL, re.compile(r"musik|kör|sjung|sång|allsång|konsert|film|bio|teater|bok|konst|dans|författ", re.I)),
)


@dataclass(frozen=True, slots=True)
class Time:
    """One proposed time; `number` is its place in the reading, `there` that it stands in the programme already."""

    number: int
    on: date
    start: time
    end: time | None
    title: str
    cost: int | None
    line: int
    there: bool = False


@dataclass(frozen=True, slots=True)
class Title:
    """A title that the programme does not have yet, with the kind that its words suggest.

    `like` is a title that the place has and that says nearly the same: it is proposed instead.
    """

    number: int
    title: str
    kind: Kind
    like: str = ""


@dataclass(frozen=True, slots=True)
class Week:
    monday: date
    times: tuple[Time, ...]
    closed: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """All that can be ticked, week by week, and the titles that are new to the place."""

    weeks: tuple[Week, ...] = ()
    new: tuple[Title, ...] = field(default=())


def kind_of(title: str) -> Kind:
    return next((kind for kind, words in _KINDS if words.search(title)), Kind.SOCIAL)


def alike(title: str) -> str:
    """What two ways to write the same title have in common: letters and digits, whatever stands between them."""
    return "".join(char for char in name_key(title) if char.isalnum())


def choices(reading: Reading, *, known: Iterable[str], there: Iterable[tuple[str, date, time]]) -> Choices:
    """What came of a reading, beside the titles that are `known` at the place and the times that are `there`."""
    standing = list(known)
    titles = {name_key(title) for title in standing}
    nearly = {alike(title): title for title in reversed(standing) if alike(title)}
    taken = {(alike(title) or name_key(title), on, at) for title, on, at in there}
    times = [
        Time(
            number,
            each.date,
            each.start,
            each.end,
            each.title,
            each.cost,
            each.line,
            (alike(each.title) or name_key(each.title), each.date, each.start) in taken,
        )
        for number, each in enumerate(reading.activities)
    ]
    by_week = sorted(times, key=lambda each: (each.on, each.start, each.number))
    weeks = {monday: tuple(rows) for monday, rows in groupby(by_week, key=lambda each: _monday(each.on))}
    closed = {monday: tuple(days) for monday, days in groupby(sorted(reading.closed), key=_monday)}
    return Choices(
        tuple(Week(monday, weeks.get(monday, ()), closed.get(monday, ())) for monday in sorted({*weeks, *closed})),
        tuple(
            Title(number, title, kind_of(title), nearly.get(alike(title), ""))
            for number, title in enumerate(_distinct(reading.activities))
            if name_key(title) not in titles
        ),
    )


def _distinct(proposed: Iterable[Proposed]) -> list[str]:
    """Each title once, as it is first written."""
    return list({name_key(each.title): each.title for each in reversed(list(proposed))}.values())[::-1]


def _monday(day: date) -> date:
    return date.fromordinal(day.toordinal() - day.weekday())

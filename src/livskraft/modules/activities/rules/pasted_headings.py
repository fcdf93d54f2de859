"""Is a pasted line a heading, and what does it say of the lines below: week, month, day or section?"""

import re
from dataclasses import replace
from datetime import timedelta

from livskraft.modules.activities.rules.pasted_calendar import LONGEST, Unclear
from livskraft.modules.activities.rules.pasted_days import Days, month_of
from livskraft.modules.activities.rules.pasted_entries import Line
from livskraft.modules.activities.rules.pasted_notices import (
    HOLIDAYS,
    MONTH_IN_TITLE,
    ONLY_MONTH,
    PART_OF_DAY,
    SECTION,
    SELDOM_SECTION,
    SENTENCE,
    YEAR,
    Word,
    opening,
)
from livskraft.modules.activities.rules.pasted_reading import Kind
from livskraft.modules.activities.rules.pasted_state import Row, State

LONGEST_HEADING = 10
EVERY_WEEK = re.compile(r"^(?:varje|alla)\s+veck\w+\W*$", re.I)
ONLY_LUNCH = re.compile(r"lunch(?:en|er)?\W*", re.I)
PROGRAMME = re.compile(r"program|schema|aktiviteter", re.I)
GREETING = re.compile(r"^(?:hej|god\s|kära|bästa|ing(?:en|et|a)\b|till alla|välkomna?\s*!*$|varmt)", re.I)


def read_heading(state: State, row: Row, text: str, line: Line, *, first: bool) -> bool:
    """True if the line is a heading; what it says is then remembered in the state."""
    days = line.days
    titled = _titled(text, line)
    if (opening(text) is Word.MENU or ONLY_LUNCH.fullmatch(text)) and titled and not re.search(r":\s*\w", text):
        _begin(state, days, text)
        state.day, state.rule, state.menu = None, None, True
    elif _is_day(line):
        state.signed = False
        try:
            state.set_day(days)
        except Unclear:
            if days.dates or days.ranges:
                return False
    elif days.named and not days.ranges:
        return False
    elif titled and (days.weeks or days.ranges or days.parity is not None or EVERY_WEEK.match(text)):
        return _begin(state, days, text) and _mark(row)
    elif month := ONLY_MONTH.match(text):
        return _begin_months(state, month) and _mark(row)
    elif SELDOM_SECTION.fullmatch(text):
        state.begin_period()
        state.period.seldom = True
    elif PART_OF_DAY.fullmatch(text.strip()):
        pass
    elif titled and (first or _is_section(text)) and not state.signed:
        _begin_section(state, text)
    else:
        _announced(state, days, text)
        return False
    return _mark(row)


def may_be_title(text: str, line: Line) -> bool:
    """A heading that names no day and no section may be the name of what is on at the time below it."""
    days = line.days
    named = days.named or days.qualified or ONLY_MONTH.match(text) or PART_OF_DAY.fullmatch(text.strip())
    return not (named or SECTION.search(text) or text.endswith(":"))


def _mark(row: Row) -> bool:
    row.kind = Kind.HEADING
    return True


def _titled(text: str, line: Line) -> bool:
    """Short, and neither a sentence nor a notice."""
    if line.slots or line.entries or len(text.split()) > LONGEST_HEADING or GREETING.match(text):
        return False
    if re.search(r"[a-zåäö]{2,}\.$", text) or SENTENCE.search(text):
        return False
    return opening(text) is not Word.NOTICE or _is_short_section(text)


def _is_short_section(text: str) -> bool:
    return len(text.split()) <= 3 and not re.search(r"\d|[.!]", text) and SECTION.search(text) is not None


def _is_section(text: str) -> bool:
    if re.search(r":\s*\w", text) and not PROGRAMME.match(text):
        return False
    return bool(
        SECTION.search(text) or text.endswith(":") or (text.isupper() and len(text) > 3 and not text.endswith("!"))
    )


def _is_day(line: Line) -> bool:
    """A day, a holiday's name perhaps, and nothing else."""
    days = line.days
    if not (days.dates or days.weekdays) or days.ranges or not line.day_first:
        return False
    return not re.search(r"\w", HOLIDAYS.sub("", line.rest))


def _begin(state: State, days: Days, text: str) -> bool:
    """A week, a range of dates, or odd and even weeks, for the lines below. False if the calendar has no such."""
    period = state.period
    try:
        if days.weeks:
            period.spans = period.weeks(tuple(week for week in days.weeks if week not in days.excluded_weeks))
        elif days.ranges:
            period.spans = tuple(period.range(*pair) for pair in days.ranges)
    except Unclear:
        period.spans = ()
        state.begin_period()
        return False
    if period.spans and (days.weeks or days.ranges):
        period.latest = period.spans[0][0]
    period.parity = days.parity
    state.begin_period()
    return True


def _begin_months(state: State, match: re.Match[str]) -> bool:
    period = state.period
    first, last = month_of(match["first"]), month_of(match["last"] or match["first"])
    try:
        begins = period.month(first, _year(match["begins"]) or _year(match["year"], earlier=last < first))
        period.latest = begins[1]
        span = (begins[0], period.month(last, _year(match["year"]))[1] if match["last"] else begins[1])
        if not timedelta(0) < span[1] - span[0] <= LONGEST:
            raise Unclear
    except Unclear:
        period.spans = ()
        state.begin_period()
        return False
    period.spans, period.latest, period.parity = (span,), begins[0], None
    state.begin_period()
    return True


def _year(said: str | None, *, earlier: bool = False) -> int | None:
    # "November–januari 2027" begins in 2026.
    return int(said) - earlier if said else None


def _begin_section(state: State, text: str) -> None:
    period = state.period
    month = MONTH_IN_TITLE.search(text)
    if month:
        _begin_months(state, month)
    elif (year := YEAR.search(text)) and int(year[1]) == period.year + 1 and period.latest is None:
        period.year += 1
    state.begin_period()


def _announced(state: State, days: Days, text: str) -> None:
    """ "Här kommer programmet för vecka 20!" is no heading, yet says the week of what follows."""
    if days.weeks and PROGRAMME.search(text) and not state.period.spans:
        _begin(state, replace(days, parity=None), text)

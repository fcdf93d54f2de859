"""On which whole days is the meeting place closed, according to one line of a pasted programme?"""

import re
from dataclasses import replace
from datetime import date

from livskraft.modules.activities.rules.pasted_calendar import Unclear, holiday
from livskraft.modules.activities.rules.pasted_days import find_days
from livskraft.modules.activities.rules.pasted_notices import CLOSED_WORD, HOLIDAYS, PARTLY, REOPENS
from livskraft.modules.activities.rules.pasted_state import State
from livskraft.modules.activities.rules.pasted_tables import whole_day
from livskraft.modules.activities.rules.pasted_times import find_times

# Closed at times that no day above the line is about.
OTHER_TIMES = re.compile(
    r"\b(?:sommar|jul|nyår|påsk|helg|säsong|tills vidare|året|röda|ibland|dessa|följande|perioden)\w*", re.I
)
# A closed heading says it in few words; a long sentence without a day is about something else.
FEW = 6


def closed_dates(state: State, text: str, *, listed: bool) -> list[date]:
    """Every day meant; Monday to Friday where a week or a range is. Raises Unclear if only a part is closed."""
    text = REOPENS.sub("", text) if CLOSED_WORD.search(REOPENS.sub("", text)) else text
    bare = CLOSED_WORD.sub(" ", text)
    days, spans = find_days(bare)
    beside = "".join(
        " " if any(begins <= place < ends for begins, ends in spans) else sign for place, sign in enumerate(bare)
    )
    if PARTLY.search(text) or any(each.certain for each in find_times(beside, alone_at=None)):
        raise Unclear
    period = state.period
    if days.named:
        if listed and not whole_day(text):
            raise Unclear
        found = state.occurrences(days)
        if days.dates and not listed:
            period.latest = max(found, default=period.latest)
        state.closed_listed = listed
        state.day, state.rule = [], None
    elif days.weeks and state.rule and state.rule.recurring and set(period.weeks(days.weeks)) <= set(period.spans):
        # Below "Onsdagar" it is that week's Wednesday.
        found = period.occurrences(replace(state.rule, weeks=days.weeks))
    elif days.weeks:
        found = [each for first, last in period.weeks(days.weeks) for each in _workdays(first, last)]
    elif days.months:
        found = [each for number in days.months for each in _workdays(*period.month(number))]
    elif days.start is not None and days.until is not None:
        begins = period.week(days.start)[0] if isinstance(days.start, int) else period.resolve(days.start)
        ends = period.week(days.until)[1] if isinstance(days.until, int) else period.resolve(days.until)
        if ends < begins and not isinstance(days.start, int) and not isinstance(days.until, int):
            begins, ends = period.range(days.start, days.until)
        found = _workdays(begins, ends)
    elif days.start is not None or days.until is not None or days.unclear:
        raise Unclear
    elif names := HOLIDAYS.findall(bare):
        known = [holiday(name, _year_of(state)) for name in names]
        found = [each for each in known if each]
        if state.day and set(found) <= set(state.day):
            # The day's heading says which day the holiday is.
            found = state.day
        elif len(found) != len(names):
            raise Unclear
    else:
        found = _of_the_heading(state, bare, listed=listed)
    if not found:
        raise Unclear
    return found


def _of_the_heading(state: State, bare: str, *, listed: bool) -> list[date]:
    if listed or len(bare.split()) > FEW or OTHER_TIMES.search(bare):
        raise Unclear
    if state.day and not state.busy & set(state.day):
        return state.day
    spans = state.period.spans
    if state.day is None and spans and (spans[-1][1] - spans[0][0]).days < 7:
        return _workdays(*spans[0])
    raise Unclear


def _year_of(state: State) -> int:
    latest = state.period.latest
    return latest.year if latest else state.period.year


def _workdays(first: date, last: date) -> list[date]:
    if last < first or (last - first).days > 370:
        raise Unclear
    return [
        each for each in map(date.fromordinal, range(first.toordinal(), last.toordinal() + 1)) if each.weekday() < 5
    ]

"""What activities and closed days does a pasted programme hold, and which of its lines could not be read?"""

import re
from dataclasses import replace
from datetime import date

from livskraft.modules.activities.rules.pasted_calendar import FIRST_YEAR, LAST_YEAR, Period, Unclear
from livskraft.modules.activities.rules.pasted_closures import closed_dates
from livskraft.modules.activities.rules.pasted_costs import find_costs, only_cost
from livskraft.modules.activities.rules.pasted_days import find_days
from livskraft.modules.activities.rules.pasted_entries import Entry, Line, read_line
from livskraft.modules.activities.rules.pasted_headings import may_be_title, read_heading
from livskraft.modules.activities.rules.pasted_notices import (
    CLOSED_LIST,
    CLOSED_WORD,
    HOLIDAYS,
    ONLY_CANCELLED,
    SUBJECT,
    Word,
    opening,
)
from livskraft.modules.activities.rules.pasted_reading import Kind, Reading
from livskraft.modules.activities.rules.pasted_rows import read_row
from livskraft.modules.activities.rules.pasted_state import Row, State, Waiting
from livskraft.modules.activities.rules.pasted_tables import cells_of, loose_cells
from livskraft.modules.activities.rules.pasted_text import (
    MOST_CHARACTERS,
    MOST_LINES,
    MOST_ON_A_LINE,
    is_rule,
    split_lines,
    visible,
    without_mark,
)
from livskraft.modules.activities.rules.pasted_titles import title_alone

__all__ = ["Kind", "Reading", "read_programme"]

Above = tuple[Row, str, list[date] | None] | None

# "Tisdag 4" under a month is the 4th if that is a Tuesday; else the figure is a time or nothing.
BARE_DATE = re.compile(
    (
        r"^(?P<weekday>[^\W\d]{2,7}(?:dag|dagen|\.)?)(?P<space>,?\s+(?:den\s+)?)(?P<day>\d{1,2})(?![\d.:/]|"
        r"\s*[-–—]\s*\d|\s*till\s+\d)"
    ),
    re.I,
)

NOT_A_TITLE = re.compile(
    r"(?:anmäl|föranmäl|sista anm|obs\b|plats|lokal|ledare|kostnad|pris|avgift|tel\b|ring\b|kontakt|"
    r"samling|ta (?:gärna )?med|medtag|mer info|se )",
    re.I,
)


def read_programme(text: str, *, year: int) -> Reading:
    """The text read line by line; a line that is not surely understood is unread, never guessed.

    `year` is the year in which the text begins; it may go on into the next. Raises ValueError outside 2000–2099."""
    if not FIRST_YEAR <= year < LAST_YEAR:
        raise ValueError(f"year {year}")
    lines = split_lines(text)
    rows = [Row(number, line) for number, line in enumerate(lines[:MOST_LINES], start=1)]
    state, characters, first = State(Period(year)), 0, True
    for row in rows:
        characters += len(row.text)
        if len(row.text) <= MOST_ON_A_LINE and characters <= MOST_CHARACTERS:
            _read(state, row, first=first)
            first = first and row.kind is Kind.BLANK
        elif not row.text.strip():
            row.kind = Kind.BLANK
    rows += [Row(number, line) for number, line in enumerate(lines[MOST_LINES:], start=MOST_LINES + 1) if line.strip()]
    return _reading(rows)


def _read(state: State, row: Row, *, first: bool) -> None:
    line = visible(row.text)
    text = without_mark(line)
    if not text or is_rule(line):
        row.kind = Kind.HEADING if line.strip() and is_rule(line) else Kind.BLANK
        if not line.strip():
            state.begin_block()
        return
    cells = cells_of(line, grid=state.grid is not None) or loose_cells(line)
    if cells is not None and read_row(state, row, cells):
        return
    if cells is None:
        state.end_table()
    _read_text(state, row, _dated(state, " ".join(text.strip("| ").replace("|", " / ").split())), first=first)


def _dated(state: State, text: str) -> str:
    match = BARE_DATE.match(text)
    if match is None:
        return text
    dated = f"{match['weekday']}{match['space']}{match['day']}:e{text[match.end() :]}"
    line = read_line(dated)
    if len(line.days.dates) != 1 or line.days.dates[0].weekday is None:
        return text
    try:
        state.period.resolve(line.days.dates[0])
    except Unclear:
        return text
    return dated if line.slots or line.entries or not line.rest else text


def _read_text(state: State, row: Row, text: str, *, first: bool) -> None:
    if subject := SUBJECT.match(text):
        read_heading(state, row, text[subject.end() :], read_line(text[subject.end() :]), first=True)
        row.kind = Kind.HEADING
        return
    word = opening(text)
    if word in (Word.MAIL, Word.SIGNATURE):
        state.signed = word is Word.SIGNATURE
        return
    above, state.above = state.above, None
    waiting, state.waiting = state.waiting, None
    if _is_closed(state, row, text):
        return
    line = read_line(text)
    if line.cancelled:
        _cancel(state, row, text, line, above=waiting is not None)
        return
    if waiting and not (line.slots or line.entries or line.days.named) and _title_below(state, row, text, waiting):
        return
    if only_cost(text):
        _add_cost(state, row, text)
        return
    state_latest, state.latest = state.latest, None
    if line.slots or line.entries or not line.clear:
        _add_entries(state, row, text, line, above=above)
        return
    if read_heading(state, row, text, line, first=first):
        # "Sommarfest", "Datum: 17 juni", "Tid: 13–16": the name is two lines up.
        if line.labelled and above:
            state.above = (above[0], above[1], state.day)
        elif may_be_title(text, line):
            state.above = (row, text, None)
        return
    # A line of words under an activity tells of it; elsewhere it may be a title whose time comes below.
    state.latest = state_latest
    own = None
    if line.day_first and line.days.named:
        own = _set_day(state, line)
        text = line.rest
    if not state.menu and not state.signed:
        state.above = (row, text, own)


def _is_closed(state: State, row: Row, text: str) -> bool:
    """True where the line speaks of being closed, or stands in a list of closed days, whether understood or not."""
    listed = state.closed_list and not CLOSED_WORD.search(text)
    if not listed and not CLOSED_WORD.search(text):
        return False
    if CLOSED_LIST.search(text) and not _names_days(text):
        state.closed_list, row.kind = True, Kind.HEADING
        return True
    try:
        row.closed |= set(closed_dates(state, text, listed=listed))
    except Unclear:
        if not listed:
            line = read_line(text)
            if line.day_first and line.days.named:
                _set_day(state, line)
            return True
        state.closed_list = False
        return False
    row.kind = Kind.CLOSED
    return True


def _names_days(text: str) -> bool:
    days, _ = find_days(text)
    return days.named or bool(days.weeks or days.months or HOLIDAYS.search(text))


def _set_day(state: State, line: Line) -> list[date] | None:
    try:
        return state.set_day(line.days)
    except Unclear:
        return []


def _cancel(state: State, row: Row, text: str, line: Line, *, above: bool) -> None:
    if line.day_first and line.days.named:
        _set_day(state, line)
    elif state.latest and not line.slots and not line.entries and ONLY_CANCELLED.fullmatch(text) and not above:
        # "Inställt!" below an activity takes it back.
        state.latest.proposed.clear()
        state.latest.kind = Kind.UNREAD
    state.latest = None


def _title_below(state: State, row: Row, text: str, waiting: Waiting) -> bool:
    title = title_alone(text)
    if not title or NOT_A_TITLE.match(text):
        return False
    try:
        state.propose(row, waiting.dates, Entry(waiting.slots, title, waiting.cost))
    except Unclear:
        return False
    waiting.row.kind = Kind.ACTIVITY
    return True


def _add_cost(state: State, row: Row, text: str) -> None:
    """A price on its own line is that of the activity right above; elsewhere it is a general notice."""
    cost = find_costs(text).kronor
    latest = state.latest
    if latest is None or cost is None or any(each.cost is not None for each in latest.proposed):
        return
    latest.proposed[:] = [replace(each, cost=cost) for each in latest.proposed]
    row.kind = Kind.ACTIVITY


def _add_entries(state: State, row: Row, text: str, line: Line, *, above: Above) -> None:
    if not line.clear or state.signed or state.menu:
        if line.day_first and line.days.named and line.clear:
            _set_day(state, line)
        return
    try:
        if not line.entries:
            _time_only(state, row, line, above=above)
            return
        title_first = line.entries[0].title_first
        dates = state.dates_for(line.days, day_first=line.day_first, title_first=title_first)
    except Unclear:
        if line.day_first:
            state.day, state.rule = [], None
        return
    _remember(state, line, dates)
    try:
        for entry in line.entries:
            state.propose(row, dates, entry)
    except Unclear:
        row.proposed.clear()
        row.kind = Kind.UNREAD


def _remember(state: State, line: Line, dates: list[date]) -> None:
    """The day that leads a line holds for the lines below it; a recurrence's or a title's day for its own line."""
    if not line.days.named:
        return
    if line.day_first and not line.days.recurring:
        state.day, state.rule = dates, line.days
    else:
        state.day = state.rule = None
    if line.days.dates:
        state.period.latest = max(dates)


def _time_only(state: State, row: Row, line: Line, *, above: Above) -> None:
    """A time with no name beside it belongs to the title right above, or else to the one below. Raises Unclear."""
    own = above[2] if above else None
    days = line.days
    dates = own if own is not None and not days.named else state.dates_for(days, day_first=True, title_first=False)
    if not dates:
        raise Unclear
    title = title_alone(above[1]) if above else ""
    named = above is not None and (opening(above[1]) is None or above[0].kind is Kind.HEADING)
    if above and named and title and not NOT_A_TITLE.match(above[1]):
        state.propose(above[0], dates, Entry(line.slots, title, line.cost))
        row.kind = Kind.ACTIVITY
    elif not line.rest:
        state.waiting = Waiting(row, dates, line.slots, line.cost)
    _remember(state, replace(line, day_first=True), dates)


def _reading(rows: list[Row]) -> Reading:
    _settle_closures(rows)
    _settle_signatures(rows)
    lines = tuple(row.done() for row in rows)
    activities = sorted(
        (each for line in lines for each in line.activities), key=lambda each: (each.date, each.start, each.line)
    )
    closed = sorted({each for line in lines for each in line.closed})
    return Reading(
        tuple(activities), tuple(closed), tuple(line.text for line in lines if line.kind is Kind.UNREAD), lines
    )


def _settle_closures(rows: list[Row]) -> None:
    """Nothing is on while it is closed. One closed cell of a grid closes the day only if the other cells are empty."""
    busy = {each.date for row in rows for each in row.proposed}
    for row in rows:
        if row.tentative:
            row.closed -= busy
    closed = {each for row in rows for each in row.closed}
    for row in rows:
        if row.kind is Kind.ACTIVITY and row.proposed:
            row.proposed = [each for each in row.proposed if each.date not in closed]
            if not row.proposed and not row.closed:
                row.kind = Kind.UNREAD


def _settle_signatures(rows: list[Row]) -> None:
    """A heading with nothing below it is a signature, not a heading."""
    for row in reversed(rows):
        if row.kind is Kind.HEADING and not is_rule(visible(row.text)):
            row.kind = Kind.UNREAD
        elif row.kind is not Kind.BLANK:
            return

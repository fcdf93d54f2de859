"""What activities and closures does one row of a pasted table hold?"""

import re
from dataclasses import replace
from datetime import date

from livskraft.modules.activities.rules.pasted_calendar import Unclear
from livskraft.modules.activities.rules.pasted_closures import closed_dates
from livskraft.modules.activities.rules.pasted_costs import find_costs
from livskraft.modules.activities.rules.pasted_days import Days, find_days
from livskraft.modules.activities.rules.pasted_entries import Entry, Line, read_line
from livskraft.modules.activities.rules.pasted_notices import CANCELLED, CLOSED_WORD
from livskraft.modules.activities.rules.pasted_reading import Kind
from livskraft.modules.activities.rules.pasted_state import Row, State
from livskraft.modules.activities.rules.pasted_tables import (
    Column,
    columns_of,
    grid_of,
    heads_parts_of_day,
    is_empty,
    whole_cost,
    whole_day,
    whole_time,
)
from livskraft.modules.activities.rules.pasted_times import Slot
from livskraft.modules.activities.rules.pasted_titles import has_words, title_of


def read_row(state: State, row: Row, cells: list[str]) -> bool:
    """False where the cells make no row after all: the line is then read as text."""
    if columns := columns_of(cells):
        state.end_table()
        state.columns, row.kind = columns, Kind.HEADING
        return True
    if grid := grid_of(cells):
        state.end_table()
        state.grid, row.kind = grid, Kind.HEADING
        _grid_heading(state, cells)
        return True
    if heads_parts_of_day(cells):
        state.end_table()
        state.parts, row.kind = True, Kind.HEADING
        return True
    state.begin_block()
    if state.grid is not None:
        return _grid_row(state, row, cells)
    return _row(state, row, cells)


def _grid_heading(state: State, cells: list[str]) -> None:
    days, _ = find_days(cells[0])
    if days.weeks and not days.named:
        state.period.spans = state.period.weeks(days.weeks)


def _grid_row(state: State, row: Row, cells: list[str]) -> bool:
    grid = state.grid or {}
    slots: tuple[Slot, ...] = ()
    if 0 not in grid and cells[0]:
        slots = whole_time(cells[0])
        days, _ = find_days(cells[0])
        if days.weeks and not days.named:
            try:
                state.period.spans = state.period.weeks(days.weeks)
            except Unclear:
                return True
    empty = True
    for place, days in grid.items():
        cell = cells[place] if place < len(cells) else ""
        if is_empty(cell):
            continue
        empty = False
        try:
            _grid_cell(state, row, cell, days, slots)
        except Unclear:
            row.left.append(cell)
    if empty:
        # A part of the day with nothing on, as a dash or an empty cell says, is a row of the grid and no notice.
        row.kind = Kind.HEADING
    return True


def _grid_cell(state: State, row: Row, cell: str, days: Days, slots: tuple[Slot, ...]) -> None:
    dates, state.rule = state.occurrences(days), days
    if CLOSED_WORD.search(cell):
        state.day = dates
        row.closed |= set(closed_dates(state, cell, listed=False))
        row.tentative = True
        row.kind = Kind.CLOSED if row.kind is Kind.UNREAD else row.kind
        return
    _add_cell(state, row, cell, dates, slots)


def _add_cell(state: State, row: Row, cell: str, dates: list[date], slots: tuple[Slot, ...]) -> None:
    line = read_line(cell)
    if not dates or line.cancelled or not line.clear:
        raise Unclear
    entries = line.entries
    if not entries and slots and not line.slots:
        title = title_of(line.rest)
        entries = (Entry(slots, title, line.cost),) if title else ()
    if not entries:
        raise Unclear
    dates = _narrowed(state, dates, line)
    for entry in entries:
        state.propose(row, dates, entry)


def _row(state: State, row: Row, cells: list[str]) -> bool:
    """A row with a day, a time and a title in cells of their own; the day may be that of the row above."""
    while cells and not cells[-1]:
        cells = cells[:-1]
    roles = state.columns if state.columns and len(cells) <= len(state.columns) else None
    days: Days | None = None
    slots: tuple[Slot, ...] = ()
    cost: int | None = None
    words: list[str] = []
    for place, cell in enumerate(cells):
        if is_empty(cell):
            continue
        role = roles[place] if roles and place < len(roles) else None
        if role in (None, Column.DAY) and days is None and (found := _day(state, cell)):
            days = found
        elif role in (None, Column.DAY) and days is not None and (found := _day(state, cell)):
            # "4/5" in one column and "Måndag" in the next are one day, if they agree.
            days = replace(days, dates=days.dates or found.dates, weekdays=days.weekdays or found.weekdays)
        elif role is Column.END and slots and (end := whole_time(cell)):
            slots = tuple(Slot(slot.start, end[0].start) for slot in slots)
        elif role in (None, Column.TIME) and (found_slots := whole_time(cell)):
            if role is None and slots and not re.search(r"[.:]|kl", cell):
                continue
            pair = slots and len(slots) == len(found_slots) == 1 and slots[0].end is None
            slots = (Slot(slots[0].start, found_slots[0].start),) if pair else found_slots
        elif role is Column.COST or (role is None and whole_cost(cell)):
            cost = find_costs(cell).kronor if find_costs(cell).spans else _figure(cell)
        elif role in (None, Column.TITLE):
            words.append(cell)
        elif role in (Column.TIME, Column.DAY):
            words.insert(0, cell)
    if roles is None and days is None and not slots:
        return False
    if days is not None and not words and not slots:
        return False
    _compose(state, row, cells, days, slots, cost, words)
    return True


def _day(state: State, cell: str) -> Days | None:
    days = whole_day(cell)
    if days is None and (match := re.fullmatch(r"([^\W\d]{2,7}\.?),?\s+(\d{1,2})", cell)):
        days = whole_day(f"{match[1]} {match[2]}:e")
    return days


def _figure(cell: str) -> int | None:
    return int(cell) if re.fullmatch(r"\d{1,4}", cell) else None


def _compose(
    state: State,
    row: Row,
    cells: list[str],
    days: Days | None,
    slots: tuple[Slot, ...],
    cost: int | None,
    words: list[str],
) -> None:
    whole = " ".join(cell for cell in cells if cell)
    try:
        dates = state.set_day(days) if days else state.day
    except Unclear:
        return
    if CANCELLED.search(whole) or not dates:
        return
    closing = [cell for cell in words if CLOSED_WORD.search(cell)]
    if closing:
        if not slots:
            try:
                row.closed |= set(closed_dates(state, closing[0], listed=False))
                row.kind = Kind.CLOSED
            except Unclear:
                return
        return
    try:
        if slots:
            _titled(state, row, dates, slots, cost, words)
        else:
            for cell in words:
                _piece(state, row, cell, dates, cost)
    except Unclear:
        row.proposed.clear()
        row.kind = Kind.UNREAD


def _titled(
    state: State, row: Row, dates: list[date], slots: tuple[Slot, ...], cost: int | None, words: list[str]
) -> None:
    named = [cell for cell in words if has_words(cell)]
    if not named:
        raise Unclear
    line = read_line(named[0])
    if line.entries or line.slots or not line.clear:
        raise Unclear
    title = title_of(line.rest)
    if not title:
        raise Unclear
    dates = _narrowed(state, dates, line)
    state.propose(row, dates, Entry(slots, title, cost if cost is not None else line.cost))


def _narrowed(state: State, dates: list[date], line: Line) -> list[date]:
    """The row's dates, or those that "udda veckor" beside the title leaves. Raises Unclear if the title names a day."""
    if line.days.named:
        raise Unclear
    return state.dates_for(line.days, day_first=False, title_first=False) if line.days.qualified else dates


def _piece(state: State, row: Row, cell: str, dates: list[date], cost: int | None) -> None:
    """A cell that holds time and title together; beside one that does, a cell of words alone is a remark."""
    line = read_line(cell)
    if not (line.entries or line.slots) and row.proposed:
        return
    if not line.entries or not line.clear:
        raise Unclear
    dates = _narrowed(state, dates, line)
    for entry in line.entries:
        state.propose(row, dates, Entry(entry.slots, entry.title, entry.cost if entry.cost is not None else cost))

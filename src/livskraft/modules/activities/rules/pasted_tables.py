"""What are the cells of a pasted table row, and what does each column hold?"""

import re
from enum import StrEnum

from livskraft.modules.activities.rules.pasted_costs import only_cost
from livskraft.modules.activities.rules.pasted_days import Days, find_days
from livskraft.modules.activities.rules.pasted_notices import HOLIDAYS, PART_OF_DAY
from livskraft.modules.activities.rules.pasted_times import Slot, find_times


class Column(StrEnum):
    DAY = "day"
    TIME = "time"
    END = "end"
    TITLE = "title"
    COST = "cost"
    OTHER = "other"


HEADERS = (
    (Column.DAY, re.compile(r"dag(?:ar)?|datum|veckodag|när|dag (?:och|&) datum|dag/datum|vecka|v\.?", re.I)),
    (Column.TIME, re.compile(r"tid(?:er|punkt)?|kl\.?|klockan|klockslag|start(?:ar|tid)?|börjar|från", re.I)),
    (Column.END, re.compile(r"slut(?:ar|tid)?|till", re.I)),
    (Column.TITLE, re.compile(
        r"aktivitet(?:er)?|vad|program(?:punkt)?|händelse|arrangemang|innehåll|evenemang|vad händer\??|rubrik", re.I)),
    (Column.COST, re.compile(r"kostnad|pris|avgift|entré|kr|kostar|kostnad/pris|pris \(kr\)", re.I)),
    (Column.OTHER, re.compile(
        r"lokal|plats|var|sal|rum|ledare|anmäl\w*|övrigt|info(?:rmation)?|kontakt\w*|arrangör|ansvarig|"
        r"anteckning\w*|kommentar|medverkande|obs!?|tema|värd|platser|antal platser|beskrivning", re.I)),
)  # fmt: skip
MOST_CELLS = 24
EMPTY = re.compile(r"[\s–—.-]*")


def cells_of(line: str, *, grid: bool) -> list[str] | None:
    """The cells of a row, or None for a line that is no row. An empty first cell holds its place."""
    if line.count("|") + line.count("\t") > MOST_CELLS:
        return None
    if line.count("|") >= 2 or line.strip().startswith("|"):
        row = line.strip()
        return [cell.strip() for cell in row.removeprefix("|").removesuffix("|").split("|")]
    if "\t" in line.strip() or (grid and "\t" in line.rstrip()):
        cells = [cell.strip() for cell in line.rstrip("\n").split("\t")]
        # A list mark and a tab is how Word writes a list.
        if not grid and cells[0] and not re.search(r"\w", cells[0]):
            cells = cells[1:]
        return cells if sum(1 for cell in cells if cell) > 1 or grid else None
    return None


def loose_cells(line: str) -> list[str] | None:
    """Columns made with spaces or semicolons: a row only if a cell is a day and another a time."""
    for cells in (re.split(r" {2,}", line.strip()), line.split(";")):
        cells = [cell.strip() for cell in cells]
        if len(cells) >= 3 and columns_of(cells) is not None:
            return cells
        if len(cells) >= 3 and any(whole_day(cell) for cell in cells) and any(whole_time(cell) for cell in cells):
            return cells
    return None


def columns_of(cells: list[str]) -> list[Column] | None:
    """What a header row says its columns are; None if it is no header row."""
    columns = [
        next((column for column, words in HEADERS if words.fullmatch(cell.strip(" :*"))), None) for cell in cells
    ]
    said = [cell for cell in cells if cell]
    if len(said) < 2 or any(column is None for column, cell in zip(columns, cells, strict=True) if cell):
        return None
    return [column or Column.OTHER for column in columns]


def grid_of(cells: list[str]) -> dict[int, Days] | None:
    """The days that head the columns, by place; None if the row heads no grid."""
    days = {place: whole_day(cell) for place, cell in enumerate(cells)}
    found = {place: day for place, day in days.items() if day is not None}
    others = [cell for place, cell in enumerate(cells) if cell and place not in found]
    if len(found) < 2 or any(place and cell for place, cell in enumerate(cells) if place not in found):
        return None
    if others and (find_times(others[0], alone_at=None) and whole_time(others[0])):
        return None
    return found


def heads_parts_of_day(cells: list[str]) -> bool:
    said = [cell for cell in cells if cell]
    parts = [cell for cell in said if PART_OF_DAY.fullmatch(cell)]
    return len(parts) >= 2 and all(cell in parts or HEADERS[0][1].fullmatch(cell) for cell in said)


def whole_day(cell: str) -> Days | None:
    """The day that a cell names, when it says nothing else."""
    days, spans = find_days(cell)
    if not days.named:
        return None
    left = list(cell)
    for begins, ends in spans:
        left[begins:ends] = " " * (ends - begins)
    return days if not re.search(r"\w", HOLIDAYS.sub("", "".join(left))) else None


def whole_time(cell: str) -> tuple[Slot, ...]:
    """The times that a cell holds, when it says nothing else."""
    cell = cell.strip()
    found = [each for each in find_times(cell) if each.slots]
    if len(found) != 1:
        return ()
    left = cell[: found[0].begins] + cell[found[0].ends :]
    return found[0].slots if not re.search(r"\w", left) else ()


def whole_cost(cell: str) -> bool:
    return only_cost(cell)


def is_empty(cell: str) -> bool:
    return EMPTY.fullmatch(cell) is not None

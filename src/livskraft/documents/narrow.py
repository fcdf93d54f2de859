"""What does a table become where it is too narrow for one? Lines, folded together under what gathers them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from livskraft.documents.report import CellKind, Narrow, Table, Value
from livskraft.documents.values import is_empty, plain, short

Cells = Sequence[dict[str, Any]]
# What is folded holds at most what gathers rows and those rows: an area with its parts and their sites.
DEEPEST_FOLD = 2
# So few lines are read more quickly than they are unfolded.
FEW = 8


@dataclass(slots=True)
class Line:
    """A row: what it is about and its value, `more` small below; `depth` beneath the fold that it lies in."""

    about: dict[str, Any]
    value: dict[str, Any]
    more: list[str] = field(default_factory=list)
    depth: int = 0


@dataclass(slots=True)
class Fold:
    """A line with those that it gathers; without any it is a line alone. `open`: shown unfolded from the start."""

    head: Line
    lines: list[Line] = field(default_factory=list)
    open: bool = False


def folds(table: Table, rows: Sequence[Cells]) -> list[Fold]:
    """The table's rows as lines, in their order; nothing for a table that becomes cards or has no rows."""
    if not rows or table.narrow is Narrow.CARDS:
        return []
    if table.narrow is Narrow.COLUMNS:
        return [_column(table, rows, place) for place in range(1, len(table.columns))]
    return _rows(table, rows)


def _rows(table: Table, rows: Sequence[Cells]) -> list[Fold]:
    depths = list(table.depths) or [0] * len(rows)
    found: list[Fold] = []
    place = 0
    while place < len(rows):
        fold = Fold(_line(table, rows[place], table.rows[place]))
        end = next((at for at in range(place + 1, len(rows)) if depths[at] <= depths[place]), len(rows))
        found.append(fold)
        beneath = range(place + 1, end)
        if beneath and max(depths[at] for at in beneath) - depths[place] <= DEEPEST_FOLD:
            for at in beneath:
                fold.lines.append(_line(table, rows[at], table.rows[at], depths[at] - depths[place]))
            place = end
        else:
            place += 1
    folded = [fold for fold in found if fold.lines]
    for fold in folded:
        fold.open = len(folded) == 1 and len(fold.lines) <= FEW
    return found


def _line(table: Table, cells: Cells, values: Sequence[Value], depth: int = 0) -> Line:
    more = [
        short(value, column.kind)
        # A word says by itself what it is about; a number and a day do not.
        if column.kind is CellKind.TEXT
        else f"{plain(column.label)} {short(value, column.kind)}"
        for column, value in list(zip(table.columns, values, strict=True))[2:]
        if not is_empty(value)
    ]
    return Line(cells[0], cells[1] if len(cells) > 1 else {"text": ""}, more, depth)


def _column(table: Table, rows: Sequence[Cells], place: int) -> Fold:
    values = [row[place] for row in table.rows]
    head = Line({"text": plain(table.columns[place].label)}, {"text": ""}, _spread(values))
    return Fold(head, [Line(cells[0], cells[place], depth=1) for cells in rows])


def _spread(values: Sequence[Value]) -> list[str]:
    """The lowest and the highest, or what all say; nothing when there is nothing to say."""
    numbers = [value for value in values if isinstance(value, int | float | Decimal)]
    if numbers and min(numbers) == max(numbers):
        return [_("alla %(value)s") % {"value": short(numbers[0])}] if len(numbers) > 1 else [short(numbers[0])]
    if numbers:
        return [_("lägst %(low)s, högst %(high)s") % {"low": short(min(numbers)), "high": short(max(numbers))}]
    words = {short(value) for value in values if not is_empty(value)}
    return sorted(words) if len(words) == 1 else []

"""What would be imported from a workbook, what would not, and what must a person look at first?"""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import IO, Any

from django.utils.translation import gettext as _

from livskraft.kit.errors import Refused
from livskraft.kit.spreadsheets import Cell, Sheet, read_sheets
from livskraft.kit.swedish_values import key, read_yes_no
from livskraft.modules.minigym.imports.columns import FIELDS, NOT_IMPORTED, Column, recognise
from livskraft.modules.minigym.imports.items import CellReading, ParsedItem, RowReader
from livskraft.modules.minigym.imports.rows import (
    Header,
    RowKind,
    classify,
    find_header,
    gym_name,
    is_place,
    text_of,
    updated,
)
from livskraft.modules.minigym.rules import RegimeKey

Progress = Callable[[int, int], None]
_STEP = 250
_OLD_SHEET = re.compile(
    r"gam(?:mal|la|malt)|arkiv|\bold\b|kassera|utrangera|skrota|histori|backup|kopia|\bmall\b|utgång|exempel|"
    r"instruktion"
)


@dataclass(frozen=True)
class Skipped:
    """A row that is not imported. `what` is a RowKind, or "removed" when the person left it out."""

    row: int
    what: str
    text: str
    why: str


@dataclass(frozen=True)
class IgnoredSheet:
    name: str
    why: str


@dataclass(frozen=True)
class Unread:
    """A cell that holds something that could not be read, or lacks what must be known."""

    row: int
    column: str
    field: str
    value: str
    why: str


@dataclass
class InventoryPreview:
    filename: str
    sheet: str
    header_row: int
    gym_name: str
    updated: str
    columns: list[Column] = field(default_factory=list)
    items: list[ParsedItem] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    ignored_sheets: list[IgnoredSheet] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    @property
    def unread(self) -> list[Unread]:
        return [
            Unread(item.row, cell.header or cell.field, cell.field, cell.raw, cell.problem)
            for item in self.items
            for cell in item.problems
        ]

    @property
    def needs_kind(self) -> bool:
        """Whether a person must first say which column names the equipment; until then there are no items."""
        return self.column_of("kind") is None

    def column_of(self, name: str) -> Column | None:
        return next((column for column in self.columns if column.field == name), None)

    def as_json(self) -> dict[str, Any]:
        """The whole preview, for a page or a test."""
        return {
            "filename": self.filename,
            "sheet": self.sheet,
            "header_row": self.header_row,
            "gym_name": self.gym_name,
            "updated": self.updated,
            "columns": [dataclasses.asdict(column) | {"letter": column.letter} for column in self.columns],
            "items": [_item_json(item) for item in self.items],
            "skipped": [dataclasses.asdict(skipped) for skipped in self.skipped],
            "ignored_sheets": [dataclasses.asdict(sheet) for sheet in self.ignored_sheets],
            "unread": [dataclasses.asdict(unread) for unread in self.unread],
            "notices": self.notices,
        }

    def as_cli_json(self) -> dict[str, Any]:
        """What `manage.py import_inventory --json` prints."""
        items = [
            {
                "row": item.row,
                "kind": item.kind,
                "regime": item.regime.value if item.regime else None,
                "acquired": item.acquired.iso if item.acquired else None,
                "inspected": item.seen_to.iso if item.seen_to else None,
                "out_of_use": item.out_of_use,
            }
            for item in self.items
        ]
        unread = [
            {"row": cell.row, "column": cell.column, "value": cell.value, "why": cell.why} for cell in self.unread
        ]
        return {"items": items, "unread": unread}


def read_inventory(
    source: str | Path | bytes | IO[bytes],
    *,
    filename: str,
    today: date,
    mapping: Mapping[str, int | None] | None = None,
    fixes: Mapping[tuple[int, str] | str, str | None] | None = None,
    sheet: str | None = None,
    known_owners: Mapping[str, RegimeKey] | None = None,
    progress: Progress | None = None,
) -> InventoryPreview:
    """Reads a workbook; Refused with a Swedish sentence when there is no inventory in it. Saves nothing.

    `mapping`: field → column counted from 0, or None for no column; fields left out are recognised.
    `fixes`: (row, field) or "row:field" → the text that a person typed instead of the cell; the field "skip" with "ja"
    leaves the row out, and "out_of_use" takes "ja" or "nej".
    `sheet`: the sheet to read, when it is not the one that looks most like an inventory.
    The same input gives the same answer."""
    sheets = read_sheets(source)
    chosen, header, ignored = _choose(sheets, sheet, bool(mapping))
    rows = chosen.rows
    body = rows[header.row :]
    items_below = [row for row in body if len([value for value in row if value is not None]) > 1]
    columns = recognise(header.names, items_below[:200], today)
    _by_hand(columns, mapping or {})
    preview = InventoryPreview(
        filename=filename,
        sheet=chosen.name,
        header_row=header.row,
        gym_name=gym_name(rows[: max(header.row - 1, 0)], chosen.name),
        updated=updated(rows[: max(header.row - 1, 0)]),
        columns=columns,
        ignored_sheets=ignored,
    )
    for number, values in enumerate(rows[: max(header.row - 1, 0)], start=1):
        if any(value is not None for value in values):
            why = _why(RowKind.ABOVE, "")
            preview.skipped.append(Skipped(number, RowKind.ABOVE.value, _text(values), why))
    typed = {_fix_key(place): text for place, text in (fixes or {}).items()}
    _read_rows(preview, header, body, RowReader(columns, today=today, fixes=typed, known_owners=known_owners), progress)
    if not preview.items and not preview.needs_kind:
        raise Refused(_("Det finns ingen utrustning under rubrikraden (rad %(row)s).") % {"row": header.row})
    _notice(preview)
    return preview


def _fix_key(place: tuple[int, str] | str) -> tuple[int, str]:
    if isinstance(place, str):
        row, _colon, name = place.partition(":")
        return int(row), name
    return place


def _choose(sheets: list[Sheet], wanted: str | None, by_hand: bool) -> tuple[Sheet, Header, list[IgnoredSheet]]:
    """The sheet that looks most like an inventory in use, its header, and why each of the others is left out."""
    found: list[tuple[tuple[bool, bool, float, int], int, Header]] = []
    for index, sheet in enumerate(sheets):
        header = find_header(sheet.rows)
        if header is None and by_hand and sheet.rows and (wanted == sheet.name or len(sheets) == 1):
            header = Header(0, [], 0)
        if header:
            current = not _OLD_SHEET.search(key(sheet.name))
            found.append(((current, sheet.visible, header.score, len(sheet.rows)), index, header))
    if wanted is not None:
        found = [candidate for candidate in found if sheets[candidate[1]].name == wanted]
    if not found:
        raise Refused(
            _(
                "Hittar ingen inventarielista i filen. Den behöver en rad med rubriker, till exempel Benämning, "
                "Anskaffad och Ägare."
            )
        )
    _weight, at, header = max(found, key=lambda candidate: (candidate[0], -candidate[1]))
    with_header = {candidate[1] for candidate in found}
    ignored = [
        IgnoredSheet(sheet.name, _why_ignored(sheet, index in with_header))
        for index, sheet in enumerate(sheets)
        if index != at
    ]
    return sheets[at], header, ignored


def _why_ignored(sheet: Sheet, has_header: bool) -> str:
    rows = sum(any(value is not None for value in row) for row in sheet.rows)
    if not rows:
        return _("Bladet är tomt.")
    if has_header:
        return _("Bladet har också en lista (%(rows)s rader). Läs in det för sig om det ska med.") % {"rows": rows}
    return _("Bladet har ingen inventarielista (%(rows)s rader text).") % {"rows": rows}


def _by_hand(columns: list[Column], mapping: Mapping[str, int | None]) -> None:
    for name, index in mapping.items():
        if name not in FIELDS:
            raise Refused(_("Okänt fält: %(field)s") % {"field": name})
        for column in columns:
            if column.field == name and column.index != index:
                column.field, column.confidence = None, 0
        if index is None:
            continue
        if not 0 <= index < len(columns):
            raise Refused(_("Kolumnen finns inte i filen."), field=name)
        columns[index].field, columns[index].confidence, columns[index].by_hand = name, 100, True


def _read_rows(
    preview: InventoryPreview, header: Header, body: list[list[Cell]], reader: RowReader, progress: Progress | None
) -> None:
    kind = preview.column_of("kind")
    if kind is None:
        preview.notices.append(_("Hittar ingen kolumn med utrustningens namn. Välj själv vilken kolumn det är."))
        return
    ended = False
    for done, values in enumerate(body):
        row = header.row + done + 1
        if progress and done % _STEP == 0:
            progress(done, len(body))
        what = classify(values, header.names, kind.index, ended=ended)
        ended = ended or what in {RowKind.SUM, RowKind.SIGNATURE}
        if what is RowKind.ITEM and read_yes_no(reader.fixes.get((row, "skip"))).value:
            preview.skipped.append(Skipped(row, "removed", _text(values), _("Du har tagit bort raden.")))
        elif what is RowKind.ITEM:
            preview.items.append(reader.read(row, values))
        else:
            if what is RowKind.HEADING:
                heading = _text(values).rstrip(" :")
                reader.heading = heading if is_place(heading) else ""
            preview.skipped.append(Skipped(row, what.value, _text(values), _why(what, reader.heading)))
    if progress:
        progress(len(body), len(body))


def _text(values: list[Cell]) -> str:
    return " · ".join(text_of(value) for value in values if value is not None)[:200]


def _why(what: RowKind, heading: str) -> str:
    return {
        RowKind.BLANK: _("Tom rad."),
        RowKind.HEADER: _("Rubrikraden en gång till."),
        RowKind.HEADING: _("Rubrik; används som placering för raderna under.") if heading else _("Rubrik."),
        RowKind.SUM: _("Summarad."),
        RowKind.SIGNATURE: _("Rad för underskrift eller datum."),
        RowKind.REMARK: _("Text utan utrustning."),
        RowKind.ABOVE: _("Står över rubrikraden."),
    }[what]


def _notice(preview: InventoryPreview) -> None:
    """What concerns the list as a whole."""
    if not preview.column_of("owner"):
        preview.notices.append(_("Ingen kolumn säger vem som köpte utrustningen. Ange det för varje rad."))
    for column in preview.columns:
        if column.samples and (column.field is None or column.field in NOT_IMPORTED):
            name = column.header or column.letter
            preview.notices.append(_("Kolumnen ”%(name)s” läses inte in.") % {"name": name})
    numbers = Counter(item.number_key for item in preview.items if item.number_key)
    for item in preview.items:
        if numbers[item.number_key] > 1:
            item.notices.append(_("Märkningen %(number)s står på flera rader.") % {"number": item.number})


# dataclasses.asdict copies deeply, which took half the time of a long list.
_CELL = tuple(field.name for field in dataclasses.fields(CellReading))


def _item_json(item: ParsedItem) -> dict[str, Any]:
    plain = {
        name: getattr(item, name)
        for name in (
            "row", "kind", "kind_known", "number", "make", "model", "serial_number", "standard", "usage_class",
            "supplier",
            "placement", "note", "max_user_weight", "quantity", "supplementary", "is_medical_device", "out_of_use",
            "stop_reason", "gone", "moves_to", "notices",
        )
    }  # fmt: skip
    dates = {
        name: day.iso if (day := getattr(item, name)) else None
        for name in ("acquired", "inspected", "serviced", "warranty_until")
    }
    return (
        plain
        | dates
        | {
            "regime": item.regime.value if item.regime else None,
            "price": str(item.price) if item.price is not None else None,
            "cells": [{name: getattr(cell, name) for name in _CELL} for cell in item.cells],
        }
    )

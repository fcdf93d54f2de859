"""What does one row of the list say about one item, and what in it cannot be read?"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from livskraft.kit.lists import error_in
from livskraft.kit.partial_date import PartialDate
from livskraft.kit.spreadsheets import Cell
from livskraft.kit.swedish_values import (
    Found,
    Reading,
    key,
    read_date,
    read_money,
    read_weight,
    read_whole_number,
    read_yes_no,
)
from livskraft.kit.swedish_values.absence import absence
from livskraft.modules.minigym.imports.columns import Column
from livskraft.modules.minigym.imports.kinds import name_kind, says_more
from livskraft.modules.minigym.imports.regimes import names_of, read_regime
from livskraft.modules.minigym.imports.rows import is_ditto, text_of
from livskraft.modules.minigym.imports.status import Marks, read_marks
from livskraft.modules.minigym.rules import RegimeKey

# As long as the inventory can keep.
LENGTHS = {
    "kind": 80, "number": 40, "make": 80, "model": 80, "serial_number": 80, "standard": 80, "usage_class": 10,
    "supplier": 80, "placement": 80, "note": 400,
}  # fmt: skip
_DITTO_FIELDS = {
    "kind",
    "make",
    "model",
    "acquired",
    "inspected",
    "serviced",
    "owner",
    "placement",
    "supplier",
    "price",
}
MAX_WEIGHT = 1_000


@dataclass(frozen=True)
class CellReading:
    """One cell as the preview shows it. `value` can be written as JSON; `problem` is empty when it could be read."""

    field: str
    header: str
    column: int | None
    raw: str
    value: str | int | bool | None
    problem: str = ""
    approximate: bool = False
    fixed: bool = False


@dataclass
class ParsedItem:
    """One item. `row` is the workbook's own number. None is unknown; what could not be read is in `cells`."""

    row: int
    kind: str = ""
    kind_known: bool = False
    is_fixture: bool = False
    regime: RegimeKey | None = None
    number: str = ""
    number_key: str = ""
    make: str = ""
    model: str = ""
    serial_number: str = ""
    standard: str = ""
    usage_class: str = ""
    supplier: str = ""
    placement: str = ""
    note: str = ""
    acquired: PartialDate | None = None
    inspected: PartialDate | None = None
    serviced: PartialDate | None = None
    warranty_until: PartialDate | None = None
    max_user_weight: int | None = None
    price: Decimal | None = None
    quantity: int | None = None
    supplementary: bool | None = None
    is_medical_device: bool | None = None
    out_of_use: bool = False
    stop_reason: str = ""
    gone: bool = False
    moves_to: str = ""
    cells: list[CellReading] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    @property
    def problems(self) -> list[CellReading]:
        return [cell for cell in self.cells if cell.problem]

    @property
    def seen_to(self) -> PartialDate | None:
        """The latest of inspection and service."""
        return max((day for day in (self.inspected, self.serviced) if day), default=None)


class RowReader:
    """Reads the rows of one list, in order; keeps what the row above said, for ditto marks and headings."""

    def __init__(
        self,
        columns: list[Column],
        *,
        today: date,
        fixes: Mapping[tuple[int, str], str | None],
        known_owners: Mapping[str, RegimeKey] | None,
    ) -> None:
        self.columns = columns
        self.today = today
        self.fixes = fixes
        self.owners = names_of(known_owners)
        self.heading = ""
        self._typed: dict[int, set[str]] = {}
        for place, name in fixes:
            self._typed.setdefault(place, set()).add(name)
        self._above: dict[int, Cell] = {}
        self._by_field: dict[str, list[Column]] = {}
        for column in columns:
            if column.field:
                self._by_field.setdefault(column.field, []).append(column)

    def read(self, row: int, values: list[Cell]) -> ParsedItem:
        item = ParsedItem(row)
        values = self._without_dittos(values)
        for name in self._fields(row):
            self._read_field(item, name, values, _READERS[name])
        self._kind(item, values)
        self._owner(item, values)
        self._marks(item, values)
        if not item.placement and self.heading:
            item.placement = self.heading[: LENGTHS["placement"]]
            item.notices.append(_("Placeringen är tagen från rubriken ”%(heading)s”.") % {"heading": self.heading})
        item.number_key = number_key(item.number)
        return item

    def _fields(self, row: int) -> list[str]:
        """The fields that have a column, and those that a person typed for this row."""
        typed = self._typed.get(row, set())
        return [name for name in _READERS if name in self._by_field or name in typed]

    def _without_dittos(self, values: list[Cell]) -> list[Cell]:
        """The row with each ditto mark replaced by what it repeats."""
        values = list(values)
        for column in self.columns:
            if column.index >= len(values):
                continue
            value = values[column.index]
            if column.field in _DITTO_FIELDS and isinstance(value, str) and is_ditto(value):
                values[column.index] = self._above.get(column.index)
            self._above[column.index] = values[column.index]
        return values

    def _cells(self, item: ParsedItem, name: str, values: list[Cell]) -> list[tuple[Column | None, Cell, bool]]:
        """The columns and values of a field in this row; what was typed in the preview stands instead of them all."""
        if (item.row, name) in self.fixes:
            column = self._by_field.get(name, [None])[0]
            return [(column, self.fixes[item.row, name] or None, True)]
        return [
            (column, values[column.index] if column.index < len(values) else None, False)
            for column in self._by_field.get(name, [])
        ]

    def _read_field(self, item: ParsedItem, name: str, values: list[Cell], read: Callable[..., Reading[Any]]) -> None:
        found = []
        for column, value, fixed in self._cells(item, name, values):
            reading = read(value, self.today)
            reading = _from_header(reading, column, value, self.today) if name in {"inspected", "serviced"} else reading
            if column or fixed:
                item.cells.append(_cell(name, column, value, reading, fixed))
            if reading.value is not None:
                found.append(reading.value)
        if found:
            best = max(found) if name in {"inspected", "serviced"} else found[0]
            setattr(item, name, best)

    def _kind(self, item: ParsedItem, values: list[Cell]) -> None:
        for column, value, fixed in self._cells(item, "kind", values):
            text = text_of(value)
            named = name_kind(text)
            why = error_in(text) if text else _("Benämningen saknas.")
            if len(named.name) > LENGTHS["kind"]:
                why = _too_long(LENGTHS["kind"])
            item.kind, item.kind_known = named.name[: LENGTHS["kind"]], named.kind is not None
            item.is_fixture = named.is_fixture
            if named.kind and not named.guessed and says_more(text, named.kind):
                item.note = text
            if named.guessed:
                item.notices.append(_("”%(text)s” lästes som %(kind)s.") % {"text": text, "kind": named.name})
            item.cells.append(
                CellReading("kind", _header(column), _index(column), text, named.name, why, named.guessed, fixed)
            )

    def _owner(self, item: ParsedItem, values: list[Cell]) -> None:
        cells = self._cells(item, "owner", values) or [(None, None, False)]
        column, value, fixed = cells[0]
        reading = read_regime(value, self.owners)
        why = reading.why
        if reading.found in {Found.EMPTY, Found.UNKNOWN}:
            why = _("Det står inte vem som köpte utrustningen: kommunen, utföraren eller fastighetsägaren.")
        regime = reading.value
        if item.is_fixture:
            if regime and regime != RegimeKey.PROPERTY:
                item.notices.append(
                    _("Ribbstolar är fast inredning och hör till fastighetsägaren, fast det står ”%(text)s”.")
                    % {"text": text_of(value)}
                )
            regime, why = RegimeKey.PROPERTY, ""
        item.regime = regime
        shown = str(regime.value) if regime else None
        item.cells.append(
            CellReading(
                "owner", _header(column), _index(column), text_of(value), shown, why, reading.approximate, fixed
            )
        )

    def _marks(self, item: ParsedItem, values: list[Cell]) -> None:
        """Puts the notes together and reads from them, and from columns of their own, whether the item is in use."""
        # What the name or the place says besides, such as "Motionscykel (trasig)", counts as a note.
        texts = [item.note] if item.note else []
        marks = [read_marks(text) for text in (item.note, item.placement) if text]
        for name in ("note", "status"):
            for column, value, fixed in self._cells(item, name, values):
                text = text_of(value)
                if text and (name == "note" or absence(text) is None):
                    if name == "note" and absence(text) is not Found.UNKNOWN:
                        texts.append(text)
                    marks.append(read_marks(text))
                if column or fixed:
                    item.cells.append(
                        CellReading(name, _header(column), _index(column), text, text or None, fixed=fixed)
                    )
        for name, stops in (("stopped", True), ("working", False)):
            for column, value, fixed in self._cells(item, name, values):
                marks.append(_tick(value, stops))
                item.cells.append(
                    CellReading(
                        name, _header(column), _index(column), text_of(value), text_of(value) or None, fixed=fixed
                    )
                )
        reasons = [mark.stop for mark in marks if mark.stop]
        item.out_of_use, item.stop_reason = bool(reasons), "; ".join(dict.fromkeys(reasons))
        item.gone = any(mark.gone for mark in marks)
        item.moves_to = next((mark.where for mark in marks if mark.where), "")
        if (item.row, "out_of_use") in self.fixes:
            answer = read_yes_no(self.fixes[item.row, "out_of_use"])
            item.out_of_use = bool(answer.value)
            item.stop_reason = (item.stop_reason or _("Ur bruk enligt listan")) if item.out_of_use else ""
        item.note = "; ".join(dict.fromkeys(texts))
        if len(item.note) > LENGTHS["note"]:
            item.cells.append(CellReading("note", "", None, item.note, None, _too_long(LENGTHS["note"])))
            item.note = item.note[: LENGTHS["note"]]
        if item.gone:
            item.notices.append(_("Anteckningen säger att den inte finns kvar. Läses in som ur bruk."))
        if item.moves_to:
            item.notices.append(_("Anteckningen säger att den flyttas till %(where)s.") % {"where": item.moves_to})
        if any(mark.uncertain for mark in marks) and not item.out_of_use:
            item.notices.append(_("Anteckningen nämner ett fel som verkar vara åtgärdat. Läses in som i bruk."))


def number_key(number: str) -> str:
    """The mark for comparing: "MG-02", "Nr 2", "2.0" and 2 are the same."""
    text = re.sub(r"^(?:mg|nr|no|löpnr|inv)?[\s.:#-]*", "", key(number)).replace(" ", "")
    text = re.sub(r"[.,]0+$", "", text)
    return text.lstrip("0") or text


def _tick(value: Cell, stops: bool) -> Marks:
    """What a column headed "Ur bruk" (stops) or "I bruk" says with an x, a yes or a text."""
    text = text_of(value)
    answer = read_yes_no(value)
    if answer.value is not None:
        return Marks(_("Ur bruk enligt listan")) if answer.value is stops else Marks()
    if not text or answer.found is not Found.UNREADABLE:
        return Marks()
    mark = read_marks(text)
    if stops and not mark.stop and read_marks(f"trasig; {text}").stop:
        return Marks(text)
    return mark


def _from_header(reading: Reading[Any], column: Column | None, value: Cell, today: date) -> Reading[Any]:
    """A tick in a column headed "Besiktning 2023" says that it was done that year."""
    if reading.found is not Found.UNREADABLE or not column or read_yes_no(value).value is not True:
        return reading
    year = re.search(r"\b(?:19|20)\d\d\b", column.header)
    return read_date(year.group(), today=today) if year else reading


def _read_text(name: str) -> Callable[[Cell, date], Reading[str]]:
    most = LENGTHS[name]

    def read(value: Cell, today: date) -> Reading[str]:
        text = text_of(value)
        absent = absence(text)
        if absent and absent is not Found.NEVER:
            return Reading(absent)
        if why := error_in(text):
            return Reading(Found.UNREADABLE, why=why)
        if len(text) > most:
            return Reading(Found.UNREADABLE, text[:most], why=_too_long(most))
        return Reading(Found.VALUE, text)

    return read


def _read_weight(value: Cell, today: date) -> Reading[int]:
    reading = read_weight(value)
    if reading.value is None:
        return Reading(reading.found, why=reading.why)
    if not 0 < reading.value <= MAX_WEIGHT:
        return Reading(Found.UNREADABLE, why=_("Vikten är orimlig."))
    return Reading(Found.VALUE, int(reading.value), approximate=reading.value != int(reading.value))


def _read_supplementary(value: Cell, today: date) -> Reading[bool]:
    """Says nothing about whose the item is."""
    text = key(text_of(value))
    if re.match(r"kompl|tillägg|ny\b", text):
        return Reading(Found.VALUE, True)
    if re.match(r"urspr|orig|grund|u$|o$", text):
        return Reading(Found.VALUE, False)
    return Reading(absence(text) or Found.UNREADABLE, why="" if absence(text) else _("Det går inte att se vilket."))


_READERS: dict[str, Callable[[Cell, date], Reading[Any]]] = {
    **{name: _read_text(name) for name in LENGTHS if name not in {"kind", "note"}},
    "acquired": lambda value, today: read_date(value, today=today),
    "inspected": lambda value, today: read_date(value, today=today, latest=True),
    "serviced": lambda value, today: read_date(value, today=today, latest=True),
    "warranty_until": lambda value, today: read_date(value, today=today, future=True),
    "price": lambda value, today: read_money(value),
    "max_user_weight": _read_weight,
    "quantity": lambda value, today: read_whole_number(value),
    "supplementary": _read_supplementary,
    "is_medical_device": lambda value, today: read_yes_no(value),
}


def _cell(name: str, column: Column | None, value: Cell, reading: Reading[Any], fixed: bool) -> CellReading:
    shown: str | int | bool | None = reading.value
    if isinstance(reading.value, PartialDate):
        shown = reading.value.iso
    elif isinstance(reading.value, Decimal):
        shown = str(reading.value)
    return CellReading(
        name, _header(column), _index(column), text_of(value), shown, reading.why, reading.approximate, fixed
    )


def _header(column: Column | None) -> str:
    return column.header if column else ""


def _index(column: Column | None) -> int | None:
    return column.index if column else None


def _too_long(most: int) -> str:
    return _("Texten är längre än %(most)s tecken.") % {"most": most}

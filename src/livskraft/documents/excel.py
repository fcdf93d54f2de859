"""How does a report become a workbook that can be sorted, and in which no text is ever a formula?"""

import io
import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.conf import settings

from livskraft.documents.report import (
    Bullets,
    CellKind,
    Column,
    Facts,
    Figure,
    Heading,
    Labels,
    Notice,
    PageBreak,
    Qr,
    Report,
    Sign,
    SignatureLine,
    Table,
    Text,
    Value,
)
from livskraft.documents.values import is_empty, long, plain, short
from livskraft.kit.partial_date import PartialDate

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

NARROWEST, WIDEST = 8, 50
FORBIDDEN_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\]")
LONGEST_SHEET_NAME = 31
TEAL = "#0B5563"
FORMATS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 16},
    "heading": {"bold": True, "font_size": 12},
    "label": {"font_color": "#5F574F"},
    "text": {"num_format": "@", "text_wrap": True, "valign": "top"},
    "line": {"num_format": "@"},
    "unknown": {"num_format": "@", "font_color": "#5F574F", "valign": "top"},
    "head": {"bold": True, "font_color": "white", "bg_color": TEAL, "text_wrap": True, "valign": "vcenter"},
    "date": {"num_format": "yyyy-mm-dd", "align": "left", "valign": "top"},
    "moment": {"num_format": "yyyy-mm-dd hh:mm", "align": "left", "valign": "top"},
    "number": {"num_format": "#,##0.##########", "valign": "top"},
    "whole": {"num_format": "#,##0", "valign": "top"},
    "money": {"num_format": '#,##0.00" kr"', "valign": "top"},
}


def render(report: Report) -> bytes:
    """The report as xlsx: one sheet per table, with the texts around it. Pictures stay in the PDF."""
    import xlsxwriter

    out = io.BytesIO()
    # Text is text whatever it begins with: XlsxWriter would else make formulas, links and numbers of it.
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(out, options) as workbook:
        workbook.set_properties({"title": plain(report.title), "company": plain(settings.LIVSKRAFT_MUNICIPALITY)})
        _Writer(workbook, report).write()
    return out.getvalue()


class _Writer:
    """Where on which sheet the next row goes."""

    def __init__(self, workbook: "Workbook", report: Report) -> None:
        self.workbook = workbook
        self.report = report
        self.formats: dict[str, Format] = {name: workbook.add_format(how) for name, how in FORMATS.items()}
        self.sheet_names: set[str] = set()
        self.sheet: Worksheet
        self.row = 0
        self.has_table = False

    def write(self) -> None:
        tables = [block for block in self.report.singles if isinstance(block, Table)]
        self.begin(tables[0].caption if len(tables) > 1 else "")
        self.line(self.report.title, "title")
        for text in (self.report.subtitle, settings.LIVSKRAFT_MUNICIPALITY, " · ".join(self.edition())):
            if text:
                self.line(text)
        for label, value in self.report.meta:
            self.fact(label, value, "okänt")
        for block in self.report.singles:
            self.block(block)

    def edition(self) -> Iterator[str]:
        if self.report.dated:
            yield long(self.report.dated)
        if self.report.version:
            yield f"Version {self.report.version}"

    def begin(self, name: str) -> None:
        self.sheet = self.workbook.add_worksheet(self.sheet_name(name or self.report.title))
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1, 0)
        self.row = 0
        self.has_table = False

    def sheet_name(self, wanted: str) -> str:
        base = FORBIDDEN_IN_SHEET_NAMES.sub(" ", plain(wanted).replace("\n", " ")).strip(" '")
        base = base[:LONGEST_SHEET_NAME].strip(" '") or "Blad"
        name, number = base, 1
        while name.casefold() in self.sheet_names:
            number += 1
            ending = f" {number}"
            name = base[: LONGEST_SHEET_NAME - len(ending)] + ending
        self.sheet_names.add(name.casefold())
        return name

    def block(self, block: Any) -> None:
        match block:
            case Heading():
                self.row += 1
                self.line(block.text, "heading")
            case Text() | Notice() | Sign():
                self.line(block.text)
            case Bullets():
                for item in block.items:
                    self.line(f"• {item}")
            case Facts():
                for label, value in block.pairs:
                    self.fact(label, value, block.unknown)
            case Table():
                self.table(block)
            case Figure():
                self.line(block.caption or block.alt)
            case Qr():
                self.fact(block.alt, block, "")
            case Labels():
                for one in block.labels:
                    self.fact(f"{one.title} {one.text}".strip(), one.code, "")
            case SignatureLine() | PageBreak():
                pass

    def line(self, text: str, how: str = "line") -> None:
        self.sheet.write_string(self.row, 0, plain(text), self.formats[how])
        self.row += 1

    def fact(self, label: str, value: Value, unknown: str) -> None:
        self.sheet.write_string(self.row, 0, plain(label), self.formats["label"])
        self.cell(self.row, 1, value, CellKind.TEXT, unknown)
        self.row += 1

    def table(self, table: Table) -> None:
        if self.has_table:
            self.begin(table.caption)
        if table.caption:
            self.line(table.caption, "heading")
        self.row += 1 if self.row else 0
        head = self.row
        for place, column in enumerate(table.columns):
            self.sheet.write_string(head, place, plain(column.label), self.formats["head"])
            self.sheet.set_column(place, place, self.width(table, place))
        for row in table.rows:
            self.row += 1
            for place, (value, column) in enumerate(zip(row, table.columns, strict=True)):
                self.cell(self.row, place, value, column.kind, column.unknown)
        if table.rows:
            self.sheet.autofilter(head, 0, self.row, len(table.columns) - 1)
        self.row += 1
        if not table.rows:
            self.line(table.empty)
        if not self.has_table:
            self.sheet.freeze_panes(head + 1, 0)
            self.sheet.repeat_rows(head)
        self.has_table = True
        if table.note:
            self.line(table.note)

    def width(self, table: Table, place: int) -> float:
        column: Column = table.columns[place]
        longest = max(
            [len(plain(column.label)) + 3]
            + [len(line) for row in table.rows[:500] for line in short(row[place], column.kind).split("\n")]
        )
        return min(max(longest + 1, NARROWEST), WIDEST)

    def cell(self, row: int, place: int, value: Value, kind: CellKind, unknown: str) -> None:
        formats = self.formats
        if isinstance(value, PartialDate) and value.day:
            value = value.first
        if is_empty(value):
            self.sheet.write_string(row, place, plain(unknown), formats["unknown"])
        elif isinstance(value, datetime):
            # A workbook knows no time zones: the wall clock is what people mean.
            self.sheet.write_datetime(row, place, value.replace(tzinfo=None), formats["moment"])
        elif isinstance(value, date) and value.year >= 1900:
            self.sheet.write_datetime(row, place, value, formats["date"])
        elif isinstance(value, int | float | Decimal):
            whole = "whole" if isinstance(value, int) else "number"
            self.sheet.write_number(row, place, value, formats["money" if kind is CellKind.MONEY else whole])
        else:
            self.sheet.write_string(row, place, short(value, kind), formats["text"])

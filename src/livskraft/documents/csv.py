"""How do a report's tables become a text file that no spreadsheet program takes for formulas?"""

from __future__ import annotations

import csv
import io
from decimal import Decimal

from livskraft.documents.report import Report, Table, Value
from livskraft.documents.values import is_empty, plain, short

# The full-width forms are read as their narrow twins by some programs.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
GUARD = "'"


def render(report: Report) -> bytes:
    """All tables of the report, a blank line between them, in the form that Swedish Excel opens: semicolons, UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    for place, table in enumerate(block for block in report.singles if isinstance(block, Table)):
        if place:
            writer.writerow([])
        writer.writerow([guarded(plain(column.label)) for column in table.columns])
        for row in table.rows:
            writer.writerow([_cell(value, column.unknown) for value, column in zip(row, table.columns, strict=True)])
    return out.getvalue().encode("utf-8-sig")


def guarded(text: str) -> str:
    """`text` with an apostrophe first when a spreadsheet program could take it for a formula."""
    return GUARD + text if text.startswith(DANGEROUS) or text.lstrip().startswith(DANGEROUS) else text


def _cell(value: Value, unknown: str) -> str:
    if is_empty(value):
        return guarded(plain(unknown))
    if isinstance(value, int | float | Decimal):
        return str(value).replace(".", ",")
    return guarded(short(value))

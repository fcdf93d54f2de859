"""Which column of a list from outside means what, and what stands in a cell as a person would read it?"""

import re
from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process

from livskraft.kit.spreadsheets import Cell
from livskraft.kit.swedish_values import clean, key

# Lists have a title, a date and an empty row or two before the headers.
ROWS_BEFORE_HEADERS = 25
_ERROR = re.compile(r"#(?:[A-ZÅÄÖ]+/?[A-ZÅÄÖ0]*)[!?]?|Err:\d{3}")
_SURE = 90
_SHORTEST_TO_GUESS = 4


class Headers:
    """The words that make a header of each field, whole, with commas between them."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self._fields = {name: field for field, every in words.items() for name in every.split(", ")}
        self._names = list(self._fields)

    def field(self, written: str) -> str:
        """The field that the header means, also with a letter wrong; empty when it means none of them."""
        if written in self._fields or len(written) < _SHORTEST_TO_GUESS:
            return self._fields.get(written, "")
        close = process.extractOne(written, self._names, scorer=fuzz.ratio, score_cutoff=_SURE)
        return self._fields[close[0]] if close else ""


def header(cell: Cell) -> str:
    """What a header is compared by."""
    return key(str(cell or "")).strip(" :*.").replace(", ", ",")


def error_in(text: str) -> str:
    """What to say of a cell in which Excel or LibreOffice shows an error, as #REF! or #SAKNAS!; empty for others."""
    if not _ERROR.fullmatch(text.strip()):
        return ""
    return _("Cellen visar felet %(error)s i kalkylbladet, så värdet är inte läst.") % {"error": text.strip()}


def cell_text(cell: Cell, longest: int) -> str:
    """On one line, at most `longest` characters; a whole number has no decimals."""
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return clean(str("" if cell is None else cell))[:longest]

"""What is a code of a measure, and which rows of a list of them can be read?

Source: HSLF-FS 2017:67 (five signs, none that ends in 000).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

# Two letters, then a letter or a digit, and two digits.
CODE = re.compile(r"[A-ZÅÄÖ]{2}[A-ZÅÄÖ0-9][0-9]{2}")
TOO_BROAD = "000"
LONGEST_TEXT = 300


class Wrong(TextChoices):
    """Why a row of a list cannot be read."""

    NOT_A_CODE = "not_a_code", _("Koden ska ha fem tecken, till exempel AW005")
    TOO_BROAD = "too_broad", _("Koder som slutar på 000 får inte rapporteras")
    NO_TEXT = "no_text", _("Texten saknas")
    LONG_TEXT = "long_text", _("Texten är längre än 300 tecken")
    TWICE = "twice", _("Koden står mer än en gång")


@dataclass(frozen=True, slots=True)
class Fault:
    """The number of a row as the workbook has it, what stands there as a code, and why it cannot be read."""

    row: int
    written: str
    wrong: Wrong


@dataclass(frozen=True, slots=True)
class Read:
    """Code → text in the order of the list, and what was wrong with the other rows."""

    codes: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def fault_of(code: str) -> Wrong | None:
    """Why it is no code that may be reported; None when it is."""
    if not CODE.fullmatch(code):
        return Wrong.NOT_A_CODE
    return Wrong.TOO_BROAD if code.endswith(TOO_BROAD) else None


def read_rows(rows: Iterable[tuple[int, str, str]]) -> Read:
    """What a list says, given the number, the code and the text of each row.

    A code that stands twice is wrong in every row but its first, also when the text is the same.
    """
    read = Read()
    for number, written, text in rows:
        code = written.upper()
        wrong = fault_of(code)
        if wrong is None and not text:
            wrong = Wrong.NO_TEXT
        if wrong is None and len(text) > LONGEST_TEXT:
            wrong = Wrong.LONG_TEXT
        if wrong is None and code in read.codes:
            wrong = Wrong.TWICE
        if wrong is None:
            read.codes[code] = text
        else:
            read.faults.append(Fault(number, written, wrong))
    return read

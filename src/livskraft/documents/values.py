"""How is a value written on paper, in Swedish?"""

import re
import unicodedata
from datetime import date, datetime
from decimal import Decimal

from livskraft.documents.report import CellKind, Qr, Value
from livskraft.kit.formats import clock
from livskraft.kit.partial_date import PartialDate

LONGEST = 20_000
CUT = " … (avkortat)"
# Characters that turn the direction of what follows, so that a name can rewrite the line it stands on.
DIRECTION = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
THIN = "\N{NO-BREAK SPACE}"


def plain(text: str) -> str:
    """`text` composed, without control and direction characters, line breaks as \\n, at most 20,000 characters."""
    if len(text) > LONGEST:
        text = text[: LONGEST - len(CUT)] + CUT
    text = unicodedata.normalize("NFC", re.sub("\r\n?|\u2028|\u2029|\x0b|\x0c|\x85", "\n", text))
    text = DIRECTION.sub("", text)
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs", "Co", "Cn")).strip()


def is_empty(value: Value) -> bool:
    return value is None or (isinstance(value, str) and not plain(value))


def short(value: Value, kind: CellKind = CellKind.TEXT) -> str:
    """As in a table's cell: 2026-03-17, 1 234,5 and 12 500 kr; nothing for nothing."""
    match value:
        case None:
            return ""
        case Qr():
            return value.data
        case str():
            return plain(value)
        case PartialDate():
            return value.iso
        case datetime():
            return value.strftime("%Y-%m-%d %H:%M")
        case date():
            return value.isoformat()
        case _:
            return f"{number(value, ore=True)}{THIN}kr" if kind is CellKind.MONEY else number(value)


def long(value: Value, kind: CellKind = CellKind.TEXT) -> str:
    """As in running text: dates as 17 mars 2026, otherwise as `short`."""
    if isinstance(value, PartialDate):
        return value.text
    if isinstance(value, datetime):
        return f"{PartialDate.of(value).text} kl. {clock(value.time())}"
    if isinstance(value, date):
        return PartialDate.of(value).text
    return short(value, kind)


def number(value: int | float | Decimal, *, ore: bool = False) -> str:
    """Groups of three with a no-break space, decimal comma, a real minus sign; `ore` keeps both decimals if any."""
    if value == int(value):
        text = f"{int(value):,}"
    else:
        text = f"{value:,.2f}" if ore else f"{value:,.10f}".rstrip("0")
    return text.replace(",", THIN).replace(".", ",").replace("-", "\N{MINUS SIGN}")

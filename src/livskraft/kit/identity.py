"""Which personnummer or coordination number did somebody write, and what does it tell?

Sources: folkbokföringslagen (1991:481) 18 §; lagen (2022:1697) om samordningsnummer; Skatteverket, Rättslig vägledning.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import cycle
from typing import Literal

from django.utils.translation import gettext as _

from livskraft.kit.errors import Refused

# Nobody born earlier is alive. The check digit does not cover the century, so this is what finds a mistaken "+".
EARLIEST_YEAR = 1880
LONGEST_TEXT = 40

# A sign may have spaces around it, but a space is no sign: it would hide the "+" of somebody aged a hundred.
_WRITTEN = re.compile(r"(?P<century>[0-9]{2})?(?P<day>[0-9]{6})(?:\s*(?P<sign>[-+])\s*)?(?P<last>[0-9]{4})")
_TWELVE = re.compile(r"[0-9]{12}")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))


class NumberKind(StrEnum):
    PERSONNUMMER = "personnummer"
    COORDINATION = "coordination"


@dataclass(frozen=True, slots=True, repr=False)
class IdentityNumber:
    """A number whose day exists and whose check digit is right; anything else raises Refused.

    `digits` are the twelve to store and to index. Printed or logged as it is, it does not show them.
    """

    digits: str

    def __post_init__(self) -> None:
        if not _TWELVE.fullmatch(self.digits):
            raise Refused(_how_to_write())
        try:
            _day_in(self.digits)
        except ValueError:
            raise Refused(_("Det finns ingen sådan dag. Kontrollera år, månad och dag i numret.")) from None
        if self.digits[8:11] == "000":  # 001–999 are given out; 000 is what a made up number looks like
            raise Refused(_("Numret kan inte sluta på 000 och en siffra. Kontrollera de fyra sista siffrorna."))
        if int(self.digits[11]) != _check_digit(self.digits[2:11]):
            raise Refused(_("Numret stämmer inte: en siffra är fel eller två har bytt plats. Läs det en gång till."))

    def __repr__(self) -> str:
        return f"<{self.kind}: ••••••••-••••>"

    @property
    def kind(self) -> NumberKind:
        return NumberKind.COORDINATION if int(self.digits[6:8]) > 60 else NumberKind.PERSONNUMMER

    @property
    def born(self) -> date:
        """The day in the number. It may be a neighbour of the true one, since the numbers of some days ran out."""
        return _day_in(self.digits)

    @property
    def birth_day(self) -> int:
        """1–31, also in a coordination number."""
        return self.born.day

    @property
    def gender(self) -> Literal["woman", "man"]:
        """The legal one, as it was when the number was given."""
        return "man" if int(self.digits[10]) % 2 else "woman"

    @property
    def formatted(self) -> str:
        return f"{self.digits[:8]}-{self.digits[8:]}"

    def short(self, today: date) -> str:
        """Ten digits; "+" from the first day of the year when the person turns a hundred."""
        sign = "+" if today.year - self.born.year >= 100 else "-"
        return f"{self.digits[2:8]}{sign}{self.digits[8:]}"

    def age_on(self, day: date) -> int:
        """Whole years, by the day in the number. Who was born on 29 February is a year older on 1 March, but for leap
        years. Negative before that day."""
        born = self.born
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def read_number(text: str, *, today: date) -> IdentityNumber:
    """Reads ten or twelve ASCII digits, with or without a sign before the last four.

    Ten digits mean the latest such day up to today, or with "+" the latest year when the person is a hundred or turns
    a hundred during `today.year`. Raises Refused, with a sentence that never repeats what was written."""
    text = text.strip()
    written = _WRITTEN.fullmatch(text.translate(_DASHES)) if len(text) <= LONGEST_TEXT else None
    if not written:
        raise Refused(_why_unreadable(text))
    century, day, sign, last = written.group("century", "day", "sign", "last")
    year = int(century + day[:2]) if century else _latest_year(day, sign, today)
    if year < EARLIEST_YEAR:
        raise Refused(_("Året i numret är för länge sedan. Kontrollera århundradet eller plustecknet."))
    number = IdentityNumber(f"{year:04}{day[2:]}{last}")
    if number.born > today:
        raise Refused(_("Dagen i numret har inte varit än. Kontrollera årtalet."))
    if sign == "+" and today.year - year < 100:
        raise Refused(_("Plustecknet betyder att personen fyller minst 100 år i år. Kontrollera årtalet och tecknet."))
    return number


def _latest_year(day: str, sign: str | None, today: date) -> int:
    latest = today.year - 100 if sign == "+" else today.year
    year = latest - (latest - int(day[:2])) % 100
    month, day_of_month = int(day[2:4]), int(day[4:]) % 60
    return year - 100 if year == today.year and (month, day_of_month) > (today.month, today.day) else year


def _day_in(digits: str) -> date:
    """ValueError when there is no such day. A coordination number has 60 added to the day."""
    return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]) % 60)


def _check_digit(nine: str) -> int:
    """Modulus 10 with the weights 2 and 1, over the sum of the digits of each product."""
    return -sum(sum(divmod(int(digit) * weight, 10)) for digit, weight in zip(nine, cycle((2, 1)), strict=False)) % 10


def _why_unreadable(text: str) -> str:
    if not text:
        return _("Skriv ett personnummer eller ett samordningsnummer.")
    if len(text) > LONGEST_TEXT:
        return _("Texten är för lång för att vara ett personnummer eller samordningsnummer.")
    if any(char.isalpha() for char in text):
        return _(
            "Numret får inte innehålla bokstäver. Ett tillfälligt nummer eller ett reservnummer är inget personnummer "
            "eller samordningsnummer."
        )
    digits = sum(char.isdigit() for char in text)
    if digits not in (10, 12):
        return _("Numret ska ha 10 eller 12 siffror, men här är det %(count)d.") % {"count": digits}
    return _how_to_write()


def _how_to_write() -> str:
    return _("Skriv numret med siffrorna 0–9 och ett bindestreck eller plustecken, så här: ÅÅÅÅMMDD-NNNN.")

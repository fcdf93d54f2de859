"""Which sum of money, weight or count is written?"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from django.utils.translation import gettext as _

from livskraft.kit.swedish_values.absence import absence
from livskraft.kit.swedish_values.reading import Found, Reading
from livskraft.kit.swedish_values.text import clean, key

_ABOUT = {"ca", "cirka", "circa", "c:a", "omkring", "runt", "ungefär", "ungefärligt", "uppskattat", "uppskattad"}
_MONEY = {
    "kr": 1, "sek": 1, "kronor": 1, "krona": 1, "tkr": 1000, "kkr": 1000,
    "exkl": 1, "inkl": 1, "moms": 1, "ex": 1, "ink": 1, "styck": 1, "st": 1, "à": 1, "per": 1,
}  # fmt: skip
_WEIGHT = {
    "kg": 1, "kilo": 1, "kilogram": 1, "max": 1, "maxvikt": 1, "brukarvikt": 1, "användarvikt": 1, "upp": 1, "till": 1,
    "person": 1, "användare": 1, "brukare": 1,
}  # fmt: skip
_COUNT = {"st": 1, "styck": 1, "stycken": 1, "stk": 1, "par": 1, "ex": 1}
_NUMBER = re.compile(r"\d{1,3}(?:[ .]\d{3})+(?:,\d{1,2})?|\d+(?:[.,]\d{1,2})?(?![\d.,])|\d+(?:[.,]\d+)*")
_THOUSANDS = re.compile(r"\d{1,3}(?:[ .]\d{3})+(?:,\d{1,2})?")
_LIMIT = Decimal(100_000_000)


def read_money(raw: object) -> Reading[Decimal]:
    """Kronor: "12 500 kr", "9 995,50", "12.500:-", "ca 7000", "25 tkr"."""
    return _read(_written(raw), "money")


def read_weight(raw: object) -> Reading[Decimal]:
    """Kilograms: 150, "160 kg", "max 135 kg"."""
    return _read(_written(raw), "weight")


def read_whole_number(raw: object) -> Reading[int]:
    """How many: 3, "3 st"."""
    reading = _read(_written(raw), "count")
    if reading.value is None:
        return Reading(reading.found, why=reading.why)
    if reading.value != reading.value.to_integral_value():
        return Reading(Found.UNREADABLE, why=_("Antalet måste vara ett heltal."))
    return Reading(Found.VALUE, int(reading.value), approximate=reading.approximate)


def _written(raw: object) -> str:
    if isinstance(raw, float) and abs(raw) < 1e8:
        return format(round(Decimal(str(raw)), 2).normalize(), "f").replace(".", ",")
    return "" if raw is None else str(raw)


@lru_cache(maxsize=20_000)
def _read(text: str, kind: str) -> Reading[Decimal]:
    units = {"money": _MONEY, "weight": _WEIGHT, "count": _COUNT}[kind]
    absent = absence(text)
    if absent:
        return Reading(absent)
    written = re.sub(r"[:;,]-+(?=\s|$)", "", key(text)).replace("~", "ca ").replace("≈", "ca ")
    numbers = _NUMBER.findall(written)
    if not numbers:
        return _unreadable(_("Det står inget tal i ”%(text)s”."), text)
    if len(numbers) > 1:
        return _unreadable(_("Det står flera tal i ”%(text)s”."), text)
    number = numbers[0]
    rest = written.replace(number, " ", 1)
    if "-" in rest or not set(re.sub(r"[^\w:]", " ", rest).split()) <= units.keys() | _ABOUT:
        return _unreadable(_("”%(text)s” innehåller ord eller tecken som inte hör till talet."), text)
    rest_words = re.sub(r"[^\w:]", " ", rest).split()
    if _THOUSANDS.fullmatch(number):
        number = number.replace(" ", "").replace(".", "")
    elif not re.fullmatch(r"\d+(?:[.,]\d{1,2})?", number):
        return _unreadable(_("”%(text)s” kan läsas på flera sätt."), text)
    value = Decimal(number.replace(",", "."))
    for word in rest_words:
        value *= units.get(word, 1)
    if value >= _LIMIT:
        return _unreadable(_("Talet i ”%(text)s” är orimligt stort."), text)
    return Reading(Found.VALUE, value, approximate=bool(set(rest_words) & _ABOUT) or "?" in rest)


def _unreadable(why: str, text: str) -> Reading[Decimal]:
    return Reading(Found.UNREADABLE, why=why % {"text": clean(text)[:60]})

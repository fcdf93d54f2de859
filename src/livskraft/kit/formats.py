"""How are days, times, money and numbers written for a Swedish reader?"""

from datetime import date, datetime, time
from decimal import Decimal

from django.utils.translation import get_language

from livskraft.kit.partial_date import MONTHS

WEEKDAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
_NBSP = "\u00a0"
# They write times with a point, as in 16.30; the others of our languages are used to a colon.
_WITH_POINT = (None, "sv", "fi")
# Hours are kept to the minute, so a day that is open to its end ends here.
_LAST_MINUTE = time(23, 59)


def day(when: date, today: date) -> str:
    """ "tisdag 3 mars" this year; another year's has the year instead of the weekday: "3 mars 2027"."""
    if when.year == today.year:
        return f"{WEEKDAYS[when.weekday()]} {when.day} {MONTHS[when.month - 1]}"
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def days_late(due: date, today: date) -> str:
    """ "Försenad 12 dagar", "I dag", "I morgon" or "Om 3 dagar"; from two years on in whole years."""
    days = (_date(due) - _date(today)).days
    if days <= -2 * 366:
        return f"Försenad {-days // 366} år"
    if days < 0:
        return f"Försenad {count(-days, 'dag', 'dagar')}"
    if days == 0:
        return "I dag"
    return "I morgon" if days == 1 else f"Om {count(days, 'dag', 'dagar')}"


def clock(at: time) -> str:
    """ "9.00" or "16.30", by itself; "09:00" in a language that writes it so."""
    return f"{at.hour}.{at:%M}" if get_language() in _WITH_POINT else f"{at:%H:%M}"


def hours(start: time, end: time) -> str:
    """ "8–16.30" or "0–24"; "08:00–16:30" in a language that writes it so."""
    if get_language() not in _WITH_POINT:
        return f"{clock(start)}–{clock(end)}"
    return f"{_hour(start)}–{'24' if end == _LAST_MINUTE else _hour(end)}"


def money(amount: Decimal | int) -> str:
    """ "12 500 kr", with öre only when there are any; the spaces never break a line."""
    rounded = Decimal(amount).quantize(Decimal("0.01"))
    whole = rounded == rounded.to_integral_value()
    return f"{_grouped(rounded, 0 if whole else 2)}{_NBSP}kr"


def count(number: int, one: str, many: str) -> str:
    """ "1 maskin", "2 maskiner", "1 200 maskiner"."""
    return f"{_grouped(Decimal(number), 0)} {one if abs(number) == 1 else many}"


def _hour(at: time) -> str:
    return clock(at) if at.minute else f"{at.hour}"


def _grouped(number: Decimal, decimals: int) -> str:
    return f"{number:,.{decimals}f}".replace(",", _NBSP).replace(".", ",").replace("-", "\u2212")


def _date(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value

"""How do templates write days, times, money and numbers? As the kit does, with today filled in."""

from datetime import date, datetime, time
from decimal import Decimal

from django import template
from django.template import TemplateSyntaxError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language

from livskraft.kit import formats

register = template.Library()


def _local(value: date) -> date:
    """The Swedish day of a moment; midnight UTC is already the next day here."""
    if isinstance(value, datetime):
        return timezone.localdate(value) if timezone.is_aware(value) else value.date()
    return value


@register.filter
def day(value: date | None, today: date | None = None) -> str:
    """ "tisdag 3 mars", or as the language of the page writes it; empty when there is no day."""
    if not value:
        return ""
    when, now = _local(value), today or timezone.localdate()
    if get_language() in (None, "sv"):
        return formats.day(when, now)
    # Finnish numbers its days with a point and bends the month: "tiistai 3. maaliskuuta".
    number, month = ("j.", "E") if get_language() == "fi" else ("j", "F")
    return date_format(when, f"l {number} {month}" if when.year == now.year else f"{number} {month} Y")


@register.filter
def weekday(value: date | None, today: date | None = None) -> str:
    """ "fredag 1 januari 2027": as `day`, but with its weekday also in another year, where people are to come."""
    if not value:
        return ""
    when, now = _local(value), today or timezone.localdate()
    return day(when, when) if when.year == now.year else f"{day(when, when)} {when.year}"


@register.filter
def days_late(value: date | None, today: date | None = None) -> str:
    """ "Försenad 12 dagar", "I dag" or "Om 3 dagar"; empty when there is no day."""
    return formats.days_late(_local(value), today or timezone.localdate()) if value else ""


@register.filter
def clock(value: datetime | time | None) -> str:
    """ "16.30", or as the language of the page writes it; empty when there is no time."""
    if not value:
        return ""
    if isinstance(value, datetime):
        value = (timezone.localtime(value) if timezone.is_aware(value) else value).time()
    return formats.clock(value)


@register.filter
def hours(start: time, end: time) -> str:
    """ "8–16.30" from `{{ opens|hours:closes }}`."""
    return formats.hours(start, end)


@register.filter
def money(value: Decimal | int | None) -> str:
    """ "12 500 kr"; empty when the amount is unknown."""
    return "" if value is None else formats.money(value)


@register.filter
def count(value: int, nouns: str) -> str:
    """ "3 maskiner" from `{{ n|count:"maskin,maskiner" }}`."""
    one, comma, many = nouns.partition(",")
    if not comma:
        raise TemplateSyntaxError('count needs both forms of the noun, as in "maskin,maskiner"')
    return formats.count(value, one.strip(), many.strip())

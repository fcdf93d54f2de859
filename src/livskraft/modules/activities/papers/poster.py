"""What does the week's programme say on the wall, in A3 or A4, to be read from two metres away?"""

import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from livskraft.documents import fonts, pdf, qr
from livskraft.documents.report import Qr
from livskraft.documents.values import plain
from livskraft.kit.formats import WEEKDAYS, clock, hours, money
from livskraft.kit.partial_date import MONTHS
from livskraft.modules.activities.rules.vocabulary import Kind
from livskraft.ui.icons import icon_svg

TEMPLATE = Path(__file__).with_name("poster.typ")
TEAL = "#0B5563"
PICTOGRAMS = {
    Kind.SOCIAL: "coffee",
    Kind.CULTURAL: "music",
    Kind.HEALTH: "heart-pulse",
    Kind.TRAINING: "biceps-flexed",
    Kind.GYM: "dumbbell",
}
LUNCH, PHONE = "utensils", "phone"
# What is longer than this is no title; it would hide the rest of the week.
LONGEST_TITLE = 180
LONGEST_FACT = 120
LONGEST_TEXT = 700


class Size(StrEnum):
    A3 = "a3"
    A4 = "a4"


@dataclass(frozen=True)
class PosterLine:
    """Something that is on. `note`: why it is cancelled, or from when it was moved. `cost` None says nothing of it."""

    title: str
    kind: Kind
    starts: time
    ends: time | None = None
    place: str = ""
    leader: str = ""
    cost: Decimal | None = None
    cancelled: bool = False
    note: str = ""


@dataclass(frozen=True)
class PosterLunch:
    """What there is to eat; without `starts` it stands last in its day."""

    dishes: Sequence[str]
    starts: time | None = None
    ends: time | None = None
    price: Decimal | None = None


@dataclass(frozen=True)
class PosterDay:
    """A day, with what is on in any order. `note` is what the day is called, or why it is closed."""

    on: date
    lines: Sequence[PosterLine] = ()
    lunch: PosterLunch | None = None
    closed: bool = False
    note: str = ""


@dataclass(frozen=True)
class PosterWeek:
    """The week that `monday` begins, with the days to be shown, in any order.

    `notice` is what always stands at the foot. `url` is the site's public page. `dated`: the day that it is printed.
    """

    site: str
    monday: date
    days: Sequence[PosterDay]
    dated: date
    notice: str = ""
    phone: str = ""
    url: str = ""


def render(week: PosterWeek, size: Size) -> bytes:
    """The poster as tagged PDF/UA-1: one sheet when it can be read from two metres away, else more; nothing is cut."""
    at = datetime(week.dated.year, week.dated.month, week.dated.day, tzinfo=UTC)
    with tempfile.TemporaryDirectory() as folder:
        return pdf.typeset(_template(), _week(week, size), at=at, folder=folder)


def title(monday: date) -> str:
    """ "Vecka 18 · 28 april–4 maj 2025"."""
    sunday = monday + timedelta(days=6)
    year = f" {monday.year}" if monday.year != sunday.year else ""
    month = f" {MONTHS[monday.month - 1]}" if monday.month != sunday.month else ""
    last = f"{sunday.day} {MONTHS[sunday.month - 1]} {sunday.year}"
    return _("Vecka %(number)s · %(days)s") % {
        "number": monday.isocalendar().week,
        "days": f"{monday.day}{month}{year}–{last}",
    }


@cache
def _template() -> bytes:
    return TEMPLATE.read_bytes()


@cache
def _pictogram(name: str) -> str:
    svg = icon_svg(name).replace("currentColor", TEAL)
    return svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)


def _week(week: PosterWeek, size: Size) -> dict[str, Any]:
    return {
        "size": size.value,
        "municipality": _text(settings.LIVSKRAFT_MUNICIPALITY, LONGEST_FACT),
        "site": _text(week.site, LONGEST_FACT),
        "week": title(week.monday),
        "days": [_day(day) for day in sorted(week.days, key=lambda day: day.on)],
        "pictograms": {name: _pictogram(name) for name in (*PICTOGRAMS.values(), LUNCH, PHONE)},
        "notice": _cut(fonts.printable(plain(week.notice)), LONGEST_TEXT),
        "phone": _text(week.phone, LONGEST_FACT),
        "qr": _code(week.url),
        "url": _text(week.url.partition("://")[2].rstrip("/"), LONGEST_FACT),
        "words": {
            "programme": _("Veckans program"),
            "closed": _("Stängt"),
            "cancelled": _("Inställt"),
            "nothing": _("Inget i programmet"),
            "nothing_all_week": _("Det finns inget i programmet den här veckan."),
            "call": _("Frågor? Ring"),
            "scan": _("Se programmet i mobilen"),
            "printed": _("Utskrivet %(day)s") % {"day": _date(week.dated, with_year=True)},
            "sheet": _("Blad %(sheet)s av %(sheets)s"),
            "continues": _("Fortsätter på nästa blad"),
        },
    }


def _day(day: PosterDay) -> dict[str, Any]:
    lines = [(line.starts, _line(line)) for line in day.lines]
    if day.lunch and any(plain(dish) for dish in day.lunch.dishes):
        lines.append((day.lunch.starts or time.max, _lunch(day.lunch)))
    return {
        "name": WEEKDAYS[day.on.weekday()].capitalize(),
        "date": _date(day.on),
        "note": _text(day.note, LONGEST_FACT),
        "closed": day.closed,
        "lines": [line for _starts, line in sorted(lines, key=lambda each: each[0])],
    }


def _line(line: PosterLine) -> dict[str, Any]:
    leader, kind = _text(line.leader, LONGEST_FACT), str(line.kind.label)
    facts = [
        # The word stands beside the picture once; a title that says it already is that word.
        "" if kind.casefold() in line.title.casefold() else kind,
        _text(line.place, LONGEST_FACT),
        _("Ledare:\u00a0%(name)s") % {"name": leader} if leader else "",
    ]
    return {
        "is": "cancelled" if line.cancelled else "activity",
        "time": _span(line.starts, line.ends),
        "pictogram": PICTOGRAMS[line.kind],
        "title": _text(line.title, LONGEST_TITLE),
        # Nobody goes to what is cancelled: where and by whom would only be in the way of why.
        "facts": [] if line.cancelled else [fact for fact in facts if fact],
        "note": _text(line.note, LONGEST_FACT),
        "cost": "" if line.cancelled else _cost(line.cost),
    }


def _lunch(lunch: PosterLunch) -> dict[str, Any]:
    return {
        "is": "lunch",
        "time": _span(lunch.starts, lunch.ends) if lunch.starts else "",
        "pictogram": LUNCH,
        "title": _("Lunch"),
        "dishes": [_text(dish, LONGEST_FACT) for dish in lunch.dishes if plain(dish)],
        "facts": [],
        "note": "",
        "cost": _cost(lunch.price),
    }


def _span(starts: time, ends: time | None) -> str:
    return hours(starts, ends) if ends else clock(starts)


def _cost(cost: Decimal | None) -> str:
    if cost is None:
        return ""
    return money(cost) if cost else _("Gratis")


def _code(url: str) -> dict[str, str] | None:
    if not url:
        return None
    alt = _("QR-kod till programmet på webben: %(url)s") % {"url": url}
    return {"svg": qr.svg(Qr(url, alt)), "alt": _text(alt, LONGEST_TEXT)}


def _date(day: date, *, with_year: bool = False) -> str:
    return f"{day.day} {MONTHS[day.month - 1]}" + (f" {day.year}" if with_year else "")


def _text(text: str, longest: int) -> str:
    return _cut(re.sub(r"[ \t\n]+", " ", fonts.printable(plain(text))), longest)


def _cut(written: str, longest: int) -> str:
    return written if len(written) <= longest else written[: longest - 1].rstrip() + "…"

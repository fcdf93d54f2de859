"""Which date is written, and how exactly?

The rule for everything finer or looser than a date: keep the most exact partial date that surely holds. A term, a
season or a quarter keeps its year; a week keeps its month when it lies in one month, else its year. What only bounds a
date ("före 2010"), what two dates are, and what can be read in two ways is not read at all: the person is asked."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import lru_cache

from django.utils.translation import gettext as _

from livskraft.kit.partial_date import MONTHS, PartialDate
from livskraft.kit.swedish_values import date_words
from livskraft.kit.swedish_values.absence import absence
from livskraft.kit.swedish_values.reading import Found, Reading
from livskraft.kit.swedish_values.text import clean, key

OLDEST = 1950
_EXCEL_DAY_ZERO = date(1899, 12, 30)
# A lone year typed in a cell with date format becomes a day in 1905.
_YEAR_AS_DAY = range(1990, 2101)

_TIME = re.compile(r"(?:(?<=\d)t| +(?:kl\.? *)?)\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:z|\+\d\d:?\d\d)?$")
_TOKEN = re.compile(r"(?P<number>\d+)|(?P<word>[^\W\d_]+)|(?P<blank>\s+)|(?P<mark>.)")
_YEAR, _SHORT = r"(?P<y>\d{4})", r"(?P<yy>\d\d)"
_DAY, _MONTH = r"(?P<d>\d{1,2}|[?x]+)", r"(?P<m>\d{1,2}|[?x]+)"
_NAMED = r"@(?P<m>\d{1,2})"
_SEP = r"[-/. ]+"
# What is left when words have become months (@9) or gone; the first shape that fits decides.
_SHAPES = [
    re.compile(shape)
    for shape in (
        rf"[-' ]*{_YEAR}",
        rf"[-' ]+{_SHORT}",
        rf"{_YEAR}{_SEP}{_MONTH}{_SEP}{_DAY}",
        rf"{_YEAR}[-/.]{_MONTH}",
        r"(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)",
        rf"{_SHORT}-(?P<m>\d\d)-(?P<d>\d\d)",
        rf"(?P<d>\d\d)-(?P<m>\d\d)-{_SHORT}",
        rf"{_DAY}{_SEP}{_MONTH}[-/. ,]+{_YEAR}",
        rf"(?P<m>\d{{1,2}})[-/.]{_YEAR}",
        rf"{_DAY} ?[/.] ?{_MONTH}[-/. ,']+{_SHORT}",
        rf"(?:{_DAY}[-/.:, ]*)?{_NAMED}[-/. ,']*{_YEAR}",
        rf"(?:{_DAY}[-/.:, ]+)?{_NAMED}[-/. ,']*{_SHORT}",
        rf"{_YEAR}[-/. ,]*{_NAMED}(?:[-/. ,]*{_DAY})?",
    )
]
_SIX = re.compile(r"(\d\d)(\d\d)(\d\d)")
_WEEK = re.compile(
    r"(?:v|vecka|veckan|w)[. ]*(\d{1,2})[-/., ]*(?:'|år)? *(\d{4}|\d\d)|(\d{4})[-/., ]*(?:v|w|vecka)[. ]*(\d{1,2})"
)
_QUARTER = re.compile(
    r"\b(?:q|kv|kvartal|tertial|halvår)[. ]*[1-4]\b|\b[1-4][:. ]*(?:a|e)? *(?:kvartalet|kvartal|tertialet|halvåret)\b"
)
_REMARK = re.compile(r"\(([^()\d]*)\)")


def read_date(raw: object, *, today: date, future: bool = False, latest: bool = False) -> Reading[PartialDate]:
    """The date in a cell or a field; a date after `today` is refused unless `future`.

    With `latest`, a list of dates gives the last of them; otherwise several dates cannot be read."""
    if isinstance(raw, datetime):
        raw = raw.date()
    if isinstance(raw, date):
        return _day(raw, today, future)
    if isinstance(raw, bool):
        return _unreadable(_("Det står sant eller falskt, inte ett datum."))
    if isinstance(raw, int | float):
        return _number(float(raw), today, future)
    return _text("" if raw is None else str(raw), today, future, latest)


def _day(day: date, today: date, future: bool) -> Reading[PartialDate]:
    serial = (day - _EXCEL_DAY_ZERO).days
    if serial in _YEAR_AS_DAY:
        return _unreadable(_("Excel visar %(day)s. Menas året %(year)s?") % {"day": day.isoformat(), "year": serial})
    return _judge(PartialDate.of(day), today, future)


def _number(number: float, today: date, future: bool) -> Reading[PartialDate]:
    if number != number or abs(number) > 99_999_999:
        return _unreadable(_("Talet är inget datum."))
    whole = int(number)
    if whole == number and (1900 <= whole <= 2100 or whole >= 100_000):
        return _text(str(whole), today, future, False)
    if 18_264 <= whole < 100_000:  # Excel's count of days, from 1950
        return _day(_EXCEL_DAY_ZERO + timedelta(days=whole), today, future)
    return _unreadable(_("Talet %(number)s är inget datum.") % {"number": f"{number:g}"})


@lru_cache(maxsize=20_000)
def _text(text: str, today: date, future: bool, latest: bool) -> Reading[PartialDate]:
    if text.startswith("#"):
        return _unreadable(_("Excel visar ett fel i cellen."))
    absent = absence(text)
    if absent:
        return Reading(absent)
    written = key(text).replace("’", "'")
    if len(written) > 200:
        return _unreadable(_("Texten är för lång för att vara ett datum."))
    reading = _one(written, text, today, future)
    if reading.readable:
        return reading
    parts = [part for part in re.split(r"[;&\n]|,(?= )| och | samt ", text.casefold()) if part.strip()]
    if len(parts) > 1 and all(re.search(r"\d{2}", part) for part in parts):
        return _several([_text(part, today, future, False) for part in parts], latest)
    return reading


def _several(readings: list[Reading[PartialDate]], latest: bool) -> Reading[PartialDate]:
    for reading in readings:
        if reading.value is None:
            return _unreadable(_("Det står flera saker i cellen, och alla är inte datum."))
    if not latest:
        return _unreadable(_("Det står flera datum. Vilket gäller?"))
    return max(readings, key=lambda reading: reading.value.code if reading.value else 0)


def _one(written: str, text: str, today: date, future: bool) -> Reading[PartialDate]:
    written = _TIME.sub("", _REMARK.sub(_kept_remark, written)).strip()
    week = _WEEK.fullmatch(written)
    if week:
        return _judge_week(week, today, future)
    skeleton, loose, why = _skeleton(_QUARTER.sub(" kvartal ", written))
    if why:
        return _unreadable(why)
    if skeleton.endswith("?") and re.search(r"\d\d ?\?+$", skeleton):
        skeleton, loose = skeleton.rstrip(" ?"), True
    if re.fullmatch(r"\d{5}", skeleton):
        return _unreadable(_("Ett tal med fem siffror är inget datum."))
    six = _SIX.fullmatch(skeleton)
    if six:
        return _six_digits(six, today, future)
    return _shaped(skeleton, text, loose, today, future)


def _shaped(skeleton: str, text: str, loose: bool, today: date, future: bool) -> Reading[PartialDate]:
    why = ""
    for shape in _SHAPES:
        match = shape.fullmatch(skeleton)
        if not match:
            continue
        parts = match.groupdict()
        year = int(parts["y"]) if parts.get("y") else _century(int(parts["yy"]), today, future)
        month, day = _part(parts.get("m")), _part(parts.get("d"))
        if month is None and day:
            continue
        nonsense = _impossible(year, month, day)
        if nonsense:
            why = why or nonsense
            continue
        return _judge(PartialDate(year, month or 0, day or 0), today, future, loose)
    return _unreadable(why or _explain(skeleton, text))


def _skeleton(written: str) -> tuple[str, bool, str]:
    """The numbers and months that remain, whether the writer was uncertain or coarse, and why it cannot be a date."""
    skeleton, loose = "", False
    for match in _TOKEN.finditer(written):
        part = match.group()
        if match.lastgroup != "word":
            skeleton += "ca " if part in "~≈" else part
            loose = loose or part in "~≈"
            continue
        month = date_words.month_of(part)
        if month:
            skeleton += f"@{month}"
        elif part in date_words.PLANNED:
            return "", False, _("”%(word)s” betyder att det inte är gjort då.") % {"word": part}
        elif part in date_words.BOUNDS:
            return "", False, _("”%(word)s” är bara en gräns. Skriv året om du vet det.") % {"word": part}
        elif part in date_words.SEVERAL:
            return "", False, _("Det står flera datum. Vilket gäller?")
        elif part in date_words.TERMS:
            # What follows a term is a year, also when it has two digits.
            skeleton, loose = skeleton + "'", True
        elif part in date_words.ABOUT or part in date_words.WITHIN:
            loose = True
        elif set(part) == {"x"}:
            skeleton += part
        elif part not in date_words.FILLERS and part not in date_words.WEEKDAYS:
            return "", False, _("”%(word)s” är inget datum.") % {"word": part[:40]}
    skeleton = re.sub(r"ca ", " ", skeleton)
    skeleton = re.sub(r"(?<=\d):(?=\s*@)", "", re.sub(r"\s+", " ", skeleton))
    skeleton = re.sub(r"^[ .,:;/!*]+(?=[\d@])|[ .,:;/!*-]+$|[()]", "", skeleton)
    return re.sub(r" *([-/.,]) *", r"\1", skeleton), loose, ""


def _kept_remark(match: re.Match[str]) -> str:
    """A remark in brackets is dropped unless it changes what the date means."""
    changing = date_words.ABOUT | date_words.BOUNDS | date_words.PLANNED
    kept = [word for word in re.findall(r"[^\W\d_]+", match.group(1)) if word in changing]
    return " " + " ".join(kept)


def _judge_week(match: re.Match[str], today: date, future: bool) -> Reading[PartialDate]:
    number, year = (int(part) for part in (match.group(1) or match.group(4), match.group(2) or match.group(3)))
    if year < 100:
        year = _century(year, today, future)
    try:
        monday = date.fromisocalendar(year, number, 1)
    except ValueError:
        return _unreadable(_("Vecka %(week)s finns inte %(year)s.") % {"week": number, "year": year})
    sunday = monday + timedelta(days=6)
    month = monday.month if monday.month == sunday.month else 0
    return _judge(PartialDate(year, month), today, future, loose=True)


def _six_digits(match: re.Match[str], today: date, future: bool) -> Reading[PartialDate]:
    """160917 is a day, 201709 a month; 201012 can be both and is asked about."""
    first, second, third = (int(part) for part in match.groups())
    year = _century(first, today, future)
    as_day = None if _impossible(year, second, third) or not second else PartialDate(year, second, third)
    long_year = first * 100 + second
    as_month = PartialDate(long_year, third) if OLDEST <= long_year <= today.year + 1 and 1 <= third <= 12 else None
    if as_day and as_month:
        values = {"day": as_day.text, "month": as_month.text}
        return _unreadable(_("Kan betyda både %(day)s och %(month)s.") % values)
    found = as_day or as_month
    return _judge(found, today, future) if found else _unreadable(_("Siffrorna är inget datum."))


def _century(year: int, today: date, future: bool) -> int:
    """Two digits mean the latest such year that is not after today's."""
    latest = today.year + (20 if future else 0)
    return latest - (latest - year) % 100


def _part(text: str | None) -> int | None:
    """The number; None for what is not written or written as "??", "xx" or "00"."""
    return int(text) or None if text and text.isdigit() else None


def _impossible(year: int, month: int | None, day: int | None) -> str:
    if not 1 <= year <= 9999:
        return _("Året %(year)s finns inte.") % {"year": year}
    if month is not None and month > 12:
        return _("Månad %(month)s finns inte.") % {"month": month}
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        name = MONTHS[(month or 1) - 1]
        return _("%(day)s %(month)s %(year)s finns inte.") % {"day": day, "month": name, "year": year}
    return ""


def _judge(value: PartialDate, today: date, future: bool, loose: bool = False) -> Reading[PartialDate]:
    if value.year < OLDEST:
        return _unreadable(_("Året %(year)s är för länge sedan för att vara rätt.") % {"year": value.year})
    if value.year > today.year + 50:
        return _unreadable(_("Året %(year)s är för långt fram för att vara rätt.") % {"year": value.year})
    if not future and value.first > today:
        return _unreadable(_("%(date)s har inte varit än.") % {"date": value.text.capitalize()})
    return Reading(Found.VALUE, value, approximate=loose)


def _explain(skeleton: str, text: str) -> str:
    if "@" in skeleton or re.fullmatch(r"\d{1,2}[/.-]\d{1,2}\.?", skeleton):
        return _("Det går inte att se vilket år det är.")
    if len(re.findall(r"(?:19|20)\d\d", skeleton)) > 1:
        return _("Det står flera årtal. Vilket gäller?")
    return _("”%(text)s” går inte att läsa som datum.") % {"text": clean(text)[:60]}


def _unreadable(why: str) -> Reading[PartialDate]:
    return Reading(Found.UNREADABLE, why=why)

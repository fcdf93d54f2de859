"""What of a place's programme and lunch stands on the public's pages: today, in a week, and where one signs up?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from livskraft.modules.activities.public import LunchDay, OpenLunch, Shown, ShownDay, SignUpMode, Stretch, week_of
from livskraft.overview.open_places import Place

# How far ahead a place's page tells of what is on, and how far one can turn its weeks.
AHEAD, WEEKS = 14, 52
# So many titles have room on the line of a place in the list.
MOST_IN_LINE = 3


@dataclass(frozen=True, slots=True)
class Row:
    """Something that is on, and whether one may sign up for it on the web now."""

    shown: Shown
    may_sign_up: bool
    by_staff: bool


@dataclass(frozen=True, slots=True)
class Day:
    """`closed` is why the place is closed, also when it is empty; None when it is open."""

    on: date
    closed: str | None
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """What is left of today, on one line; `more` do not fit."""

    closed: bool
    shown: tuple[Shown, ...]
    more: int


def told(days: Iterable[ShownDay], moment: datetime) -> list[Day]:
    """The days as a page has them."""
    return [Day(day.on, day.closed, tuple(_row(each, moment) for each in day.occasions)) for day in days]


def whole_week(days: Iterable[ShownDay], week: Stretch, moment: datetime) -> list[Day]:
    """Each day of the week, also those on which nothing is on."""
    found = {day.on: day for day in told(days, moment)}
    return [found.get(on, Day(on, None, ())) for on in week.whole_weeks]


def today_and_on(place: Place, moment: datetime) -> tuple[Day, list[Day]]:
    """Today, also when nothing is on, and the days after it on which something is."""
    today = timezone.localdate(moment)
    days = told(place.programme, moment)
    first = next((day for day in days if day.on == today), Day(today, None, ()))
    return first, [day for day in days if day.on > today]


def line_of_today(place: Place, moment: datetime) -> Line:
    """What has not ended yet and will be."""
    today = timezone.localdate(moment)
    day = next((day for day in place.programme if day.on == today), None)
    left = [each for each in day.occasions if not each.cancelled and each.ends_at > moment] if day else []
    closed = bool(day and day.closed is not None and not left)
    return Line(closed, tuple(left[:MOST_IN_LINE]), max(len(left) - MOST_IN_LINE, 0))


def lunch_weeks(lunch: OpenLunch, today: date) -> list[tuple[Stretch, list[LunchDay]]]:
    """What is left of this week's menu, and the next's."""
    this = week_of(today)
    return [
        (week, [day for day in lunch.days if max(today, week.first) <= day.on <= week.last])
        for week in (this, this.after)
    ]


def lunch_weekdays(lunch: OpenLunch, today: date) -> list[date]:
    """A day of each weekday on which lunch is served, for templates to name."""
    monday = week_of(today).first
    return [monday + timedelta(days=number) for number in lunch.weekdays]


def week_within_reach(asked: Stretch | None, today: date) -> tuple[Stretch, bool, bool]:
    """The week to be shown, and whether one may turn back and forth: nothing is told of what has been."""
    this = week_of(today)
    last = week_of(today + timedelta(weeks=WEEKS))
    week = asked if asked and this.first <= asked.first <= last.first else this
    return week, week.first > this.first, week.first < last.first


def _row(shown: Shown, moment: datetime) -> Row:
    open_still = not shown.cancelled and shown.starts_at > moment
    return Row(
        shown, open_still and shown.sign_up == SignUpMode.PUBLIC, open_still and shown.sign_up == SignUpMode.STAFF
    )

"""Which week does an address ask for, and what is it called?"""

import re
from datetime import date, timedelta

_CODE = re.compile(r"(20\d\d)-[vV](\d{1,2})")


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def week_asked(text: str, today: date) -> date:
    """The Monday of the week written as 2026-V48; of this week when it is written in no such way or does not exist."""
    match = _CODE.fullmatch(text.strip()[:12])
    if match:
        try:
            return date.fromisocalendar(int(match[1]), int(match[2]), 1)
        except ValueError:
            pass
    return monday_of(today)


def week_code(monday: date) -> str:
    """As an address says it: 2026-V48."""
    year, week, _day = monday.isocalendar()
    return f"{year}-V{week:02d}"


def days_of(monday: date) -> list[date]:
    return [monday + timedelta(days=n) for n in range(7)]

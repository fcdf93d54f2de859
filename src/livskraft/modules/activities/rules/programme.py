"""Which week or month is shown, and what is said below every programme? Pure; no models."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from livskraft.kit.formats import money
from livskraft.kit.partial_date import MONTHS

FIRST_YEAR, LAST_YEAR = 2000, 2100
_WEEK = re.compile(r"(\d{4})-V(\d{2})", re.ASCII)
_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)

# Source: SoL (2025:400) 11:6: whoever runs an activity that needs no decision tells visitors that they may apply.
RIGHT_TO_APPLY = lazy(
    "Det som står i programmet är öppet för dig utan beslut och utan ansökan. Behöver du mer stöd i vardagen har du "
    "rätt att ansöka om stöd hos kommunens socialtjänst."
)
RIGHT_TO_APPLY_SOURCE = lazy("11 kap. 6 § socialtjänstlagen (2025:400)")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A week or a month, both days included; `code` is how an address names it, as in 2026-V48 and 2026-11."""

    first: date
    last: date
    is_month: bool

    @property
    def code(self) -> str:
        if self.is_month:
            return f"{self.first:%Y-%m}"
        year, week, _day = self.first.isocalendar()
        return f"{year}-V{week:02}"

    @property
    def name(self) -> str:
        if self.is_month:
            return f"{MONTHS[self.first.month - 1]} {self.first.year}"
        return _("vecka %(week)s") % {"week": self.first.isocalendar().week}

    @property
    def before(self) -> "Stretch":
        return self._around(self.first - timedelta(days=1))

    @property
    def after(self) -> "Stretch":
        return self._around(self.last + timedelta(days=1))

    @property
    def whole_weeks(self) -> list[date]:
        """Its days from a Monday to a Sunday; a month borrows days from its neighbours."""
        start = self.first - timedelta(days=self.first.weekday())
        end = self.last + timedelta(days=6 - self.last.weekday())
        return [start + timedelta(days=number) for number in range((end - start).days + 1)]

    def _around(self, day: date) -> "Stretch":
        return month_of(day) if self.is_month else week_of(day)


def week_of(day: date) -> Stretch:
    """The week from Monday to Sunday that `day` is in."""
    monday = day - timedelta(days=day.weekday())
    return Stretch(monday, monday + timedelta(days=6), is_month=False)


def month_of(day: date) -> Stretch:
    first = day.replace(day=1)
    return Stretch(first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1), is_month=True)


def read_week(text: str) -> Stretch | None:
    """The week that an address names as 2026-V48; None when it names none."""
    match = _WEEK.fullmatch(text)
    if not match or not FIRST_YEAR <= int(match[1]) <= LAST_YEAR:
        return None
    try:
        return week_of(date.fromisocalendar(int(match[1]), int(match[2]), 1))
    except ValueError:
        return None


def read_month(text: str) -> Stretch | None:
    """The month that an address names as 2026-11; None when it names none."""
    match = _MONTH.fullmatch(text)
    if not match or not FIRST_YEAR <= int(match[1]) <= LAST_YEAR or not 1 <= int(match[2]) <= 12:
        return None
    return month_of(date(int(match[1]), int(match[2]), 1))


def cost_in_words(cost: Decimal | None) -> str:
    """ "30 kr" or "Gratis"; empty when nothing is said."""
    if cost is None:
        return ""
    return money(cost) if cost else _("Gratis")

"""Which periods are measured, when do they close, and what is the value of what was counted? Pure decisions."""

import re
import statistics
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from livskraft.kit.partial_date import MONTHS
from livskraft.kit.periods import Period


class Counts(TextChoices):
    """What an indicator counts; only persons are ever suppressed."""

    EQUIPMENT = "equipment", gettext_lazy("utrustning")
    HOURS = "hours", gettext_lazy("timmar")
    PERSONS = "persons", gettext_lazy("personer")
    OCCASIONS = "occasions", gettext_lazy("händelser")
    MONEY = "money", gettext_lazy("kronor")


class Form(TextChoices):
    """How the value comes out of what was counted."""

    TOTAL = "total", gettext_lazy("antal")
    SHARE = "share", gettext_lazy("andel")
    RATE = "rate", gettext_lazy("kvot")
    MEDIAN = "median", gettext_lazy("median")


class Span(TextChoices):
    MONTH = "month", gettext_lazy("Månad")
    QUARTER = "quarter", gettext_lazy("Kvartal")
    YEAR = "year", gettext_lazy("År")


LENGTH = {Span.MONTH: 1, Span.QUARTER: 3, Span.YEAR: 12}
# Local rule: a month closes on the 10th of the next, so that what is typed in late comes along.
CLOSES_ON_DAY = 10
_CODE = re.compile(r"(?P<year>20\d\d)(?:-(?:kv(?P<quarter>[1-4])|(?P<month>0[1-9]|1[0-2])))?")


@dataclass(frozen=True, slots=True)
class Term:
    """A calendar month, quarter or year that is measured."""

    span: Span
    starts: date

    @classmethod
    def holding(cls, span: Span, day: date) -> "Term":
        """The month, quarter or year that `day` is in."""
        first = (day.month - 1) // LENGTH[span] * LENGTH[span] + 1
        return cls(span, date(day.year, first, 1))

    @classmethod
    def read(cls, code: str) -> "Term | None":
        """The term that an address names: 2026-10, 2026-kv3 or 2026; None when it names none."""
        if not (found := _CODE.fullmatch(code)):
            return None
        year = int(found["year"])
        if found["quarter"]:
            return cls(Span.QUARTER, date(year, int(found["quarter"]) * 3 - 2, 1))
        return (
            cls(Span.MONTH, date(year, int(found["month"]), 1)) if found["month"] else cls(Span.YEAR, date(year, 1, 1))
        )

    @property
    def ends(self) -> date:
        """The first day after it."""
        return _months_later(self.starts, LENGTH[self.span])

    @property
    def period(self) -> Period:
        return Period(self.starts, self.ends)

    @property
    def last_day(self) -> date:
        return self.ends - timedelta(days=1)

    @property
    def closes(self) -> date:
        """The day from which it is frozen."""
        return self.ends.replace(day=CLOSES_ON_DAY)

    @property
    def code(self) -> str:
        if self.span == Span.YEAR:
            return f"{self.starts.year}"
        if self.span == Span.QUARTER:
            return f"{self.starts.year}-kv{(self.starts.month + 2) // 3}"
        return f"{self.starts:%Y-%m}"

    @property
    def label(self) -> str:
        if self.span == Span.YEAR:
            return f"{self.starts.year}"
        if self.span == Span.QUARTER:
            number = (self.starts.month + 2) // 3
            return _("kvartal %(number)s %(year)s") % {"number": number, "year": self.starts.year}
        return f"{MONTHS[self.starts.month - 1]} {self.starts.year}"

    def earlier(self, count: int = 1) -> "Term":
        """The one that lies `count` months, quarters or years before."""
        return Term(self.span, _months_later(self.starts, -count * LENGTH[self.span]))

    def back(self, count: int) -> list["Term"]:
        """It and those before it, `count` in all, the oldest first."""
        return [self.earlier(before) for before in reversed(range(count))]


def closing_with(month: Term) -> Iterator[Term]:
    """The month, and the quarter and the year that end with it."""
    for span in Span:
        term = Term.holding(span, month.starts)
        if term.ends == month.ends:
            yield term


def _months_later(first: date, months: int) -> date:
    number = first.year * 12 + first.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted: `denominator` is None for a plain total, and the number of observations for a median."""

    numerator: Decimal
    denominator: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Observed:
    """Single observations, such as days, for a value that does not add up over units."""

    values: tuple[Decimal, ...]


Part = Counted | Observed


def together(parts: Iterable[Part]) -> Counted:
    """What several units have counted together: sums, or the median of all their observations."""
    parts = list(parts)
    if observed := [value for part in parts if isinstance(part, Observed) for value in part.values]:
        return Counted(Decimal(statistics.median(observed)), Decimal(len(observed)))
    if any(isinstance(part, Observed) for part in parts):
        return Counted(Decimal(0), Decimal(0))
    counted = [part for part in parts if isinstance(part, Counted)]
    denominators = [part.denominator for part in counted if part.denominator is not None]
    return Counted(
        sum((part.numerator for part in counted), Decimal(0)), sum(denominators, Decimal(0)) if denominators else None
    )


def value(form: Form, per: int, counted: Counted) -> Decimal | None:
    """The figure that people read, percent for a share; None when there is nothing to divide by."""
    if form == Form.TOTAL:
        return counted.numerator
    if not counted.denominator:
        return None
    if form == Form.MEDIAN:
        return counted.numerator
    return (100 if form == Form.SHARE else per) * counted.numerator / counted.denominator

"""Which dates are meant, when a pasted line names its days and the lines above it have named the period?"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from dateutil.easter import easter

from livskraft.modules.activities.rules.pasted_days import Day, Days

FIRST_YEAR, LAST_YEAR = 2000, 2100
# Nobody pastes a programme longer than a year; more is a misreading.
LONGEST = timedelta(days=370)
HALF_A_YEAR_OF_MONTHS, HALF_A_YEAR_OF_WEEKS = 6, 26

Span = tuple[date, date]


class Unclear(ValueError):
    """The days cannot be told for sure, so nothing is proposed."""


@dataclass
class Period:
    """What the text has said so far of when it is about."""

    year: int
    spans: tuple[Span, ...] = ()
    parity: int | None = None
    seldom: bool = False
    """Under a heading as "Varannan vecka": a weekday there means not every week, so it must say which."""
    latest: date | None = field(default=None)
    """The last day spoken of: the year after it begins where the months begin again."""

    def resolve(self, day: Day) -> date:
        """Raises Unclear on 31 February and on a weekday that is not that date's."""
        if day.month is None:
            return self._of_the_month(day)
        return self._in_a_year(day)

    def _in_a_year(self, day: Day) -> date:
        base = self.latest.year if self.latest else self.year
        years = [base]
        if self.latest:
            later = day.month is not None and day.month <= self.latest.month - HALF_A_YEAR_OF_MONTHS
            years = [base + 1, base] if later else [base]
            if base > self.year and day.month is not None and day.month > self.latest.month + HALF_A_YEAR_OF_MONTHS:
                years = [base - 1]
        if day.year:
            years = [day.year]
            if not self.year - 1 <= day.year <= self.year + 1:
                raise Unclear
        for year in years:
            found = _date(year, day.month or 0, day.day)
            if found and (day.weekday is None or found.weekday() == day.weekday):
                return found
        raise Unclear

    def _of_the_month(self, day: Day) -> date:
        """ "den 4:e" under a month or a week: the one day there that it can be."""
        found = {each for each in self.days() if each.day == day.day and day.weekday in (None, each.weekday())}
        if len(found) != 1:
            raise Unclear
        return found.pop()

    def week(self, number: int) -> Span:
        base = self.latest or (self.spans[0][0] if self.spans else None)
        year = base.isocalendar().year if base else self.year
        if base and number <= base.isocalendar().week - HALF_A_YEAR_OF_WEEKS:
            year += 1
        try:
            monday = date.fromisocalendar(year, number, 1)
        except ValueError as error:
            raise Unclear from error
        return monday, monday + timedelta(days=6)

    def weeks(self, numbers: tuple[int, ...]) -> tuple[Span, ...]:
        spans: list[Span] = []
        for number in numbers:
            span = self.week(number)
            if spans and span < spans[-1] and number < HALF_A_YEAR_OF_WEEKS:
                monday = date.fromisocalendar(spans[-1][0].isocalendar().year + 1, number, 1)
                span = monday, monday + timedelta(days=6)
            spans.append(span)
        return tuple(spans)

    def month(self, number: int, year: int | None = None) -> Span:
        first = self._in_a_year(Day(1, number, year))
        return first, (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)

    def range(self, first: Day, last: Day) -> Span:
        """From the one to the other; "23/12–6/1" ends in the next year."""
        if first.month is None and last.month is not None:
            first = replace(first, month=last.month)
        begins = self.resolve(first)
        if last.month is None:
            last = replace(last, month=begins.month)
        ends = _date(last.year or begins.year, last.month or 0, last.day)
        if ends and ends < begins and not last.year:
            ends = _date(begins.year + 1, last.month or 0, last.day)
        if ends is None or not begins <= ends <= begins + LONGEST or last.weekday not in (None, ends.weekday()):
            raise Unclear
        return begins, ends

    def days(self) -> Iterator[date]:
        return _days_of(self.spans)

    def occurrences(self, days: Days) -> list[date]:
        """Every date that the days mean within the period; Unclear if they have no bounds or no beginning."""
        if days.unclear:
            raise Unclear
        if days.dates or (days.ranges and not days.weekdays):
            found = {self.resolve(day) for day in days.dates}
            found |= {each for pair in days.ranges for each in _days_of((self.range(*pair),)) if each.weekday() < 5}
            if days.dates and days.weekdays:
                # "Måndag, den 4 maj" names one day twice; "måndagar från 4 maj" is a recurrence and is not here.
                found = {each for each in found if each.weekday() in days.weekdays}
            return sorted(found - self._excluded(days))
        if not days.weekdays:
            raise Unclear
        return self._recurring(days)

    def _excluded(self, days: Days) -> set[date]:
        spans = [*self.weeks(days.excluded_weeks), *(self.range(*pair) for pair in days.excluded)]
        return set(_days_of(tuple(spans)))

    def _bound(self, end: Day | int | None, *, first: bool) -> date | None:
        if end is None:
            return None
        return self.week(end)[0 if first else 1] if isinstance(end, int) else self.resolve(end)

    def _recurring(self, days: Days) -> list[date]:
        start, until = self._bound(days.start, first=True), self._bound(days.until, first=False)
        spans = self.spans
        if days.ranges:
            spans = tuple(self.range(*pair) for pair in days.ranges)
        elif days.weeks:
            spans = self.weeks(days.weeks)
        elif days.months:
            spans = tuple(self.month(number) for number in days.months)
        elif start and not spans:
            if not (until or days.count):
                raise Unclear
            spans = ((start, until or start + LONGEST),)
        elif start and until and until >= start:
            spans = ((start, until),)
        told = start or days.parity is not None or self.parity is not None or days.nth
        if not spans or (days.every_other and days.parity is None and not start) or (self.seldom and not told):
            raise Unclear
        parity = days.parity if days.parity is not None else self.parity
        every_other = days.every_other and days.parity is None
        excluded = self._excluded(days)
        # One sweep over a year at the most, whatever the line says.
        found = [
            each
            for each in dict.fromkeys(_days_of(spans))
            if each.weekday() in days.weekdays
            and (start is None or each >= start)
            and (until is None or each <= until)
            and (parity is None or each.isocalendar().week % 2 == parity)
            and (days.nth is None or _is_nth(each, days.nth))
            and each not in excluded
        ]
        if every_other and start:
            monday = start - timedelta(days=start.weekday())
            found = [each for each in found if (each - monday).days // 7 % 2 == 0]
        return found[: days.count]

    def week_of_latest(self, weekday: int) -> list[date]:
        """After "Måndag 28 april" comes "Tisdag": the day after, when no week is named."""
        if self.latest is None or weekday <= self.latest.weekday():
            raise Unclear
        return [self.latest + timedelta(days=weekday - self.latest.weekday())]


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if FIRST_YEAR <= year <= LAST_YEAR else None
    except ValueError:
        return None


def _days_of(spans: tuple[Span, ...]) -> Iterator[date]:
    for first, last in spans:
        for step in range(min((last - first), LONGEST).days + 1):
            yield first + timedelta(days=step)


def _is_nth(day: date, nth: int) -> bool:
    if nth == -1:
        return (day + timedelta(days=7)).month != day.month
    return (day.day - 1) // 7 + 1 == nth


def holiday(name: str, year: int) -> date | None:
    """The date of a day that closes meeting places and is often written by its name alone.

    Source: lag (1989:253) om allmänna helgdagar; the eves by custom."""
    sunday = easter(year)
    midsummer = next(each for each in _days_of(((date(year, 6, 19), date(year, 6, 25)),)) if each.weekday() == 4)
    return {
        "nyårsdagen": date(year, 1, 1),
        "trettondagsafton": date(year, 1, 5),
        "trettondagen": date(year, 1, 6),
        "trettondedag jul": date(year, 1, 6),
        "skärtorsdagen": sunday - timedelta(days=3),
        "skärtorsdag": sunday - timedelta(days=3),
        "långfredagen": sunday - timedelta(days=2),
        "långfredag": sunday - timedelta(days=2),
        "annandag påsk": sunday + timedelta(days=1),
        "första maj": date(year, 5, 1),
        "valborg": date(year, 4, 30),
        "valborgsmässoafton": date(year, 4, 30),
        "kristi himmelsfärd": sunday + timedelta(days=39),
        "kristi himmelsfärdsdag": sunday + timedelta(days=39),
        "kristi himmelsfärds dag": sunday + timedelta(days=39),
        "nationaldagen": date(year, 6, 6),
        "midsommarafton": midsummer,
        "julafton": date(year, 12, 24),
        "juldagen": date(year, 12, 25),
        "annandag jul": date(year, 12, 26),
        "nyårsafton": date(year, 12, 31),
    }.get(name.lower())

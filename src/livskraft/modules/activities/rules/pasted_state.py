"""What must be remembered from line to line while a pasted programme is read?"""

from dataclasses import dataclass, field, fields, replace
from datetime import date

from livskraft.modules.activities.rules.pasted_calendar import Period, Unclear
from livskraft.modules.activities.rules.pasted_days import Days
from livskraft.modules.activities.rules.pasted_entries import Entry
from livskraft.modules.activities.rules.pasted_reading import Kind, Proposed, ReadLine
from livskraft.modules.activities.rules.pasted_tables import Column
from livskraft.modules.activities.rules.pasted_times import Slot

# Beyond what any meeting place has on in a year, the text is not a programme.
MOST_ACTIVITIES = 5000


@dataclass
class Row:
    """A line while it is being read."""

    number: int
    text: str
    kind: Kind = Kind.UNREAD
    proposed: list[Proposed] = field(default_factory=list)
    closed: set[date] = field(default_factory=set)
    left: list[str] = field(default_factory=list)
    tentative: bool = False
    """Closed according to one cell of a grid: only if nothing else is on that day."""

    def done(self) -> ReadLine:
        return ReadLine(
            self.number, self.text, self.kind, tuple(self.proposed), tuple(sorted(self.closed)), tuple(self.left)
        )


@dataclass
class Waiting:
    """A day and a time whose title is on the next line."""

    row: Row
    dates: list[date]
    slots: tuple[Slot, ...]
    cost: int | None


@dataclass
class State:
    period: Period
    day: list[date] | None = None
    """The dates that the latest day heading means; empty where it could not be told."""
    rule: Days | None = None
    waiting: Waiting | None = None
    above: tuple[Row, str, list[date] | None] | None = None
    """A line right above that may turn out to be a title, with the day it named itself."""
    latest: Row | None = None
    """The line right above with an activity, for a price or a cancellation below it."""
    signed: bool = False
    menu: bool = False
    closed_list: bool = False
    """Below "Stängda dagar:", until a blank line after the first of them."""
    closed_listed: bool = False
    busy: set[date] = field(default_factory=set)
    """Days that something is on, which a lone "Stängt" further down is therefore not about."""
    columns: list[Column] | None = None
    grid: dict[int, Days] | None = None
    parts: bool = False
    proposed: int = 0

    def begin_block(self) -> None:
        self.waiting = self.above = self.latest = None
        self.closed_list = self.closed_list and not self.closed_listed
        self.closed_listed = False

    def begin_period(self) -> None:
        self.day = self.rule = None
        self.menu = self.signed = self.closed_list = self.period.seldom = False

    def end_table(self) -> None:
        self.columns = self.grid = None
        self.parts = False

    def occurrences(self, days: Days) -> list[date]:
        """The dates; a weekday alone, with no period above it, belongs to the week of the day before it."""
        bare = not (days.recurring or days.qualified or days.dates or days.ranges or self.period.spans)
        if bare and len(days.weekdays) == 1:
            return self.period.week_of_latest(days.weekdays[0])
        return self.period.occurrences(days)

    def set_day(self, days: Days) -> list[date]:
        """The heading's dates, remembered for the lines below; none are remembered if it cannot be told."""
        self.day, self.rule = [], days
        self.day = self.occurrences(days)
        if self.day and (days.dates or len(self.day) == 1):
            self.period.latest = self.day[-1] if len(self.day) == 1 else max(self.day)
        return self.day

    def dates_for(self, days: Days, *, day_first: bool, title_first: bool) -> list[date]:
        """The days of an entry: its own, or those of the heading, bounded by what the entry adds. Raises Unclear."""
        if days.named:
            found = self.occurrences(days)
            beside = not (day_first or title_first)
            if beside and self.day is not None and not set(found) <= set(self.day):
                raise Unclear
        elif days.qualified:
            if self.rule is None:
                raise Unclear
            given = {each.name: getattr(days, each.name) for each in fields(days)}
            # Even weeks are 0, which is something said.
            said = {name: value for name, value in given.items() if value not in ((), None) and value is not False}
            found = self.occurrences(replace(self.rule, **said))
        elif self.day is None:
            raise Unclear
        else:
            found = self.day
        if not found:
            raise Unclear
        return found

    def propose(self, row: Row, dates: list[date], entry: Entry) -> None:
        self.proposed += len(dates) * len(entry.slots)
        if self.proposed > MOST_ACTIVITIES:
            raise Unclear
        row.proposed += [
            Proposed(day, slot.start, slot.end, entry.title, entry.cost, row.number)
            for day in dates
            for slot in entry.slots
        ]
        row.kind = Kind.ACTIVITY
        self.latest = row
        self.busy |= set(dates)

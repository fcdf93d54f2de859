"""When is a gym open and staffed on a day, by the clock on the wall, and why is it closed?"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from livskraft.kit import formats
from livskraft.modules.minigym.models import Closure, Gym, HoursException, OpeningHours
from livskraft.modules.minigym.rules import Weekday, holiday, weekday


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From `start` until `end`, by the clock on the wall."""

    start: time
    end: time

    def __str__(self) -> str:
        return formats.hours(self.start, self.end)

    def on(self, day: date) -> tuple[datetime, datetime]:
        """The two moments on `day`, which is longer or shorter when the clocks change."""
        return timezone.make_aware(datetime.combine(day, self.start)), timezone.make_aware(
            datetime.combine(day, self.end)
        )


@dataclass(frozen=True, slots=True)
class DayHours:
    """What holds in a gym on a day; `note` says what is not as usual, `closed_because` why there is no opening."""

    day: date
    opening: list[Span]
    staffed: list[Span]
    closed_because: str | None = None
    note: str = ""


@dataclass(frozen=True)
class Schedule:
    """The hours of one gym, as read once; `known` False means that nobody has told its hours."""

    gym: int
    week: dict[tuple[int, bool], list[Span]] = field(default_factory=dict)
    exceptions: list[HoursException] = field(default_factory=list)
    closures: list[Closure] = field(default_factory=list)

    @property
    def known(self) -> bool:
        return bool(self.week)

    def usual(self, row: Weekday, *, staffed: bool = False) -> list[Span]:
        """The hours of a row of the week, exceptions and closures apart."""
        return self.week.get((row, staffed), [])

    def day(self, day: date) -> DayHours:
        """What holds on `day`. A closure holds on each day that it lasts the whole of, and from the day it began."""
        closure = self._closure_on(day)
        if closure:
            return DayHours(day, [], [], closed_because=closure.reason)
        name = holiday(day)
        for exception in self.exceptions:
            if exception.holds_on(day):
                return _exception_day(day, exception)
        row = weekday(day)
        hours = self.usual(row)
        if name and self.known and not hours:
            return DayHours(day, [], [], closed_because=name)
        return DayHours(day, hours, self.usual(row, staffed=True), note=name or "")

    def days(self, first: date, count: int) -> Iterator[DayHours]:
        return (self.day(first + timedelta(days=number)) for number in range(count))

    def is_open(self, moment: datetime) -> bool:
        """Whether the gym is open at `moment`."""
        local = timezone.localtime(moment)
        if any(closure.holds_at(moment) for closure in self.closures):
            return False
        return any(span.start <= local.time() < span.end for span in self.day(local.date()).opening)

    @property
    def closure(self) -> Closure | None:
        """The closure until further notice, when there is one."""
        return next((closure for closure in self.closures if closure.ended_at is None), None)

    def _closure_on(self, day: date) -> Closure | None:
        for closure in self.closures:
            ended = timezone.localdate(closure.ended_at) if closure.ended_at else None
            if timezone.localdate(closure.since) <= day and (ended is None or day < ended):
                return closure
        return None


def schedules(gyms: Iterable[Gym | int], *, since: date | None = None) -> dict[int, Schedule]:
    """The schedule of each gym, by its id, in three queries; what was over before `since` is left out."""
    ids = [gym if isinstance(gym, int) else gym.pk for gym in gyms]
    found = {pk: Schedule(pk) for pk in ids}
    for row in OpeningHours.objects.filter(gym__in=ids).order_by("weekday", "starts"):
        found[row.gym_id].week.setdefault((row.weekday, row.staffed), []).append(Span(row.starts, row.ends))
    exceptions = HoursException.objects.filter(gym__in=ids).order_by("first_day")
    closures = Closure.objects.filter(gym__in=ids)
    if since:
        exceptions = exceptions.filter(last_day__gte=since)
        closures = closures.filter(
            Q(ended_at__isnull=True) | Q(ended_at__gte=timezone.make_aware(datetime.combine(since, time.min)))
        )
    for exception in exceptions:
        found[exception.gym_id].exceptions.append(exception)
    for closure in closures:
        found[closure.gym_id].closures.append(closure)
    return found


def schedule(gym: Gym) -> Schedule:
    """The whole schedule of one gym."""
    return schedules([gym])[gym.pk]


def opening(gym: Gym, day: date) -> list[Span]:
    """When `gym` is open on `day`; nothing when it is closed or has told no hours."""
    return schedule(gym).day(day).opening


def staffed(gym: Gym, day: date) -> list[Span]:
    """When staff is in `gym` to support visitors on `day`."""
    return schedule(gym).day(day).staffed


def closed_because(gym: Gym, day: date) -> str | None:
    """Why `gym` is closed on `day` though it usually is not, for anybody to read; None when nothing closes it."""
    return schedule(gym).day(day).closed_because


def _exception_day(day: date, exception: HoursException) -> DayHours:
    if exception.opens is None or exception.closes is None:
        return DayHours(day, [], [], closed_because=exception.reason or _("Stängt"))
    staffed = (
        [Span(exception.staffed_from, exception.staffed_until)]
        if exception.staffed_from and exception.staffed_until
        else []
    )
    return DayHours(day, [Span(exception.opens, exception.closes)], staffed, note=exception.reason)

"""When does something hold? Half-open periods of dates, and whether two of them meet."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q


@dataclass(frozen=True, slots=True)
class Period:
    """From `starts`, included, to `ends`, excluded; `ends` None is open."""

    starts: date
    ends: date | None = None

    def __contains__(self, day: date) -> bool:
        return self.starts <= day and (self.ends is None or day < self.ends)

    def overlaps(self, other: "Period") -> bool:
        return (self.ends is None or other.starts < self.ends) and (other.ends is None or self.starts < other.ends)


def holds_on(day: date, prefix: str = "") -> Q:
    """The filter for rows with `starts` and `ends` that hold on `day`; the twin of `day in Period`."""
    return Q(**{f"{prefix}starts__lte": day}) & (Q(**{f"{prefix}ends__isnull": True}) | Q(**{f"{prefix}ends__gt": day}))


def overlapping(period: Period) -> Q:
    """The filter for rows that overlap `period`; the twin of `Period.overlaps`."""
    still_open = Q(ends__isnull=True) | Q(ends__gt=period.starts)
    return still_open if period.ends is None else still_open & Q(starts__lt=period.ends)

"""What is on at a site day by day, and what of that is for anybody to see?"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from urllib.parse import urlencode

from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from livskraft.modules.activities.models import ClosedDay, Occasion
from livskraft.modules.activities.rules.programme import Stretch
from livskraft.modules.activities.rules.vocabulary import Kind, SignUpMode
from livskraft.organisation.models import Unit

# What was moved further than this is not told where it first stood: the search stays within the index of days.
FAR = timedelta(days=62)


@dataclass(slots=True)
class Day:
    """One day at a site; `moved_away` are those that were to be on then, in the order of where they are now."""

    on: date
    closed: ClosedDay | None = None
    occasions: list[Occasion] = field(default_factory=list)
    moved_away: list[Occasion] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not (self.closed or self.occasions or self.moved_away)


@dataclass(frozen=True, slots=True)
class Shown:
    """An occasion as anybody may know it."""

    occasion: int
    activity: int
    title: str
    kind: Kind
    description: str
    on: date
    from_time: time
    to_time: time | None
    starts_at: datetime
    ends_at: datetime
    place: str
    leader: str
    partner: str
    cost: Decimal | None
    for_whom: str
    accessibility: str
    capacity: int | None
    sign_up: SignUpMode
    cancelled: bool
    reason: str
    moved_from: datetime | None
    version: int


@dataclass(frozen=True, slots=True)
class ShownDay:
    """A day of the public programme; `closed` is why, also when no reason is given and it is empty."""

    on: date
    closed: str | None
    occasions: tuple[Shown, ...]


def address(site: int, stretch: Stretch) -> str:
    """Where the site's programme of that week or month stands."""
    query = urlencode({"manad" if stretch.is_month else "vecka": stretch.code})
    return f"{reverse('programme', args=[site])}?{query}"


def days_of(site: Unit, days: Iterable[date]) -> list[Day]:
    """What is on at the site each of the days, which are in order; three queries however much it is."""
    found = {day: Day(day) for day in days}
    first, last = min(found), max(found)
    asked = Occasion.objects.filter(site=site).select_related("activity").in_order()
    for occasion in asked.filter(on__range=(first, last)):
        found[occasion.on].occasions.append(occasion)
    for closed in ClosedDay.objects.filter(site=site, on__range=(first, last)):
        found[closed.on].closed = closed
    near = asked.planned().filter(on__range=(first - FAR, last + FAR), moved_from__isnull=False)
    for occasion in near:
        was = timezone.localdate(occasion.moved_from)
        if was != occasion.on and was in found:
            found[was].moved_away.append(occasion)
    return list(found.values())


def programme_for_anybody(sites: Collection[int], first: date, until: date) -> dict[int, list[ShownDay]]:
    """Site → its days from `first` to `until`, both included, on which something is on or it is closed; two queries.

    Nothing about those who come or have signed up.
    """
    closed: dict[int, dict[date, str]] = defaultdict(dict)
    for each in ClosedDay.objects.filter(site__in=sites, on__range=(first, until)):
        closed[each.site_id][each.on] = each.reason
    held: dict[int, dict[date, list[Shown]]] = defaultdict(lambda: defaultdict(list))
    rows = Occasion.objects.filter(site__in=sites, on__range=(first, until)).select_related("activity").in_order()
    # What stands in the programme from the day that the place closes for good is not held.
    for row in rows.filter(Q(site__closed=None) | Q(site__closed__gt=F("on"))):
        held[row.site_id][row.on].append(shown(row))
    return {
        site: [
            ShownDay(day, closed[site].get(day), tuple(held[site].get(day, ())))
            for day in sorted({*closed[site], *held[site]})
        ]
        for site in sites
    }


def shown(occasion: Occasion) -> Shown:
    """What anybody may know of the occasion; its own room and leader go before the activity's."""
    activity = occasion.activity
    return Shown(
        occasion=occasion.pk,
        activity=activity.pk,
        title=activity.title,
        kind=Kind(activity.kind),
        description=activity.description,
        on=occasion.on,
        from_time=occasion.from_time,
        to_time=occasion.to_time,
        starts_at=occasion.starts_at,
        ends_at=occasion.ends_at,
        place=occasion.place or activity.place,
        leader=occasion.leader or activity.leader,
        partner=activity.partner,
        cost=activity.cost,
        for_whom=activity.for_whom,
        accessibility=activity.accessibility,
        capacity=activity.capacity,
        sign_up=SignUpMode(activity.sign_up),
        cancelled=occasion.is_cancelled,
        reason=occasion.reason,
        moved_from=occasion.moved_from,
        version=occasion.version,
    )

"""What is for lunch in a week, and how many have booked and eaten?"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal

from django.db.models import QuerySet, Sum

from livskraft.access.actor import Actor
from livskraft.modules.activities.models import ClosedDay, Dish, LunchBooking, LunchCount, LunchService
from livskraft.modules.activities.rules.programme import Stretch
from livskraft.organisation.models import Unit


@dataclass(slots=True)
class LunchDay:
    """One day's lunch; `served` None: not counted. `closed` says why the place is closed, None when it is not."""

    on: date
    dishes: list[Dish] = field(default_factory=list)
    booked: int = 0
    served: int | None = None
    closed: str | None = None

    @property
    def iso(self) -> str:
        """As an address says the day."""
        return self.on.isoformat()


@dataclass(frozen=True, slots=True)
class OpenLunch:
    """What anybody may know of a site's lunch; `days` are those of the coming days that have a menu."""

    weekdays: tuple[int, ...]
    from_time: time
    to_time: time
    price: Decimal | None
    note: str
    bookable: bool
    days: tuple[LunchDay, ...]


def lunch_week(site: Unit, service: LunchService, week: Stretch) -> list[LunchDay]:
    """The days of the week on which lunch is served, each with its menu and numbers; four queries."""
    days = {day: LunchDay(day) for day in week.whole_weeks if day.weekday() in service.weekdays}
    for dish in Dish.objects.filter(site=site, on__in=list(days)):
        days[dish.on].dishes.append(dish)
    booked = LunchBooking.objects.standing().filter(site=site, on__in=list(days))
    for row in booked.order_by().values("on").annotate(all=Sum("portions")):
        days[row["on"]].booked = row["all"]
    for on, portions in LunchCount.objects.filter(site=site, on__in=list(days)).values_list("on", "portions"):
        days[on].served = portions
    for on, reason in ClosedDay.objects.filter(site=site, on__in=list(days)).values_list("on", "reason"):
        days[on].closed = reason
    return list(days.values())


def guests_to_tell(actor: Actor) -> "QuerySet[LunchBooking, LunchBooking]":
    """Whose lunch the meeting place has cancelled, today or later, without having told them."""
    waiting = LunchBooking.objects.visible_to(actor).untold().filter(on__gte=actor.today)
    return waiting.select_related("site").order_by("on", "pk")


def lunch_for_anybody(sites: Iterable[int], first: date, last: date) -> dict[int, OpenLunch]:
    """The lunch of each site that serves one, with the menus from `first` to `last`; three queries."""
    services = {service.site_id: service for service in LunchService.objects.filter(site__in=list(sites))}
    menus: dict[int, dict[date, LunchDay]] = {site: {} for site in services}
    for dish in Dish.objects.filter(site__in=list(services), on__range=(first, last)):
        menus[dish.site_id].setdefault(dish.on, LunchDay(dish.on)).dishes.append(dish)
    for closed in ClosedDay.objects.filter(site__in=list(services), on__range=(first, last)):
        menus[closed.site_id].pop(closed.on, None)
    return {
        site: OpenLunch(
            tuple(each.weekdays),
            each.from_time,
            each.to_time,
            each.price,
            each.note,
            each.bookable,
            tuple(menus[site][on] for on in sorted(menus[site]) if on.weekday() in each.weekdays),
        )
        for site, each in services.items()
    }

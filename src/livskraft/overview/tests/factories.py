"""Which open places do tests need?"""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from livskraft.access.actor import system_actor
from livskraft.modules.activities.actions.lunch import DishLine, Serving, set_lunch, write_menu
from livskraft.modules.minigym.models import Closure, Gym, HoursException, OpeningHours
from livskraft.modules.minigym.tests.factories import GymFactory
from livskraft.organisation.models import Presentation, Unit
from livskraft.organisation.tests.factories import SiteFactory

# A Monday, ten o'clock in Sweden.
MONDAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def open_site(name: str = "Lunden", **told: str) -> Unit:
    """A site with a gym, open on weekdays 9–16 and staffed on Mondays 13–15."""
    site: Unit = SiteFactory(name=name)
    gym = GymFactory(site=site, name=f"{name} minigym")
    for day in range(5):
        OpeningHours.objects.create(gym=gym, weekday=day, starts=time(9), ends=time(16))
    OpeningHours.objects.create(gym=gym, weekday=0, staffed=True, starts=time(13), ends=time(15))
    if told:
        Presentation.objects.create(site=site, **told)
    return site


def gym_of(site: Unit) -> Gym:
    return Gym.objects.get(site=site)


def closed_days(site: Unit, first: date, last: date, reason: str = "Golvet vaxas") -> HoursException:
    return HoursException.objects.create(gym=gym_of(site), first_day=first, last_day=last, reason=reason, set_at=NOW)


def other_hours(site: Unit, day: date, reason: str = "Personalmöte") -> HoursException:
    return HoursException.objects.create(
        gym=gym_of(site), first_day=day, last_day=day, opens=time(10), closes=time(12), reason=reason, set_at=NOW
    )


def closed(site: Unit, reason: str = "Vattenskada") -> Closure:
    return Closure.objects.create(gym=gym_of(site), since=NOW, reason=reason)


def with_lunch(site: Unit, dishes: dict[date, str], **dish: Any) -> None:
    """Lunch on weekdays 11.30–13 for 85 kr, with one dish on each of the days."""
    by = system_actor("test", NOW - timedelta(days=7))
    serving = Serving(range(5), time(11, 30), time(13), Decimal(85), "Sallad ingår", True, None, None)
    set_lunch(site=site, serving=serving, by=by)
    weeks: dict[date, dict[date, list[DishLine]]] = {}
    for day, name in dishes.items():
        weeks.setdefault(day - timedelta(days=day.weekday()), {})[day] = [DishLine(name, **dish)]
    for monday, menu in weeks.items():
        write_menu(site=site, monday=monday, dishes=menu, by=by)

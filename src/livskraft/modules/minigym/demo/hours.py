"""When are the demo's minigyms open, and which one had to close?"""

from datetime import time, timedelta

from livskraft.modules.minigym.actions.hours import make_exception, set_hours
from livskraft.modules.minigym.demo.cast import Cast
from livskraft.modules.minigym.models import Gym
from livskraft.modules.minigym.queries.hours import Span
from livskraft.modules.minigym.rules import Weekday

WEEKDAYS = (Weekday.MONDAY, Weekday.TUESDAY, Weekday.WEDNESDAY, Weekday.THURSDAY, Weekday.FRIDAY)
LONG_DAY, SHORT_DAY = Span(time(8), time(20)), Span(time(10), time(16))
BEFORE_NOON, AFTER_NOON, WEEKEND = Span(time(9), time(12)), Span(time(13, 30), time(16)), Span(time(10), time(13))
# Has told no hours yet: its list was read in last week.
WITHOUT_HOURS = "Östanbäck"
EVERY_DAY, SHORTER = "Almgården", "Björkhagen"


def hours(cast: Cast) -> None:
    """Hours of every gym but the newest, and a day that is not as usual."""
    for gym in Gym.objects.select_related("site").exclude(site__name=WITHOUT_HOURS):
        name = gym.site.name
        opening = {day: [LONG_DAY] for day in WEEKDAYS}
        staffed = {day: [BEFORE_NOON] if day % 2 else [BEFORE_NOON, AFTER_NOON] for day in WEEKDAYS}
        if name == EVERY_DAY:
            opening |= {day: [SHORT_DAY] for day in (Weekday.SATURDAY, Weekday.SUNDAY, Weekday.HOLIDAY)}
            staffed |= {day: [WEEKEND] for day in (Weekday.SATURDAY, Weekday.SUNDAY)}
        set_hours(gym=gym, opening=opening, staffed=staffed, version=gym.version, by=cast.at(name, 40))
        if name == SHORTER:
            day = cast.today + timedelta(days=9)
            make_exception(
                gym=gym,
                first_day=day,
                last_day=day,
                reason="Kortare öppet, personalen har utbildning",
                opening=Span(time(8), time(12)),
                by=cast.at(name, 4),
            )

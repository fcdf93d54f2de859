"""What is for lunch in the demo municipality?"""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from livskraft.access.actor import Actor, system_actor
from livskraft.modules.activities.actions.lunch import (
    DishLine,
    Serving,
    book_lunch,
    count_portions,
    set_lunch,
    write_menu,
)
from livskraft.modules.activities.models import LunchService
from livskraft.modules.activities.rules.programme import week_of
from livskraft.modules.activities.rules.vocabulary import Allergen
from livskraft.organisation.models import Unit

A = Allergen
MENU = [
    (DishLine("Kokt torsk med ägg- och persiljesås", False, (A.EGG, A.FISH, A.GLUTEN, A.MILK)),
     DishLine("Linsgryta med ris", True, ())),
    (DishLine("Köttbullar med gräddsås och lingon", False, (A.EGG, A.GLUTEN, A.MILK)),
     DishLine("Rotfruktsgratäng", True, (A.MILK,))),
    (DishLine("Pannbiff med lök", False, (A.GLUTEN,)), DishLine("Grönsakslasagne", True, (A.GLUTEN, A.MILK))),
    (DishLine("Ärtsoppa och pannkaka med sylt", False, (A.EGG, A.GLUTEN, A.MILK, A.MUSTARD)),
     DishLine("Vegetarisk ärtsoppa", True, (A.MUSTARD,))),
    (DishLine("Stekt strömming med potatismos", False, (A.FISH, A.GLUTEN, A.MILK)), DishLine("Svampstuvning", True)),
]  # fmt: skip
GUESTS = ["Gun-Britt", "Rune och Maj", "Sven-Erik", "Ingalill", "Torsten"]


def lunches(today: date) -> None:
    """Two places serve lunch; one of them takes bookings and counts its portions."""
    if LunchService.objects.exists():
        return
    monday = week_of(today).first
    for name, serving in (
        ("Almgården", Serving(range(5), time(11, 30), time(13), Decimal(85), "Sallad, bröd och kaffe ingår.", True, 40,
                              time(9))),
        ("Björkhagen", Serving((1, 3), time(12), time(13, 30), Decimal(70), "Ingen bokning, det är bara att komma.")),
    ):  # fmt: skip
        site = Unit.objects.get(name=name)
        set_lunch(site=site, serving=serving, by=_at(monday - timedelta(days=40)))
        for weeks in (0, 1):
            first = monday + timedelta(weeks=weeks)
            dishes = {first + timedelta(days=day): MENU[(day + weeks) % 5] for day in serving.weekdays}
            # Early in a week the next week's menu has just been written.
            written = min(first - timedelta(days=5), today - timedelta(days=1))
            write_menu(site=site, monday=first, dishes=dishes, by=_at(written))
    site = Unit.objects.get(name="Almgården")
    days = [today - timedelta(days=back) for back in range(30, 0, -1)]
    for number, on in enumerate(day for day in days if day.weekday() < 5):
        count_portions(site=site, on=on, portions=22 + number * 7 % 13, by=_at(on, 14))
    coming = next(day for day in (today + timedelta(days=n) for n in range(1, 8)) if day.weekday() < 5)
    for number, guest in enumerate(GUESTS):
        booked = _at(today - timedelta(days=1), 9 + number)
        book_lunch(site=site, on=coming, name=guest, portions=2 if " och " in guest else 1, by=booked)


def _at(day: date, hour: int = 9) -> Actor:
    return system_actor("demo", timezone.make_aware(datetime.combine(day, time(hour))))

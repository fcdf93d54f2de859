"""What did the demo municipality measure, and what does the public read of it?"""

from datetime import date, timedelta

from livskraft.access.actor import Actor, system_actor
from livskraft.access.demo import AREAS, at
from livskraft.access.models import Assignment
from livskraft.access.roles import Role
from livskraft.indicators.actions import Number, close_month, record_residents
from livskraft.indicators.models import Closing
from livskraft.indicators.rules import Span, Term
from livskraft.organisation.models import Unit
from livskraft.overview.demo_places import present_places

MONTHS = 12
# One site has not said how many live there, and one area has fewer machines than its people would have elsewhere.
RESIDENTS = {
    "Almgården": 38,
    "Björkhagen": 44,
    "Cederslund": 31,
    "Dalbo": 52,
    "Ekbacken": 40,
    "Fridhem": 36,
    "Granliden": 47,
    "Hagalund": 58,
    "Idegården": 33,
    "Källstorp": 29,
    "Lindegården": 41,
    "Mariehem": 35,
    "Norrgården": 49,
}
OLDER = dict(zip(AREAS, (2140, 3310, 1870, 2560), strict=True))


def demo(today: date) -> None:
    """What the public reads, and what was measured; each nothing when it is there already."""
    present_places(today)
    if Closing.objects.exists():
        return
    latest = Term.holding(Span.MONTH, today).earlier()
    if latest.closes > today:
        latest = latest.earlier()
    months = latest.back(MONTHS)
    _count_people(months[0].starts)
    for month in months:
        close_month(month=month, by=system_actor("indicators.close_months", at(month.closes, 3)))


def _count_people(before: date) -> None:
    held = Assignment.objects.select_related("user", "unit").filter(role=Role.ADMINISTRATION).order_by("pk").first()
    assert held
    units = {unit.name: unit for unit in Unit.objects.filter(name__in=[*RESIDENTS, *OLDER])}
    day = before - timedelta(days=1)
    numbers = [Number(units[name], day, number, "Boendenas egna listor") for name, number in RESIDENTS.items()]
    numbers += [Number(units[name], day, number, "SCB, folkmängd efter ålder") for name, number in OLDER.items()]
    record_residents(numbers=numbers, by=Actor(at=at(day), user=held.user, assignment=held))

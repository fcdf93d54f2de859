"""What is on at the demo's meeting places: six weeks back and four ahead, with what is cancelled, moved and closed?"""

from dataclasses import dataclass, field
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction

from livskraft.access.actor import Actor
from livskraft.access.demo import at
from livskraft.access.models import Assignment
from livskraft.access.roles import Role
from livskraft.modules.activities.actions.occasions import add_occasion, cancel_occasion, close_day, move_occasion
from livskraft.modules.activities.actions.programme import Details, add_activity, add_series
from livskraft.modules.activities.models import Activity, Occasion
from livskraft.modules.activities.rules.recurrence import Recurrence
from livskraft.modules.activities.rules.vocabulary import DocumentationMode, Kind, Pattern, SignUpMode
from livskraft.organisation.models import Unit

MON, TUE, WED, THU, FRI = range(5)
BACK, AHEAD = timedelta(weeks=6), timedelta(weeks=5)
SALON, CAFE, GYM = "Samlingssalen", "Kaféet", "Minigymmet"


@dataclass(frozen=True)
class Plan:
    """An activity and the days and hours when it is on; `every` is in weeks."""

    title: str
    days: tuple[int, ...]
    hours: tuple[float, float]
    every: int = 1
    more: dict[str, Any] = field(default_factory=dict)


def _gym(*days: int, hours: tuple[float, float] = (9, 11)) -> Plan:
    """Training on one's own responsibility, where heads are counted by the committee's decision."""
    return Plan(
        "Friskvård i minigymmet",
        days,
        hours,
        more={
            "kind": Kind.GYM,
            "place": GYM,
            "description": "Träna på egen hand. Personal finns på plats och visar maskinerna.",
            "accessibility": "Hiss och automatisk dörr. Flera maskiner nås från rullstol.",
            "documentation_mode": DocumentationMode.HEADCOUNT,
            "decision_committee": "Äldrenämnden",
            "decision_reference": "ÄN 2025-0217",
        },
    )


FREE, COFFEE = Decimal(0), Decimal(30)
SITTING = Plan(
    "Sittgympa", (TUE, FRI), (10, 11), more={"kind": Kind.TRAINING, "place": SALON, "leader": "Ali", "cost": FREE}
)
MORNING_COFFEE = Plan("Förmiddagskaffe", (MON, WED), (9.5, 10.5), more={"place": CAFE, "cost": COFFEE})
PLANS: dict[str, list[Plan]] = {
    "Almgården": [
        _gym(MON, WED, FRI),
        SITTING,
        MORNING_COFFEE,
        Plan("Allsång", (THU,), (14, 15), more={"kind": Kind.CULTURAL, "place": SALON, "leader": "Pianisten Lars"}),
        Plan("Bingo", (TUE,), (13.5, 15), more={"place": CAFE, "cost": Decimal(20)}),
        Plan(
            "Promenad med stavar",
            (MON,),
            (13, 14),
            more={"kind": Kind.HEALTH, "place": "Entrén", "for_whom": "Alla, i egen takt"},
        ),
        Plan(
            "Datorhjälp",
            (WED,),
            (13, 15),
            more={"kind": Kind.HEALTH, "place": "Biblioteket", "capacity": 4, "sign_up": SignUpMode.STAFF},
        ),
        Plan(
            "Måla i akvarell",
            (THU,),
            (10, 12),
            more={
                "kind": Kind.CULTURAL,
                "place": "Ateljén",
                "leader": "Solveig",
                "cost": Decimal(40),
                "capacity": 8,
                "sign_up": SignUpMode.PUBLIC,
            },
        ),
        Plan(
            "Stickcafé",
            (FRI,),
            (13, 15),
            more={"place": CAFE, "partner": "Lindviks hemslöjdsförening", "cost": COFFEE},
        ),
        Plan(
            "Högläsning",
            (WED,),
            (15, 15.75),
            every=2,
            more={"kind": Kind.CULTURAL, "place": "Biblioteket", "accessibility": "Hörslinga"},
        ),
    ],
    "Björkhagen": [
        _gym(TUE, THU, hours=(13, 15)),
        SITTING,
        MORNING_COFFEE,
        Plan("Bokcirkel", (WED,), (14, 15.5), every=2, more={"kind": Kind.CULTURAL, "place": "Läsrummet"}),
        Plan("Boule", (MON,), (13, 14.5), more={"kind": Kind.TRAINING, "place": "Gården", "leader": "Britt"}),
        Plan("Frågesport", (THU,), (10, 11), more={"place": CAFE}),
        Plan(
            "Matlagning för en",
            (FRI,),
            (11.5, 14),
            every=2,
            more={
                "kind": Kind.HEALTH,
                "place": "Köket",
                "cost": Decimal(60),
                "capacity": 6,
                "sign_up": SignUpMode.PUBLIC,
                "for_whom": "Dig som bor ensam",
            },
        ),
        Plan("Yoga på stol", (MON,), (10.5, 11.5), more={"kind": Kind.TRAINING, "place": SALON}),
        Plan("Filmklubb", (TUE,), (15.5, 17.5), more={"kind": Kind.CULTURAL, "place": SALON, "cost": COFFEE}),
        Plan(
            "Andakt och sång",
            (THU,),
            (15.5, 16.25),
            more={"kind": Kind.CULTURAL, "place": SALON, "partner": "Lindviks församling"},
        ),
    ],
    "Cederslund": [
        _gym(MON, THU),
        SITTING,
        MORNING_COFFEE,
        Plan("Dans till levande musik", (FRI,), (14, 16), more={"kind": Kind.CULTURAL, "place": SALON, "cost": COFFEE}),
        Plan("Balans och styrka", (WED,), (10.75, 11.75), more={"kind": Kind.TRAINING, "place": SALON, "capacity": 14}),
        Plan("Kortspel", (MON, THU), (13, 15), more={"place": CAFE}),
        Plan("Tipspromenad", (TUE,), (13, 14.5), more={"kind": Kind.HEALTH, "place": "Entrén"}),
        Plan("Kör", (TUE,), (15, 16.5), more={"kind": Kind.CULTURAL, "place": SALON, "leader": "Körledaren Vera"}),
        Plan("Släktforskning", (WED,), (13, 15), every=2, more={"kind": Kind.CULTURAL, "place": "Biblioteket"}),
        Plan(
            "Anhörigcafé",
            (THU,),
            (17, 18.5),
            every=2,
            more={"place": CAFE, "for_whom": "Dig som stöttar någon nära", "partner": "Anhörigföreningen i Lindvik"},
        ),
    ],
    "Lindegården": [
        _gym(TUE, FRI, hours=(13, 15)),
        SITTING,
        MORNING_COFFEE,
        Plan("Trädgårdsgruppen", (THU,), (10, 11.5), more={"kind": Kind.HEALTH, "place": "Växthuset"}),
        Plan("Schack", (WED,), (13, 15), more={"place": CAFE}),
        Plan("Sång och gitarr", (THU,), (14, 15), more={"kind": Kind.CULTURAL, "place": SALON}),
        Plan("Qigong", (MON,), (11, 12), more={"kind": Kind.TRAINING, "place": SALON}),
        Plan("Språkcafé", (TUE,), (15.5, 17), more={"place": CAFE, "for_whom": "Alla som vill öva svenska"}),
        Plan("Hantverk i trä", (WED,), (9, 11.5), more={"kind": Kind.CULTURAL, "place": "Verkstaden", "capacity": 6}),
        Plan("Fredagsmys", (FRI,), (15.5, 17), more={"place": CAFE, "cost": COFFEE}),
    ],
}
# What is planned here ends this week, so the manager owes the next week's programme.
UNPLANNED = "Mariehem"


# Month and day when every meeting place is closed.
HOLIDAYS = {(1, 1): "Nyårsdagen", (1, 6): "Trettondedag jul", (5, 1): "Första maj", (6, 6): "Nationaldagen"}
HOLIDAYS |= {(12, 24): "Julafton", (12, 25): "Juldagen", (12, 26): "Annandag jul", (12, 31): "Nyårsafton"}


@transaction.atomic
def programmes(today: date) -> None:
    """Nothing when something is on already."""
    if Activity.objects.exists():
        return
    monday = today - timedelta(days=today.weekday())
    managers = {
        held.unit.name: held
        for held in Assignment.objects.holding_on(today).select_related("user", "unit").filter(role=Role.UNIT_MANAGER)
    }
    for name, plans in PLANS.items():
        _planned(managers[name], plans, monday - BACK, monday + AHEAD)
    _planned(managers[UNPLANNED], [SITTING, MORNING_COFFEE], monday - BACK, monday + timedelta(days=4))
    _outing(managers["Almgården"], monday)
    _not_as_usual(managers, today, monday)


def _planned(manager: Assignment, plans: list[Plan], first: date, last: date) -> None:
    by = _acting(manager, first - timedelta(days=5))
    for day in (first + timedelta(days=number) for number in range((last - first).days + 1)):
        if (day.month, day.day) in HOLIDAYS:
            close_day(site=manager.unit, on=day, reason=HOLIDAYS[day.month, day.day], by=by)
    for plan in plans:
        decided: dict[str, Any] = (
            {"decision_on": first - timedelta(days=400)} if "decision_reference" in plan.more else {}
        )
        activity = add_activity(site=manager.unit, details=Details(title=plan.title, **plan.more, **decided), by=by)
        start, end = plan.hours
        recurrence = Recurrence(Pattern.WEEKLY, plan.every, plan.days, starts=first, until=last)
        add_series(activity=activity, recurrence=recurrence, from_time=_time(start), to_time=_time(end), by=by)


def _outing(manager: Assignment, monday: date) -> None:
    """A single day with few seats, to sign up for on the web too."""
    by = _acting(manager, monday - timedelta(weeks=2))
    details = Details(
        title="Utflykt till slottsparken",
        kind=Kind.SOCIAL,
        place="Bussen går från entrén",
        description="Vi äter en smörgås och går i parken. Ta med varma kläder.",
        cost=Decimal(120),
        capacity=12,
        sign_up=SignUpMode.PUBLIC,
        accessibility="Bussen har lyft för rullstol.",
    )
    outing = add_activity(site=manager.unit, details=details, by=by)
    add_occasion(activity=outing, on=_open(monday + timedelta(days=16)), from_time=time(10), to_time=time(15), by=by)


def _not_as_usual(managers: dict[str, Assignment], today: date, monday: date) -> None:
    """One cancelled, one moved and a day that is closed, next week and the week after; one cancelled long ago."""
    next_week = monday + timedelta(weeks=1)
    by = _acting(managers["Almgården"], today - timedelta(days=1))
    cancel_occasion(
        occasion=_held(by.assignment, "Allsång", next_week), reason="Pianisten är bortrest den veckan", by=by
    )
    past = _acting(managers["Almgården"], monday - timedelta(weeks=3))
    cancel_occasion(occasion=_held(past.assignment, "Bingo", past.today), reason="Kaféet målades om", by=past)
    by = _acting(managers["Björkhagen"], today - timedelta(days=1))
    moved = _held(by.assignment, "Bokcirkel", next_week)
    move_occasion(
        occasion=moved,
        on=_open(moved.on + timedelta(days=1)),
        from_time=time(13),
        to_time=time(14, 30),
        reason="Läsrummet är upptaget på onsdagen",
        by=by,
    )
    by = _acting(managers["Cederslund"], today - timedelta(days=1))
    site, closed = managers["Cederslund"].unit, _open(monday + timedelta(days=18))
    close_day(site=site, on=closed, reason="Personalen har utbildning", by=by)


def _open(day: date) -> date:
    """The day, or the next one that is no holiday."""
    while (day.month, day.day) in HOLIDAYS:
        day += timedelta(days=1)
    return day


def _held(manager: Assignment | None, title: str, since: date) -> Occasion:
    """The first of that activity from a day on."""
    assert manager
    site: Unit = manager.unit
    return Occasion.objects.filter(site=site, activity__title=title, on__gte=since).earliest("starts_at")


def _acting(manager: Assignment, on: date) -> Actor:
    return Actor(at=at(on), user=manager.user, assignment=manager)


def _time(hour: float) -> time:
    return time(int(hour), round(hour % 1 * 60))

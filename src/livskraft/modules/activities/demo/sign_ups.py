"""Who has signed up in the demo, who waits, and whom are the staff at Almgården to call?"""

from datetime import date, timedelta

from django.db import transaction

from livskraft.access.actor import Actor
from livskraft.access.demo import at
from livskraft.access.models import Assignment
from livskraft.modules.activities.actions.calls import record_call
from livskraft.modules.activities.actions.occasions import cancel_occasion
from livskraft.modules.activities.actions.sign_ups import cancel_sign_up, sign_up
from livskraft.modules.activities.models import Call, Occasion, SignUp
from livskraft.modules.activities.rules.vocabulary import CallOutcome

HOME = "Almgården"
OUTING, PAINTING, COMPUTERS = "Utflykt till slottsparken", "Måla i akvarell", "Datorhjälp"
# Invented, with numbers that are given to nobody.
WITH_SEATS = (
    "Rut Sandin",
    "Sten Havelius",
    "Tyra Mossberg",
    "Ulf Rask",
    "Vendela Ask",
    "Wilhelm Dahlqvist",
    "Ylva Stråhle",
    "Åke Björnram",
    "Ärla Finnman",
    "Östen Källgren",
    "Agnes Tordmark",
    "Bror Eklöv",
)
WAITING = ("Dagny Hallonsten", "Egon Vikner", "Fride Almkvist")


@transaction.atomic
def sign_ups(today: date) -> None:
    """A full outing with a queue and an offer to tell of, and a cancelled morning; nothing when somebody has."""
    if SignUp.objects.exists():
        return
    manager, staff = (
        Assignment.objects.holding_on(today).select_related("user", "unit").get(unit__name=HOME, user__name=name)
        for name in ("Karin Ahlvik", "Ali Karimi")
    )
    outing = _coming(OUTING, today)
    for number, name in enumerate(WITH_SEATS + WAITING):
        _signed(outing, name, number, _acting(staff, today - timedelta(days=6), 9, number * 7))
    visitor = Actor(at=at(today - timedelta(days=2), 18), visitor="sign_up")
    _signed(outing, "Gun-Britt Sjöö", 90, visitor, email="gunbritt@example.invalid")
    yesterday = today - timedelta(days=1)
    cancel_sign_up(sign_up=outing.sign_ups.earliest("pk"), by=_acting(staff, yesterday, 14))
    offer = Call.objects.get(sign_up__occasion=outing)
    record_call(call=offer, outcome=CallOutcome.NO_ANSWER, by=_acting(staff, yesterday, 15))
    _signed(_coming(PAINTING, today + timedelta(days=7)), "Gun-Britt Sjöö", 90, visitor)
    computers = _coming(COMPUTERS, today + timedelta(days=1))
    for number, name in enumerate(("Hilding Orre", "Irma Lövstig", "Ebba Rönnkvist")):
        _signed(computers, name, 40 + number, _acting(staff, today - timedelta(days=3), 10))
    cancel_occasion(occasion=computers, reason="Den som hjälper till är borta", by=_acting(manager, yesterday, 16))


def _coming(title: str, since: date) -> Occasion:
    planned = Occasion.objects.planned().filter(site__name=HOME, activity__title=title, on__gte=since)
    return planned.select_related("activity", "site").earliest("starts_at")


def _signed(occasion: Occasion, name: str, number: int, by: Actor, email: str = "") -> SignUp:
    token = f"demo-{number}-{occasion.pk}" if by.visitor else ""
    phone = f"070-174 06 {5 + number:02}"
    return sign_up(occasion=occasion, name=name, phone=phone, email=email, token=token, key=f"demo-{number}", by=by)


def _acting(assignment: Assignment, on: date, hour: int, minutes: int = 0) -> Actor:
    return Actor(at=at(on, hour) + timedelta(minutes=minutes), user=assignment.user, assignment=assignment)

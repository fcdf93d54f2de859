"""How has it gone for those who are measured in the demo municipality? Through actions with their own dates."""

from datetime import date, timedelta

from django.db import transaction

from livskraft.access.actor import Actor
from livskraft.access.demo import at
from livskraft.access.models import Assignment
from livskraft.access.roles import Role
from livskraft.kit.identity import read_number
from livskraft.modules.training.actions.measurements import measure
from livskraft.modules.training.models import OwnMeasurement
from livskraft.people.actions.persons import Details, register_person
from livskraft.people.demo.persons import GUN_BRITT
from livskraft.people.models import Person
from livskraft.questionnaires.rules.answers import read
from livskraft.questionnaires.rules.library import library
from livskraft.questionnaires.rules.vocabulary import Answered
from livskraft.questionnaires.stores import Given

MAJA = "Maja Fransson"
# Gun-Britt gets up more easily and walks faster; the last walk was with a rollator, so it is not compared.
STANDS = ((112, "7"), (84, "8"), (56, "8"), (28, "10"), (2, "11"))
WALKS = ((112, "6,10", "cane"), (56, "5,40", "cane"), (2, "4,90", "rollator"))
WELLBEING = ((112, "2"), (2, "3"))


@transaction.atomic
def measured(today: date) -> None:
    """Nothing when somebody has been measured already."""
    if OwnMeasurement.objects.exists():
        return
    held = Assignment.objects.holding_on(today).select_related("user", "unit")
    therapist = held.get(user__name=MAJA, role=Role.PHYSIOTHERAPIST)
    # The meeting place knows her; the physiotherapist works for the whole part of the area, and says why she does too.
    first = _acting(therapist, today, STANDS[0][0])
    gun_britt = register_person(
        unit=therapist.unit,
        details=Details("Gun-Britt", number=read_number(GUN_BRITT, today=today)),
        reason="Vill komma igång i minigymmet på Almgården och följa hur det går.",
        by=first,
    )
    for days, stands in STANDS:
        _measured(therapist, gun_britt, today, days, "chair_stands:1", {"stands": stands, "hands": "0"})
    for days, seconds, aid in WALKS:
        _measured(therapist, gun_britt, today, days, "gait_speed:1", {"seconds": seconds}, aid)
    wellbeing = [part.key for part in library()["who5:1"].parts]
    for days, each in WELLBEING:
        _measured(therapist, gun_britt, today, days, "who5:1", dict.fromkeys(wellbeing, each))


def _measured(
    therapist: Assignment, person: Person, today: date, days: int, code: str, written: dict[str, str], aid: str = ""
) -> None:
    by = _acting(therapist, today, days)
    instrument = library()[code]
    given = Given(
        instrument,
        read(instrument, written),
        by.today,
        Answered.MEASURED if aid or "stands" in written else Answered.CONVERSATION,
        instrument.course[1] if instrument.course else None,
        aid,
        "none" if aid else "",
    )
    measure(person=person, unit=therapist.unit, given=given, by=by)


def _acting(therapist: Assignment, today: date, days_ago: int) -> Actor:
    return Actor(at=at(today - timedelta(days=days_ago), 13), user=therapist.user, assignment=therapist)

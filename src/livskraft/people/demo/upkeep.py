"""Who is registered twice at Almgården, and whose records have become old enough to be thrown away?"""

from datetime import date, timedelta

from livskraft.access.actor import Actor
from livskraft.access.demo import at
from livskraft.access.models import Assignment
from livskraft.kit.identity import read_number
from livskraft.organisation.models import Unit
from livskraft.people.actions.persons import Contact, Details, register_person
from livskraft.people.actions.retention import make_order
from livskraft.people.rules.relations import relation_ends
from livskraft.people.rules.vocabulary import Gender, Regime

# From the serials that Skatteverket keeps for tests; nobody has it.
HARRY = "194004057032"


def demo(today: date) -> None:
    """Two pairs who are the same, and an order that waits for the department."""
    karin = Assignment.objects.holding_on(today).select_related("user", "unit").get(user__name="Karin Ahlvik")
    anders = Assignment.objects.holding_on(today).select_related("user", "unit").get(user__name="Anders Fjällman")
    twice = (
        (70, Details("Harry", "Sandström", number=read_number(HARRY, today=today)), Contact()),
        (
            12,
            Details("Harry", "Sandström", gender=Gender.MAN, birth_year=1940, adaptations="Går med käpp."),
            Contact("Almvägen 3", "590 01", "Lindvik", "070-174 06 61", ""),
        ),
        # Ali has registered her already, without knowing how to reach her.
        (
            3,
            Details("Birgit", "Öhman", gender=Gender.WOMAN, birth_year=1941),
            Contact("", "", "", "070-174 06 62", ""),
        ),
    )
    for days_ago, details, contact in twice:
        by = Actor(at=at(today - timedelta(days=days_ago), 11), user=karin.user, assignment=karin)
        register_person(unit=karin.unit, details=details, contact=contact, until=relation_ends(by.today), by=by)
    _moved_away(karin.unit, today)
    make_order(
        regime=Regime.NEITHER,
        by=Actor(at=at(today - timedelta(days=1), 13), user=anders.user, assignment=anders),
    )


def _moved_away(site: Unit, today: date) -> None:
    """Two whom nobody has had to do with for three years, and about whom nothing is written."""
    for number, (given, family) in enumerate((("Ragnvald", "Holmstedt"), ("Majken", "Thorsell"))):
        came = today - timedelta(days=1500 + number * 40)
        register_person(
            unit=site,
            details=Details(given, family, birth_year=1931 + number),
            until=came + timedelta(days=365),
            by=Actor(at=at(came, 10), system="demo"),
        )

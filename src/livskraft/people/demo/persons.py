"""Who is registered at Almgården and around it, who is protected, and whom did somebody open in an emergency?"""

from datetime import date, timedelta

from livskraft.access import audit
from livskraft.access.actor import Actor
from livskraft.access.demo import at
from livskraft.access.models import Assignment
from livskraft.kit.identity import IdentityNumber, read_number
from livskraft.people.actions.break_glass import break_glass
from livskraft.people.actions.contacts import Near, add_case, add_relative
from livskraft.people.actions.persons import Contact, Details, register_person
from livskraft.people.actions.protection import decide_protection
from livskraft.people.models import Person
from livskraft.people.rules.relations import relation_ends
from livskraft.people.rules.vocabulary import Gender, Protection

# From the serials that Skatteverket keeps for tests; nobody has them. Teuvo's is a coordination number.
GUN_BRITT, TEUVO, STEN, VERA, INGA = "194608239986", "194205669890", "193102199852", "193807119825", "194502029863"


def demo(today: date) -> None:
    ali, karin = _staff("Ali Karimi", today), _staff("Karin Ahlvik", today)
    amira, jonas = _staff("Amira Daoud", today), _staff("Jonas Ekstrand", today)
    gun_britt = _registered(
        _acting(ali, today, 120),
        Details(
            "Gun-Britt", "Ekelund", number=_number(GUN_BRITT, today), adaptations="Hörslinga. Sitter gärna nära dörren."
        ),
        Contact("Almvägen 8", "590 01", "Lindvik", "070-174 06 51", ""),
    )
    add_relative(
        person=gun_britt, near=Near("Maria Ekelund", "dotter", "070-174 06 52", True), by=_acting(ali, today, 120)
    )
    add_relative(person=gun_britt, near=Near("Lennart Ek", "granne", "070-174 06 53"), by=_acting(ali, today, 60))
    add_case(person=gun_britt, number=f"ÄN {today.year}/238", by=_acting(karin, today, 90))
    teuvo = _registered(
        _acting(ali, today, 80),
        Details(
            "Teuvo",
            "Rantala",
            number=_number(TEUVO, today),
            language="finska",
            adaptations="Går med rollator. Behöver tolk när något viktigt ska sägas.",
        ),
        Contact("Almvägen 12", "590 01", "Lindvik", "070-174 06 54", ""),
    )
    add_relative(person=teuvo, near=Near("Aino Rantala", "hustru", "070-174 06 55", True), by=_acting(ali, today, 80))
    _registered(_acting(ali, today, 20), Details("Birgit", "Öhman", gender=Gender.WOMAN, birth_year=1941))
    vera = _registered(
        _acting(karin, today, 40),
        Details("Vera", "Lindqvist", number=_number(VERA, today)),
        Contact("Hemliga gatan 1", "590 02", "Lindvik", "070-174 06 56", ""),
    )
    decide_protection(
        person=vera,
        kind=Protection.MARKED,
        ground="Personen visade Skatteverkets brev om sekretessmarkering vid första besöket.",
        by=_acting(karin, today, 40),
    )
    _registered(
        _acting(amira, today, 200),
        Details("Sten", "Wallgren", number=_number(STEN, today), adaptations="Ser dåligt på vänster öga."),
        Contact("Björkstigen 3", "590 01", "Lindvik", "070-174 06 57", ""),
    )
    _stated(_acting(ali, today, 35), "Sten", _number(STEN, today), "Kommer till minigymmet med en granne på tisdagar.")
    _registered(_acting(jonas, today, 150), Details("Inga", "Thuresson", number=_number(INGA, today)))
    break_glass(
        number=_number(STEN, today),
        reason="Blev yr i entrén hos oss och visste inte vem vi kunde ringa.",
        by=_acting(ali, today, 1, 14),
    )


def _registered(by: Actor, details: Details, contact: Contact | None = None) -> Person:
    assert by.assignment
    return register_person(
        unit=by.assignment.unit, details=details, contact=contact, until=relation_ends(by.today), by=by
    )


def _stated(by: Actor, name: str, number: IdentityNumber, reason: str) -> None:
    """Staff said that the unit has to do with somebody whom another unit knew: the log review shows it."""
    assert by.assignment
    person = register_person(unit=by.assignment.unit, details=Details(name, number=number), reason=reason, by=by)
    audit.read(by, "people.known_here", [person])


def _number(text: str, today: date) -> IdentityNumber:
    return read_number(text, today=today)


def _staff(name: str, today: date) -> Assignment:
    held = Assignment.objects.holding_on(today).select_related("user", "unit")
    return held.get(user__name=name)


def _acting(assignment: Assignment, today: date, days_ago: int, hour: int = 10) -> Actor:
    return Actor(at=at(today - timedelta(days=days_ago), hour), user=assignment.user, assignment=assignment)

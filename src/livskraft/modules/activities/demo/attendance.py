"""Who came to the demo's meeting places? Six weeks of lists, and one occasion that nobody has filled in yet."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction

from livskraft.access.actor import Actor
from livskraft.access.demo import at
from livskraft.access.models import Assignment
from livskraft.access.roles import Role
from livskraft.kit.identity import read_number
from livskraft.modules.activities.actions.attendance import Ticked, save_attendance
from livskraft.modules.activities.actions.gym_visits import record_support
from livskraft.modules.activities.actions.past_attendance import take_over
from livskraft.modules.activities.models import Attendance, Occasion
from livskraft.modules.activities.rules.attendance import Cell
from livskraft.modules.activities.rules.vocabulary import AgeGroup, CountedGender, Kind, SupportKind
from livskraft.people.actions.persons import Contact, Details, register_person
from livskraft.people.models import Person
from livskraft.people.rules.vocabulary import Gender, Protection, Purpose

WHERE = "Almgården"
SINCE = timedelta(weeks=7)
# Official test numbers, of nobody.
NUMBERS = {
    "Margareta Alm": "194408139089",
    "Birgit Bergkvist": "193008077723",
    "Bertil Axberg": "193805028432",
    "Göran Brodd": "194004057032",
    "Lennart Djup": "195005050512",
}
WOMEN = (
    "Margareta Alm,Birgit Bergkvist,Inga Dahlström,Gunvor Edlund,Barbro Falk,Solveig Granat,Ulla-Britt Hedin,"
    "Maj-Lis Isberg,Anna-Greta Jonasson Ek,Kerstin Kvist,Rut Lundmark,Märta Nyblom,Siv Ohlin,Astrid Palmér,"
    "Zahra Rahimi,Berit Sjöö,Åsa Törnkvist,Elsa Öberg"
)
MEN = "Bertil Axberg,Göran Brodd,Sune Ceder,Lennart Djup,Hassan Farah,Rune Hagström,Åke Lind,Östen Vret"
ELSEWHERE = {
    "Björkhagen": "Gudrun Asklund,Vera Björn,Torsten Dal,Ingvar Ekelöf,Aino Korpi,Stig Myrén,Dagny Roos,Irma Ståhl",
    "Cederslund": "Alva Brink,Evert Ceder,Hjördis Elg,Nils-Erik Gran,Rosa Ibarra,Vivi Ljus,Yngve Mo",
    "Lindegården": "Britta Ask,Folke Berggren,Gerd Hall,Jarl Kning,Linnéa Ros,Mirjana Tomic,Sixten Ull",
    "Mariehem": "Anita Blom,Egil Fors,Karin Grip,Olof Hed,Signe Äng",
}
KARIN, ALI, MAJA = "Karin Ahlvik", "Ali Karimi", "Maja Fransson"


@transaction.atomic
def visitors(today: date) -> None:
    """Nothing when somebody has come already."""
    if Attendance.objects.exists():
        return
    held = Assignment.objects.holding_on(today).select_related("user", "unit")
    managers = {each.unit.name: each for each in held.filter(role=Role.UNIT_MANAGER)}
    staff = {each.user.name: each for each in held.filter(user__name__in=(ALI, MAJA))}
    _almgarden(managers[WHERE], staff, today)
    for name, names in ELSEWHERE.items():
        first, last = _acting(managers[name], today - SINCE), _acting(managers[name], today)
        people = [_registered(first, each, 1936 + place, Gender.UNKNOWN) for place, each in enumerate(names.split(","))]
        _taken_over(last, people, list(_past(name, today)))


def _almgarden(manager: Assignment, staff: dict[str, Assignment], today: date) -> None:
    """The last occasion is not filled in, the one before was put right afterwards, and one visitor is protected."""
    karin, ali = _acting(manager, today - SINCE), _acting(staff[ALI], today)
    people = [_registered(karin, name, 1935 + place, Gender.WOMAN) for place, name in enumerate(WOMEN.split(","))]
    people += [_registered(karin, name, 1938 + place, Gender.MAN) for place, name in enumerate(MEN.split(","))]
    people += Person.objects.visible_to(ali).exclude(pk__in=[person.pk for person in people]).order_by("pk")
    hidden = Person.objects.visible_to(_acting(manager, today)).exclude(protection=Protection.NONE).first()
    past = list(_past(WHERE, today))
    named = [each for each in past if not each.activity.counts_heads]
    kept = {each.pk for each in named[-2:]}
    _taken_over(ali, people, [each for each in past if each.pk not in kept])
    corrected = named[-2]
    here = [person.pk for person in people[3:15]]
    after = Actor(at=corrected.ends_at + timedelta(minutes=5), user=ali.user, assignment=ali.assignment)
    save_attendance(occasion=corrected, ticked=Ticked(here=here), by=after)
    later = Actor(at=corrected.ends_at + timedelta(minutes=40), user=karin.user, assignment=karin.assignment)
    put_right = here[1:] + ([hidden.pk] if hidden else [])
    save_attendance(occasion=corrected, ticked=Ticked(shown=here, here=put_right), by=later)
    gym = [each for each in past if each.activity.kind == Kind.GYM][-3:]
    for occasion, kind, visitors, minutes in zip(gym, SupportKind, (3, 2, 5), (20, 45, 15), strict=False):
        maja = staff[MAJA] if kind == SupportKind.BESIDE else staff[ALI]
        then = Actor(at=occasion.starts_at + timedelta(minutes=50), user=maja.user, assignment=maja)
        record_support(occasion=occasion, kind=kind, visitors=visitors, minutes=minutes, by=then)


def _registered(by: Actor, name: str, born: int, gender: Gender) -> Person:
    """Somebody with a number, a year of birth, a telephone or nothing, by turns."""
    assert by.assignment
    given, _space, family = name.partition(" ")
    number = read_number(NUMBERS[name], today=by.today) if name in NUMBERS else None
    return register_person(
        unit=by.assignment.unit,
        details=Details(given, family, number=number, gender=gender, birth_year=born),
        contact=Contact(phone=f"070-174 06 {born % 100:02d}") if born % 3 == 0 else None,
        purpose=Purpose.MEETING_PLACE,
        until=by.today + timedelta(days=365),
        by=by,
    )


def _past(name: str, today: date) -> Sequence[Occasion]:
    rows = Occasion.objects.planned().filter(site__name=name, on__lt=today, attendance_taken_at=None)
    return list(rows.select_related("activity", "site").in_order())


def _taken_over(by: Actor, people: list[Person], occasions: list[Occasion]) -> None:
    """Six to twelve come by turns, so that some are regulars; in the gym a handful are counted."""
    assert by.assignment
    came, counted = {}, {}
    for turn, occasion in enumerate(occasions):
        if occasion.activity.counts_heads:
            counted[occasion.pk] = _heads(turn)
        else:
            start = occasion.activity_id * 3 + turn % 4
            many = min(len(people), 6 + (occasion.activity_id + turn) % 7)
            came[occasion.pk] = [people[(start + step) % len(people)] for step in range(many)]
    take_over(site=by.assignment.unit, came=came, counted=counted, by=by)


def _heads(turn: int) -> dict[Cell, int]:
    return {
        (AgeGroup.OLDER, CountedGender.WOMEN): 4 + turn % 3,
        (AgeGroup.OLDER, CountedGender.MEN): 2 + turn % 2,
        (AgeGroup.SUPPORTED, CountedGender.WOMEN): turn % 2,
    }


def _acting(held: Assignment, on: date) -> Actor:
    # At midnight, so that nothing in the demo is of a later hour than it is.
    return Actor(at=at(on, 0), user=held.user, assignment=held)

"""Who has read about whom at Almgården and around it, what has the manager found, and what have two said yes to?"""

from datetime import date, datetime, timedelta
from random import Random

from dateutil.relativedelta import relativedelta
from django.utils import timezone

from livskraft.access import audit
from livskraft.access.actor import Actor
from livskraft.access.demo import at
from livskraft.access.models import Assignment
from livskraft.people.actions.consents import Given, give_consent, revoke_consent
from livskraft.people.actions.log_review import Marked, draw_sample, finish_review, mark_readings
from livskraft.people.models import Consent, LogReview, Person
from livskraft.people.rules.log_review import Signal
from livskraft.people.rules.vocabulary import ConsentPurpose, Mark

READERS = ("Ali Karimi", "Kim Sundqvist")
MANAGER = "Karin Ahlvik"
# They work for the whole part of the area, where nobody is manager: it is for Birgitta to look at.
MAJA, HANNA = "Maja Fransson", "Hanna Österlund"
TREATED = "Gun-Britt"


def demo(today: date) -> None:
    """The month before last is looked at and documented; last month waits for Karin, and that of the therapists."""
    held = Assignment.objects.holding_on(today).select_related("user", "unit").filter(unit__name="Almgården")
    staff = {assignment.user.name: assignment for assignment in held.filter(user__name__in=[*READERS, MANAGER])}
    manager = staff[MANAGER]
    months = [(today - relativedelta(months=back)).replace(day=1) for back in (2, 1)]
    known = list(
        Person.objects.standing()
        .unprotected()
        .filter(relations__unit=manager.unit, relations__starts__lte=months[1])
        .order_by("pk")
    )
    chance = Random(4)  # noqa: S311  # the same demo each time
    for month in months:
        _read(staff, [person for person in known if _known_since(person, month)], month, chance)
    _look_through(manager, months[0], today, chance)
    _read_by_therapists(Person.objects.get(given_name=TREATED), months[1], today)
    _agree(staff["Ali Karimi"], known, today)


def _known_since(person: Person, month: date) -> bool:
    return timezone.localdate(person.registered_at) <= month


def _read(staff: dict[str, Assignment], known: list[Person], month: date, chance: Random) -> None:
    """Ordinary days, an evening that is late, and the manager herself once."""
    moments: list[tuple[datetime, str]] = []
    for day in range(1, 27, 2):
        moments += [(at(month + timedelta(days=day), hour), chance.choice(READERS)) for hour in (9, 13)]
    moments += [(at(month + timedelta(days=11), 23), "Kim Sundqvist"), (at(month + timedelta(days=17), 15), MANAGER)]
    for moment, name in sorted(moments):
        by = Actor(at=moment + timedelta(minutes=chance.randrange(50)), user=staff[name].user, assignment=staff[name])
        audit.read(by, "people.read", [chance.choice(known)])


def _read_by_therapists(treated: Person, month: date, today: date) -> None:
    held = Assignment.objects.holding_on(today).select_related("user", "unit")
    posts = {each.user.name: each for each in held.filter(user__name__in=(MAJA, HANNA))}
    for day, hour, name in ((2, 10, MAJA), (9, 10, MAJA), (11, 14, HANNA), (16, 10, MAJA), (16, 23, MAJA)):
        by = Actor(at=at(month + timedelta(days=day), hour), user=posts[name].user, assignment=posts[name])
        audit.read(by, "people.read", [treated])


def _look_through(manager: Assignment, month: date, today: date, chance: Random) -> None:
    when = min(month + relativedelta(months=1, day=9), today)
    by = Actor(at=at(when, 10), user=manager.user, assignment=manager)
    review = draw_sample(unit=manager.unit, month=month, by=by, chance=chance)
    marked = [
        Marked(reading.pk, Mark.ASKED, "Gällde en medicinlista som skulle med till sjukhuset samma natt.")
        if Signal.ODD_HOURS in reading.signals
        else Marked(reading.pk, Mark.EXPLAINED)
        for reading in review.sample.exclude(entry__user_id=manager.user_id)
    ]
    mark_readings(review=review, marked=marked, by=by)
    finish_review(
        review=LogReview.objects.get(pk=review.pk),
        conclusion="Alla läsningar hörde till arbetet. En läsning sent på kvällen har fått sin förklaring.",
        by=by,
    )


def _agree(staff: Assignment, known: list[Person], today: date) -> None:
    first, second = known[0], known[1]

    def acting(days_ago: int) -> Actor:
        return Actor(at=at(today - timedelta(days=days_ago), 11), user=staff.user, assignment=staff)

    def said_yes(person: Person, purpose: ConsentPurpose, recipient: str, days_ago: int, until: date | None) -> Consent:
        by = acting(days_ago)
        given = Given(purpose, recipient, Consent.Given.WRITTEN, by.today, until)
        return give_consent(person=person, unit=staff.unit, given=given, by=by)

    said_yes(first, ConsentPurpose.ASSOCIATION, "Lindviks gymnastikförening", 15, today + relativedelta(months=11))
    photo = said_yes(second, ConsentPurpose.PHOTO, "Lindviks kommuns webbplats", 14, None)
    revoke_consent(consent=photo, on=today - timedelta(days=3), by=acting(3))

"""How is it filled in who came, or how many, and put right afterwards? The occasion is locked, so two add up."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from livskraft.access import audit
from livskraft.access.actor import Actor
from livskraft.kit.errors import Conflict, Refused
from livskraft.kit.names import name_key
from livskraft.kit.words import line
from livskraft.modules.activities.models import Attendance, Correction, HeadCount, Occasion, SignUp
from livskraft.modules.activities.permissions import Permission
from livskraft.modules.activities.queries.local_rules import number_of
from livskraft.modules.activities.rules.attendance import (
    MOST_OF_A_GROUP,
    OPENS_BEFORE,
    SAME_PRESS,
    Cell,
    changes,
    merged_counts,
    split_name,
)
from livskraft.modules.activities.rules.local_rules import LocalRuleKey
from livskraft.modules.activities.rules.vocabulary import AgeGroup, CountedGender
from livskraft.people.actions.persons import Contact, Details, register_person, relate_all
from livskraft.people.models import Person
from livskraft.people.rules.vocabulary import Purpose

HERE, AWAY = "här", "inte här"
MOST_NEW = 40
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Ticked:
    """What somebody sent: whom the list showed as here, whom it shows now, and who is to be registered.

    `sign_ups` are those who signed up by name only, `new` names that were typed.
    """

    shown: Collection[int] = ()
    here: Collection[int] = ()
    sign_ups: Collection[int] = ()
    new: Collection[str] = ()


@transaction.atomic
def save_attendance(*, occasion: Occasion, ticked: Ticked, by: Actor) -> int:
    """Writes up who came and gives how many are here now; as many queries for forty as for one.

    What somebody else ticked meanwhile stays. Each who came is known to the site from today. Changes after the first
    time are logged. Refused for names where heads are counted, for what is cancelled, and before it begins.
    """
    by.must(Permission.ATTEND, at=occasion.site)
    held = _opened(occasion, by)
    if held.activity.counts_heads:
        raise Refused(_("Här räknas bara hur många som kom. Namn får inte skrivas upp."))
    if held.head_counts.exists():
        raise Refused(_("Här är det redan räknat hur många som kom. Nollställ antalet innan du skriver namn."))
    rows = dict(held.attendances.values_list("pk", Coalesce("person__merged_into", "person")))
    changed = changes(shown=ticked.shown, ticked=ticked.here)
    known = {person.pk: person for person in Person.objects.visible_to(by).filter(pk__in=changed.came | changed.left)}
    if len(known) < len(changed.came | changed.left):
        raise Refused(_("Någon i listan kan inte visas längre. Öppna listan igen och kryssa på nytt."))
    registered = _register(held, ticked, by) if ticked.new or ticked.sign_ups else []
    came = [known[pk] for pk in sorted(changed.came) if pk not in rows.values()] + registered
    gone = [pk for pk, person in rows.items() if person in changed.left]
    Attendance.objects.bulk_create(
        [
            Attendance(occasion=held, person=person, site_id=held.site_id, on=held.on, noted_at=by.at, noted_by=by.user)
            for person in came
        ]
    )
    if gone:
        Attendance.objects.filter(pk__in=gone).delete()
    relate_all(persons=came, unit=held.site, purpose=Purpose.MEETING_PLACE, until=known_until(held.on, by), by=by)
    left = [known[pk] for pk in sorted({rows[pk] for pk in gone})]
    _correct(held, [(person.pk, AWAY, HERE) for person in came] + [(person.pk, HERE, AWAY) for person in left], by)
    if came or left or held.attendance_taken_at is None:
        audit.wrote(by, "activities.attendance_saved", [held, *came, *left], ["person"])
    _taken(held, by)
    return len(rows) - len(gone) + len(came)


@transaction.atomic
def save_head_count(*, occasion: Occasion, shown: Mapping[Cell, int], typed: Mapping[Cell, int], by: Actor) -> int:
    """Writes how many came of each age group and gender, and gives how many that is.

    Numbers that somebody else changed meanwhile stay; Conflict when both changed the same one. Refused where names
    are written up, for what is cancelled, and before it begins.
    """
    by.must(Permission.COUNT, at=occasion.site)
    held = _opened(occasion, by)
    if any(not 0 <= number <= MOST_OF_A_GROUP for number in typed.values()):
        raise Refused(_("Ange ett antal från 0 till %(most)s.") % {"most": MOST_OF_A_GROUP})
    saved = {
        (AgeGroup(age), CountedGender(gender)): number
        for age, gender, number in held.head_counts.values_list("age_group", "gender", "number")
    }
    if not held.activity.counts_heads and any(typed.values()):
        raise Refused(_("Här skrivs det upp vilka som kom. Bara antal kräver nämndens beslut."))
    if held.attendances.exists():
        raise Refused(_("Här är det redan uppskrivet vilka som kom."))
    wanted = merged_counts(shown=shown, typed=typed, saved=saved)
    if wanted is None:
        raise Conflict(str(held))
    changed = [cell for cell in wanted if wanted[cell] != saved.get(cell, 0)]
    HeadCount.objects.bulk_create(
        [
            HeadCount(
                occasion=held,
                site_id=held.site_id,
                on=held.on,
                age_group=age,
                gender=gender,
                number=wanted[age, gender],
            )
            for age, gender in changed
        ],
        update_conflicts=True,
        unique_fields=["occasion", "age_group", "gender"],
        update_fields=["number"],
    )
    held.head_counts.filter(number=0).delete()
    _correct(held, [(None, _said(cell, saved.get(cell, 0)), _said(cell, wanted[cell])) for cell in changed], by)
    if changed or held.attendance_taken_at is None:
        audit.wrote(by, "activities.heads_counted", [held], ["number"])
    _taken(held, by)
    return sum(wanted.values())


def _opened(occasion: Occasion, by: Actor) -> Occasion:
    """The occasion locked, when it can be filled in now."""
    held = Occasion.objects.select_for_update(of=("self",)).select_related("activity", "site").get(pk=occasion.pk)
    if held.is_cancelled:
        raise Refused(_("Tillfället är inställt. Ta tillbaka det i programmet om det hölls ändå."))
    if by.at < held.starts_at - OPENS_BEFORE:
        raise Refused(_("Tillfället har inte varit än. Närvaron kan fyllas i från en timme innan det börjar."))
    return held


def _register(held: Occasion, ticked: Ticked, by: Actor) -> list[Person]:
    """Those who came without being registered: by what they signed up as, or by the name that was typed."""
    if len(ticked.new) + len(ticked.sign_ups) > MOST_NEW:
        raise Refused(_("Lägg till högst %(most)s nya personer åt gången.") % {"most": MOST_NEW})
    until = known_until(held.on, by)
    made: list[Person] = []
    waiting = SignUp.objects.visible_to(by).filter(occasion=held, person=None, pk__in=ticked.sign_ups)
    for sign_up in waiting.select_for_update(of=("self",)).order_by("pk"):
        person = _new_person(held, sign_up.name, Contact(phone=sign_up.phone, email=sign_up.email), until, by)
        SignUp.objects.filter(pk=sign_up.pk).update(person=person)
        made.append(person)
    # The same form sent twice: who has just been registered here is not registered again.
    just = set(
        Person.objects.filter(
            pk__in=held.attendances.values("person"), registered_at__gte=by.at - SAME_PRESS
        ).values_list("name_key", flat=True)
    )
    for text in dict.fromkeys(line(name, field="name") for name in ticked.new):
        if text and name_key(text) not in just:
            made.append(_new_person(held, text, None, until, by))
    return made


def _new_person(held: Occasion, text: str, contact: Contact | None, until: date, by: Actor) -> Person:
    given, family = split_name(line(text, field="name", missing=_("Skriv ett namn.")))
    if max(len(given), len(family)) > LONGEST_NAME:
        raise Refused(_("Namnet är för långt."), field="name")
    return register_person(
        unit=held.site,
        details=Details(given, family),
        contact=contact,
        purpose=Purpose.MEETING_PLACE,
        until=until,
        by=by,
    )


def known_until(on: date, by: Actor) -> date:
    """The day the site no longer knows who came; never so early that it would know them for no day at all."""
    months = relativedelta(months=number_of(LocalRuleKey.RELATION_MONTHS))
    return max(on + months, by.today + timedelta(days=1))


def _correct(held: Occasion, changed: Iterable[tuple[int | None, str, str]], by: Actor) -> None:
    """Logs what differs from before, once the list has been saved a first time."""
    if held.attendance_taken_at is None:
        return
    Correction.objects.bulk_create(
        [
            Correction(occasion=held, at=by.at, by=by.user, person_id=person, was=was, became=became)
            for person, was, became in changed
        ]
    )


def _taken(held: Occasion, by: Actor) -> None:
    if held.attendance_taken_at is None:
        Occasion.objects.filter(pk=held.pk).update(attendance_taken_at=by.at, attendance_taken_by=by.user)


def _said(cell: Cell, number: int) -> str:
    age, gender = cell
    return f"{gender.label}, {age.label.lower()}: {number}"

"""Who may be the same person registered twice, and what differs between the two?"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from livskraft.kit import formats
from livskraft.kit.identity import IdentityNumber
from livskraft.people.models import ContactDetails, IdentityRecord, Merge, Person, ToldApart
from livskraft.people.queries.persons import all_ids
from livskraft.people.rules.merging import DAYS_TO_UNDO, OF_CONTACT, Taken

MOST_PAIRS = 50


@dataclass(frozen=True, slots=True)
class Pair:
    """Two registered persons, the first registered first, and whether they have the same number."""

    one: Person
    other: Person
    same_number: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """What is written of both; `choice` is set when it can be taken over."""

    label: str
    one: str
    other: str
    choice: Taken | None = None

    @property
    def differs(self) -> bool:
        return self.one != self.other


def pairs(visible: QuerySet[Person]) -> list[Pair]:
    """Pairs among those whom the actor sees: the same number, or the same name and year of birth; six queries.

    The surest first, at most MOST_PAIRS of them; without those who were told apart.
    """
    apart = set(ToldApart.objects.filter(undone_at=None, one__in=visible).values_list("one", "other"))
    numbered = IdentityRecord.objects.filter(person__in=visible)
    doubled = numbered.order_by().values("index").annotate(n=Count("person", distinct=True)).filter(n__gt=1)
    by_index: dict[str, list[int]] = {}
    for person, index in numbered.filter(index__in=doubled.values("index")).values_list("person", "index"):
        by_index.setdefault(index, []).append(person)
    named = visible.filter(birth_year__isnull=False)
    twice = named.order_by().values("name_key", "birth_year").annotate(n=Count("pk")).filter(n__gt=1)
    by_name: dict[tuple[str, int | None], list[int]] = {}
    asked = [(row["name_key"], row["birth_year"]) for row in twice]
    rows = named.filter(name_key__in=[name for name, _year in asked]).order_by("pk")
    for person, name, year in rows.values_list("pk", "name_key", "birth_year"):
        if (name, year) in asked:
            by_name.setdefault((name, year), []).append(person)
    sure = _couples(by_index.values(), apart)
    likely = [couple for couple in _couples(by_name.values(), apart) if couple not in set(sure)]
    found = [(couple, True) for couple in sure] + [(couple, False) for couple in likely]
    found = found[:MOST_PAIRS]
    people = Person.objects.in_bulk({pk for couple, _sure in found for pk in couple})
    return [Pair(people[one], people[other], same_number=same) for (one, other), same in found]


def differences(one: Person, other: Person, today: date) -> list[Difference]:
    """What is written of the two, side by side; numbers without their last digits."""
    contacts = {contact.person_id: contact for contact in ContactDetails.objects.filter(person__in=[one, other])}
    empty = ContactDetails()
    mine, theirs = contacts.get(one.pk, empty), contacts.get(other.pk, empty)
    told = [
        Difference(_("Namn"), one.name, other.name),
        Difference(_("Nummer"), masked(one), masked(other)),
        Difference(_("Födelseår"), str(one.birth_year or ""), str(other.birth_year or "")),
        Difference(_("Kön"), one.get_gender_display(), other.get_gender_display()),
        Difference(str(Taken.LANGUAGE.label), one.language, other.language, Taken.LANGUAGE),
        Difference(str(Taken.ADAPTATIONS.label), one.adaptations, other.adaptations, Taken.ADAPTATIONS),
        Difference(str(Taken.AREA.label), str(one.area or ""), str(other.area or ""), Taken.AREA),
    ]
    for choice in OF_CONTACT:
        values = [_told(contact, choice) for contact in (mine, theirs)]
        if one.is_protected or other.is_protected:
            # Where they are reached is opened by itself, and that is a reading of its own.
            values = ["•••" if value else "" for value in values]
        told.append(Difference(str(choice.label), values[0], values[1], choice))
    told.append(Difference(_("Skydd"), one.get_protection_display(), other.get_protection_display()))
    told.append(Difference(_("Registrerad"), registered(one, today), registered(other, today)))
    return told


def registered(person: Person, today: date) -> str:
    """The day, in words."""
    return formats.day(timezone.localdate(person.registered_at), today)


def masked(person: Person) -> str:
    """The day in the person's number, and that there is more; empty without a number."""
    record = IdentityRecord.objects.filter(person__in=all_ids(person), ends__isnull=True).order_by("-starts").first()
    return f"{IdentityNumber(record.number).digits[:8]}-••••" if record else ""


def undoable(actor: Any) -> QuerySet[Merge]:
    """What has been merged lately and can be undone by the actor, who sees the one who was kept."""
    seen = Person.objects.visible_to(actor).values("pk")
    lately = Merge.objects.filter(undone_at=None, at__gt=actor.at - timedelta(days=DAYS_TO_UNDO))
    found = lately.filter(Q(kept__in=seen) | Q(kept__merged_into__in=seen))
    return found.select_related("kept__merged_into", "gone", "by")


def told_apart(visible: QuerySet[Person]) -> QuerySet[ToldApart]:
    """What can be taken back by the actor, who sees both."""
    found = ToldApart.objects.filter(undone_at=None, one__in=visible, other__in=visible)
    return found.select_related("one", "other", "by")


def _couples(groups: Iterable[Sequence[int]], apart: Collection[tuple[int, int]]) -> list[tuple[int, int]]:
    """Each with the first of its group from whom it was not told apart, once."""
    found = set()
    for group in groups:
        members = sorted(set(group))
        for place, pk in enumerate(members):
            if first := next((each for each in members[:place] if (each, pk) not in apart), None):
                found.add((first, pk))
    return sorted(found)


def _told(contact: ContactDetails, choice: Taken) -> str:
    if choice == Taken.ADDRESS:
        return contact.one_line
    (name,) = OF_CONTACT[choice]
    value: str = getattr(contact, name)
    return value

"""How is a person registered, related to a unit, and put right?"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from livskraft.access import audit
from livskraft.access.actor import Actor
from livskraft.kit import versions
from livskraft.kit.errors import Gone, Refused
from livskraft.kit.identity import IdentityNumber
from livskraft.kit.names import name_key, sort_key
from livskraft.kit.periods import holds_on
from livskraft.organisation.models import Unit
from livskraft.organisation.queries import keeper_of
from livskraft.people.models import CareRelation, ContactDetails, IdentityRecord, Person
from livskraft.people.permissions import Permission
from livskraft.people.queries import index_of, with_number
from livskraft.people.rules.break_glass import SHORTEST_REASON, says_why
from livskraft.people.rules.relations import stated_relation_ends
from livskraft.people.rules.vocabulary import Gender, Purpose


@dataclass(frozen=True, slots=True)
class Details:
    """What is written about a person. A number brings its own year and gender."""

    given_name: str
    family_name: str = ""
    number: IdentityNumber | None = None
    gender: Gender = Gender.UNKNOWN
    birth_year: int | None = None
    language: str = ""
    adaptations: str = ""
    area: Unit | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    street: str = ""
    postcode: str = ""
    city: str = ""
    phone: str = ""
    email: str = ""


@transaction.atomic
def register_person(
    *,
    unit: Unit,
    details: Details,
    contact: Contact | None = None,
    purpose: Purpose = Purpose.REGISTERED,
    until: date | None = None,
    reason: str = "",
    by: Actor,
) -> Person:
    """The person, known to `unit` from today; one whom the caregiver there already knows by number is not made again.

    Whom the actor cannot see yet is only stated to have to do with the unit: for `reason`, and a shorter time. Raises
    Refused without one, and when the number belongs to somebody whose protection the actor is not named for.
    """
    by.must(Permission.REGISTER, at=unit)
    keeper = _number_by_number(keeper_of(unit, by.today).pk)
    known = with_number(details.number, keeper) if details.number else None
    if known:
        if not Person.objects.filter(pk=known.pk).open_to(by).exists():
            raise Refused(_("Personen kan inte registreras här. Fråga verksamhetschefen."), field="number")
        if Person.objects.visible_to(by).filter(pk=known.pk).exists():
            relate(person=known, unit=unit, purpose=purpose, until=until, by=by)
        else:
            _state(known, unit, reason, by)
        return known
    person = Person(keeper=keeper, registered_at=by.at)
    _describe(person, details)
    person.save()
    if details.number:
        _give_number(person, details.number, by)
    if contact:
        ContactDetails.objects.create(
            person=person,
            street=contact.street,
            postcode=contact.postcode,
            city=contact.city,
            phone=contact.phone,
            email=contact.email,
        )
    relate(person=person, unit=unit, purpose=purpose, until=until, by=by)
    audit.wrote(by, "people.registered", [person, unit])
    return person


@transaction.atomic
def relate(*, person: Person, unit: Unit, purpose: Purpose, until: date | None = None, by: Actor) -> CareRelation:
    """That `unit` has to do with the person from today; a relation that holds is made longer, never shorter.

    Called in the action that creates the fact, which has asked for permission. Raises PermissionDenied when the
    person's records are another caregiver's, and Gone when they were thrown away.
    """
    _kept_at([person], unit, by)
    held = (
        CareRelation.objects.select_for_update()
        .filter(person=person, unit=unit, purpose=purpose, starts__lte=by.today)
        .filter(Q(ends__isnull=True) | Q(ends__gt=by.today))
        .order_by("-starts")
        .first()
    )
    if held is None:
        held, made = CareRelation.objects.get_or_create(
            person=person, unit=unit, purpose=purpose, starts=by.today, defaults={"ends": until}
        )
        if made:
            audit.wrote(by, "people.related", [held, person, unit])
            return held
    if held.ends is not None and (until is None or until > held.ends):
        held.ends = until
        held.save(update_fields=["ends"])
        audit.wrote(by, "people.related", [held, person, unit], ["ends"])
    return held


@transaction.atomic
def relate_all(
    *, persons: Collection[Person], unit: Unit, purpose: Purpose, until: date | None = None, by: Actor
) -> None:
    """As `relate` for many at once, in as many queries for forty as for one; nothing for nobody.

    Raises as `relate` when it would for one of them.
    """
    if not persons:
        return
    _kept_at(persons, unit, by)
    rows = CareRelation.objects.filter(unit=unit, purpose=purpose)
    held = list(rows.select_for_update().filter(holds_on(by.today), person__in=persons))
    related = {relation.person_id for relation in held}
    unrelated = [person for person in persons if person.pk not in related]
    CareRelation.objects.bulk_create(
        [CareRelation(person=person, unit=unit, purpose=purpose, starts=by.today, ends=until) for person in unrelated],
        ignore_conflicts=True,
    )
    # Another may have made the same relation meanwhile, for a shorter time.
    theirs = Q(person__in=unrelated, starts=by.today) | Q(pk__in=[relation.pk for relation in held])
    shorter = Q(ends__isnull=False) if until is None else Q(ends__lt=until)
    longer = rows.filter(theirs, shorter).update(ends=until)
    if unrelated or longer:
        audit.wrote(by, "people.related", [unit, *persons], ["ends"] if longer else ())


@transaction.atomic
def change_person(*, person: Person, details: Details, version: int | None = None, by: Actor) -> Person:
    """Puts right what is written; a new number ends the one before and keeps it.

    Raises Refused when another person of the same caregiver has the number.
    """
    if details.number:
        # Before the person, since whoever registers waits here too.
        _number_by_number(person.keeper_id)
    held = opened(person, Permission.REGISTER, version, by)
    before = {name: getattr(held, name) for name in _WRITTEN}
    _describe(held, details)
    held.save()
    changed = [name for name in _WRITTEN if getattr(held, name) != before[name]]
    if details.number and not held.identities.filter(index=index_of(details.number), ends__isnull=True).exists():
        other = with_number(details.number, held.keeper)
        if other and other.pk != held.pk:
            raise Refused(_("Någon annan är redan registrerad med det numret."), field="number")
        _give_number(held, details.number, by)
        changed.append("number")
    audit.wrote(by, "people.changed", [held], changed)
    return held


@transaction.atomic
def change_contact(*, person: Person, contact: Contact, version: int | None = None, by: Actor) -> ContactDetails:
    """Where the person is reached from now on; `version` is the contact's own, 0 when none was written yet."""
    opened(person, Permission.SEE_CONTACT, None, by)
    kept = ContactDetails.objects.select_for_update().filter(person=person).first()
    if kept is None:
        kept = ContactDetails(person=person, version=0)
    elif version is not None:
        kept = versions.locked(kept, version)
        kept.version -= 1
    fields = ("street", "postcode", "city", "phone", "email")
    changed = [name for name in fields if getattr(kept, name) != getattr(contact, name)]
    for name in fields:
        setattr(kept, name, getattr(contact, name))
    kept.version += 1
    kept.save()
    audit.wrote(by, "people.contact_changed", [person], changed)
    return kept


# As the columns are; PostgreSQL would refuse more in words of its own.
_LONGEST_NAME_KEY, _LONGEST_SORT_KEY = 170, 400
_WRITTEN = ("given_name", "family_name", "gender", "birth_year", "language", "adaptations", "area_id")


def opened(person: Person, permission: Permission, version: int | None, by: Actor) -> Person:
    """The person locked for a write. Raises PermissionDenied unless the actor may see them."""
    by.must(permission)
    # Locked before it is asked: who waits here for a handover must not go on with what the actor saw before it.
    if Person.objects.select_for_update().filter(pk=person.pk).first() is None:
        raise Gone
    if not Person.objects.visible_to(by).filter(pk=person.pk).exists():
        raise PermissionDenied(f"{by.who} may not see {person.pk}")
    return versions.locked(person, version)


def _kept_at(persons: Collection[Person], unit: Unit, by: Actor) -> None:
    """That the caregiver at `unit` keeps them all, who stay so until the transaction ends; others may point to them.

    By id: whoever else locks persons does so in that order.
    """
    asked = {person.pk for person in persons}
    rows = Person.objects.select_for_update(no_key=True).filter(pk__in=asked).order_by("pk")
    keepers = dict(rows.values_list("pk", "keeper"))
    if keepers.keys() != asked:
        raise Gone
    if set(keepers.values()) != {keeper_of(unit, by.today).pk}:
        raise PermissionDenied(f"{unit} does not keep the records of {sorted(asked)}")


def _state(person: Person, unit: Unit, reason: str, by: Actor) -> None:
    """That staff say that `unit` has to do with somebody whom only others there knew; the manager sees it."""
    if not says_why(reason):
        raise Refused(_("Skriv skälet med minst %(least)d tecken.") % {"least": SHORTEST_REASON}, field="reason")
    made = relate(person=person, unit=unit, purpose=Purpose.STATED, until=stated_relation_ends(by.today), by=by)
    made.reason = reason
    made.save(update_fields=["reason"])
    audit.wrote(by, "people.stated", [made, person, unit], ["reason"])


def _number_by_number(keeper: int) -> Unit:
    """The caregiver, who gives out one number at a time until the transaction ends; others may still point to it."""
    held: Unit = Unit.objects.select_for_update(no_key=True).get(pk=keeper)
    return held


def _describe(person: Person, details: Details) -> None:
    person.given_name, person.family_name = details.given_name, details.family_name
    person.name_key = name_key(person.name)
    person.sort_key = sort_key(f"{details.family_name} {details.given_name}")
    # A ligature is several letters when it is searched for, and a digit several when it is sorted.
    if len(person.name_key) > _LONGEST_NAME_KEY or len(person.sort_key) > _LONGEST_SORT_KEY:
        raise Refused(_("Namnet är för långt."), field="given_name")
    number = details.number
    person.gender = Gender(number.gender) if number else details.gender
    person.birth_year = number.born.year if number else details.birth_year
    person.language, person.adaptations = details.language, details.adaptations
    person.area = details.area


def _give_number(person: Person, number: IdentityNumber, by: Actor) -> None:
    """From today the person has this number; one that they had before comes back rather than twice."""
    IdentityRecord.objects.filter(person=person, ends__isnull=True).update(ends=by.today)
    try:
        with transaction.atomic():
            IdentityRecord.objects.create(
                person=person, kind=number.kind, number=number.digits, index=index_of(number), starts=by.today
            )
    except IntegrityError:
        IdentityRecord.objects.filter(person=person, index=index_of(number)).update(starts=by.today, ends=None)

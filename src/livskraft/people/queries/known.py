"""What does the page of a person show to somebody: who they are, how they are reached, and which units know them?"""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import F

from livskraft.access.actor import Actor
from livskraft.kit.identity import IdentityNumber, NumberKind
from livskraft.kit.periods import holds_on
from livskraft.people.models import (
    BreakGlass,
    CareRelation,
    CaseNumber,
    ContactDetails,
    Handover,
    IdentityRecord,
    Person,
    Relative,
)
from livskraft.people.queries.records import Section, records_of, units_apart

MOST_RELATIONS = 20


@dataclass(frozen=True, slots=True)
class Numbered:
    """A number that the person has or has had, with its last four digits hidden unless they were asked for."""

    kind: NumberKind
    text: str
    starts: date
    ends: date | None


@dataclass(slots=True)
class Known:
    """`contact_hidden` when somebody protected is reached in a way that has not been asked for."""

    numbers: list[Numbered]
    age: int | None
    cases: list[CaseNumber]
    relations: list[CareRelation]
    handovers: list[Handover]
    glass: BreakGlass | None
    sections: list[Section]
    contact: ContactDetails | None = None
    relatives: list[Relative] = field(default_factory=list)
    contact_hidden: bool = False

    @property
    def number(self) -> Numbered | None:
        return next((each for each in self.numbers if each.ends is None), None)


def known_of(person: Person, by: Actor, *, number: bool, contact: bool, may_contact: bool) -> Known:
    """For an actor who may see the person and whose reading is in the log; as many queries whatever is kept.

    `number` shows it whole, `contact` how somebody protected is reached.
    """
    records = list(IdentityRecord.objects.filter(person=person))
    now = next((record for record in records if record.ends is None), None)
    apart = units_apart(by)
    relations = CareRelation.objects.filter(person=person).select_related("unit")
    known = Known(
        numbers=[_numbered(record, number) for record in records],
        age=IdentityNumber(now.number).age_on(by.today) if now else None,
        cases=list(person.case_numbers.all()),
        relations=[
            relation
            for relation in relations.order_by(F("ends").desc(nulls_first=True), "-starts", "pk")[:MOST_RELATIONS]
            if relation.unit_id not in apart
        ],
        handovers=list(person.handovers.select_related("from_keeper", "to_unit")[:MOST_RELATIONS]),
        glass=_glass(person, by),
        sections=records_of(person, by, apart=apart),
        contact_hidden=may_contact and person.is_protected and not contact,
    )
    if may_contact and not known.contact_hidden:
        known.contact = ContactDetails.objects.filter(person=person).first()
        known.relatives = list(person.relatives.all())
    return known


def _numbered(record: IdentityRecord, whole: bool) -> Numbered:
    number = IdentityNumber(record.number)
    text = number.formatted if whole else f"{number.digits[:8]}-••••"
    return Numbered(number.kind, text, record.starts, record.ends)


def _glass(person: Person, by: Actor) -> BreakGlass | None:
    """The actor's own opening that still holds, unless their unit has to do with the person all the same."""
    unit = by.assignment.unit_id if by.assignment else None
    if CareRelation.objects.filter(holds_on(by.today), person=person, unit=unit).exists():
        return None
    opened = BreakGlass.objects.filter(person=person, user=by.user, unit=unit, at__lte=by.at, until__gt=by.at)
    return opened.order_by("-until").first()

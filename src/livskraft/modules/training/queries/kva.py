"""Which contacts did a caregiver's therapists have in a month, with which codes, and who may see them counted?"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from dateutil.relativedelta import relativedelta
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from livskraft.access.actor import Actor
from livskraft.access.roles import Role
from livskraft.modules.training.models import CodeReport, Note, NoteCode
from livskraft.modules.training.permissions import Permission
from livskraft.modules.training.rules.kva import Contact
from livskraft.modules.training.rules.vocabulary import NoteKind
from livskraft.organisation.kinds import ContractKind, UnitKind
from livskraft.organisation.models import Contract, Unit
from livskraft.people.models import IdentityRecord, Person

# What is written without having met or spoken with the patient is a contact only when something was done in it.
MET = (NoteKind.BEGINNING, NoteKind.SESSION, NoteKind.CONTACT)


def caregiver_reporting(by: Actor) -> Unit | None:
    """The caregiver whose report the actor takes out: the provider where their assignment itself is.

    The department's is the responsible body itself, also where it stands below it. None for everybody else.
    """
    if by.assignment is None or by.caregiver is None or not by.may(Permission.REPORT_CODES):
        return None
    if by.assignment.role == Role.ADMINISTRATION:
        return by.caregiver if by.caregiver.kind != UnitKind.PROVIDER else None
    return by.caregiver if by.assignment.unit_id == by.caregiver.pk else None


def is_municipal(keeper: Unit, month: date) -> bool:
    """Whether the municipality itself was the caregiver in the month; private ones do not report. At most one query.

    Source: HSLF-FS 2017:67.
    """
    if keeper.kind != UnitKind.PROVIDER:
        return keeper.kind in (UnitKind.MUNICIPALITY, UnitKind.REGION)
    return assignments_in(month).filter(provider=keeper).exists()


def assignments_in(month: date) -> QuerySet[Contract, Contract]:
    """What the municipality has given to units of its own, that held some day of the month."""
    held = Contract.objects.filter(kind=ContractKind.ASSIGNMENT, starts__lt=month + relativedelta(months=1))
    return held.exclude(ends__lte=month)


def standing_notes(keeper: Unit | OuterRef, month: date) -> QuerySet[Note, Note]:
    """The signed notes of what happened in the month, each as its latest correction has it; nothing is decrypted."""
    corrected = Note.objects.filter(corrects=OuterRef("pk"))
    coded = NoteCode.objects.filter(note=OuterRef("pk"))
    return Note.objects.filter(
        Q(kind__in=MET) | Exists(coded),
        ~Exists(corrected),
        happened_on__gte=month,
        happened_on__lt=month + relativedelta(months=1),
        episode__keeper=keeper,
    )


def contacts_of(keeper: Unit, month: date) -> list[Contact]:
    """Every contact of the month with its codes, in order; two queries."""
    notes = standing_notes(keeper, month)
    codes: dict[int, list[str]] = defaultdict(list)
    for note, code in NoteCode.objects.filter(note__in=notes.values("pk")).order_by("code").values_list("note", "code"):
        codes[note].append(code)
    whose = Coalesce("person__merged_into", "person")
    numbered = Exists(IdentityRecord.objects.filter(person=OuterRef("whose"), ends=None))
    columns = ("pk", "whose", "happened_on", "episode__unit", "author_name", "profession", "has_number")
    rows = notes.annotate(whose=whose).annotate(has_number=numbered).order_by("happened_on", "pk")
    return [
        Contact(note, person, on, unit, author, profession, has_number, tuple(codes[note]))
        for note, person, on, unit, author, profession, has_number in rows.values_list(*columns)
    ]


def persons_of(contacts: Iterable[Contact]) -> list[Person]:
    """Each patient once, with nothing but the id that the log needs; no query."""
    return [Person(pk=pk) for pk in sorted({contact.person for contact in contacts})]


def numbers_of(keeper: Unit, month: date) -> Mapping[int, str]:
    """The twelve digits of each patient of the month, decrypted; one query. The reading is written in the log first."""
    whose = standing_notes(keeper, month).order_by().values(whose=Coalesce("person__merged_into", "person"))
    rows = IdentityRecord.objects.filter(ends=None, person__in=whose).only("person", "number")
    return {row.person_id: row.number for row in rows}


def reports_of(keeper: Unit) -> dict[date, CodeReport]:
    """The months that are reported, by their first day; one query."""
    return {
        report.month: report for report in CodeReport.objects.filter(keeper=keeper).select_related("reported_by")[:24]
    }

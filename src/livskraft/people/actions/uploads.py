"""How does a list of persons come into Livskraft? Uploaded, put right, and taken in at once or not at all."""

from collections.abc import Collection, Mapping

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from livskraft.access import audit
from livskraft.access.actor import Actor
from livskraft.kit import versions
from livskraft.kit.errors import Refused
from livskraft.kit.names import sort_key
from livskraft.organisation.models import Unit
from livskraft.organisation.queries import keeper_of
from livskraft.people.actions.persons import relate_all
from livskraft.people.imports import read_persons
from livskraft.people.models import CareRelation, CaseNumber, ContactDetails, IdentityRecord, Person, PersonUpload
from livskraft.people.permissions import Permission
from livskraft.people.queries import index_of
from livskraft.people.queries.uploads import Judged, Outcome, Stored, look_through, numbers_of
from livskraft.people.rules.imported import FIELDS, KEPT, Imported
from livskraft.people.rules.relations import relation_ends, stated_relation_ends
from livskraft.people.rules.searching import case_key
from livskraft.people.rules.vocabulary import Purpose

BATCH = 500
LONGEST_NAME = 100
_CONTACT = ("street", "postcode", "city", "phone", "email")


@transaction.atomic
def start_upload(*, data: bytes, file_name: str, by: Actor) -> PersonUpload:
    """The list of the actor's own unit, as texts; the file itself is not kept. Raises Refused when it is no list."""
    by.must(Permission.MANAGE)
    assert by.assignment, "a list is some unit's"
    stored = Stored.of(read_persons(data), file_name[:LONGEST_NAME])
    upload = PersonUpload.objects.create(
        unit=by.assignment.unit, content=stored.text(), uploaded_at=by.at, uploaded_by=by.user
    )
    audit.wrote(by, "people.list_uploaded", [upload, upload.unit])
    return upload


@transaction.atomic
def correct_upload(
    *,
    upload: PersonUpload,
    fixes: Mapping[int, Mapping[str, str]],
    skip: Collection[int] = (),
    take: Mapping[int, bool] | None = None,
    version: int | None = None,
    by: Actor,
) -> PersonUpload:
    """The list with what was typed, without the rows to `skip`; `take` says of rows like somebody else's whether they
    are somebody new. What is not of the list is left out. Raises Conflict when somebody else was first."""
    by.must(Permission.MANAGE, at=upload.unit)
    _still_there(upload)
    held = versions.locked(upload, version)
    if held.taken_in_at:
        return upload
    stored = Stored.read(held)
    for row, typed in fixes.items():
        if row in stored.rows:
            stored.rows[row] |= {name: text for name, text in typed.items() if name in FIELDS}
    stored.skipped = sorted({*stored.skipped, *(row for row in skip if row in stored.rows)})
    decided = {row: is_new for row, is_new in (take or {}).items() if row in stored.rows}
    kept = {row for row in stored.taken if row not in decided}
    stored.taken = sorted(kept | {row for row, is_new in decided.items() if is_new})
    held.content = stored.text()
    held.save()
    audit.wrote(by, "people.list_corrected", [held])
    return held


@transaction.atomic
def take_in(
    *,
    upload: PersonUpload,
    skip_wrong: bool = False,
    take_doubts: bool = False,
    relate_known: bool = False,
    version: int | None = None,
    by: Actor,
) -> PersonUpload:
    """Everybody in the list who is new is registered, known to the unit from today; all of them or none.

    The list is thrown away; asked once more, nothing happens. Raises Refused while a row is to be put right, unless
    such rows are passed over.
    """
    by.must(Permission.MANAGE, at=upload.unit)
    # As for one person: whom two lists both name is registered once.
    keeper = Unit.objects.select_for_update(no_key=True).get(pk=keeper_of(upload.unit, by.today).pk)
    _still_there(upload)
    taken = PersonUpload.objects.filter(pk=upload.pk, taken_in_at__isnull=False).first()
    if taken:
        return taken
    held = versions.locked(upload, version)
    judged = look_through(Stored.read(held), held, by)
    wrong = numbers_of(judged)[Outcome.WRONG]
    if wrong and not skip_wrong:
        text = ngettext(
            "%(rows)s rad behöver rättas eller hoppas över.", "%(rows)s rader behöver rättas eller hoppas över.", wrong
        )
        raise Refused(text % {"rows": wrong})
    new = {Outcome.NEW, Outcome.DOUBT} if take_doubts else {Outcome.NEW}
    persons = _register([each.person for each in judged if each.outcome in new], held.unit, keeper, by)
    known = _known(judged) if relate_known else []
    # As when one is registered whom others here know: said by the unit, for a shorter time, and seen in the log review.
    relate_all(persons=known, unit=held.unit, purpose=Purpose.STATED, until=stated_relation_ends(by.today), by=by)
    held.content, held.taken_in_at = "", by.at
    held.summary = {"new": len(persons), "known": len(known), "left": len(judged) - len(persons) - len(known)}
    held.save()
    audit.wrote(by, "people.list_taken_in", [held, held.unit, *persons])
    return held


@transaction.atomic
def discard(*, upload: PersonUpload, by: Actor) -> None:
    """The list is thrown away, and nothing of it is registered; one that is gone already stays gone."""
    by.must(Permission.MANAGE, at=upload.unit)
    audit.wrote(by, "people.list_discarded", [upload])
    PersonUpload.objects.filter(pk=upload.pk).delete()


def forget(*, by: Actor) -> int:
    """Throws away every list that is older than KEPT, taken in or not; says how many."""
    old = PersonUpload.objects.filter(uploaded_at__lte=by.at - KEPT)
    uploads = list(old.select_related("unit"))
    for upload in uploads:
        discard(upload=upload, by=by)
    return len(uploads)


def _still_there(upload: PersonUpload) -> None:
    if not PersonUpload.objects.filter(pk=upload.pk).exists():
        raise Refused(_("Listan är borttagen. Ladda upp filen igen."))


def _known(judged: Collection[Judged]) -> list[Person]:
    """Those whom the caregiver knows and the unit does not, each once."""
    found = [each.match for each in judged if each.outcome == Outcome.KNOWN and each.match]
    return list({person.pk: person for person in found}.values())


def _register(rows: Collection[Imported], unit: Unit, keeper: Unit, by: Actor) -> list[Person]:
    """As `register_person` for each, in as many queries for forty as for one and a batch at a time for more."""
    people = Person.objects.bulk_create([_person(row, keeper, by) for row in rows], batch_size=BATCH)
    pairs = list(zip(people, rows, strict=True))
    IdentityRecord.objects.bulk_create(
        [
            IdentityRecord(
                person=person,
                kind=row.number.kind,
                number=row.number.digits,
                index=index_of(row.number),
                starts=by.today,
            )
            for person, row in pairs
            if row.number
        ],
        batch_size=BATCH,
    )
    reached = [(person, {name: getattr(row, name) for name in _CONTACT}) for person, row in pairs]
    ContactDetails.objects.bulk_create(
        [ContactDetails(person=person, **contact) for person, contact in reached if any(contact.values())],
        batch_size=BATCH,
    )
    CaseNumber.objects.bulk_create(
        [
            CaseNumber(person=person, number=row.case, number_key=case_key(row.case))
            for person, row in pairs
            if row.case
        ],
        batch_size=BATCH,
    )
    until = relation_ends(by.today)
    CareRelation.objects.bulk_create(
        [
            CareRelation(person=person, unit=unit, purpose=Purpose.REGISTERED, starts=by.today, ends=until)
            for person in people
        ],
        batch_size=BATCH,
    )
    return people


def _person(row: Imported, keeper: Unit, by: Actor) -> Person:
    return Person(
        keeper=keeper,
        registered_at=by.at,
        given_name=row.given_name,
        family_name=row.family_name,
        name_key=row.name_key,
        sort_key=sort_key(f"{row.family_name} {row.given_name}"),
        gender=row.gender,
        birth_year=row.birth_year,
        language=row.language,
        adaptations=row.adaptations,
        area_id=row.area,
    )

"""What was written, and by whom? The one door to the audit: which fields, never which values."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Exists, Model, OuterRef, QuerySet
from django.utils import timezone

from livskraft.access.actor import Actor
from livskraft.access.models import AuditEntry, AuditSubject

# Persons stand in a room above this one; here they are known by their label only.
_PERSON = "people.person:"


def wrote(by: Actor, verb: str, objects: Sequence[Model], field_names: Iterable[str] = ()) -> None:
    """Record a write, in the caller's transaction."""
    _insert(AuditEntry.Category.WROTE, by, verb, objects, field_names)


def read(by: Actor, verb: str, objects: Sequence[Model]) -> None:
    """Record that persons' records are about to be shown; when this fails nothing may be shown."""
    _insert(AuditEntry.Category.READ, by, verb, objects, ())


def security(by: Actor, verb: str, objects: Sequence[Model] = ()) -> None:
    """Record a sign-in, a refused attempt or a change of how somebody signs in."""
    _insert(AuditEntry.Category.SECURITY, by, verb, objects, ())


def _insert(
    category: AuditEntry.Category, by: Actor, verb: str, objects: Sequence[Model], field_names: Iterable[str]
) -> None:
    entry = AuditEntry(
        at=by.at,
        recorded_at=timezone.now(),
        category=category,
        verb=verb,
        who=by.who,
        user_id=by.user.pk if by.user else None,
        assignment_id=by.assignment.pk if by.assignment else None,
        unit_id=by.assignment.unit_id if by.assignment else None,
        objects_touched=[f"{obj._meta.label_lower}:{obj.pk}" for obj in objects],
        field_names=sorted(field_names),
    )
    persons = subjects(entry.objects_touched)
    if not persons:
        entry.save(force_insert=True)
        return
    # Together or not at all; within the caller's own transaction that needs no savepoint.
    with transaction.atomic(savepoint=False):
        entry.save(force_insert=True)
        AuditSubject.objects.bulk_create([AuditSubject(entry=entry, person_id=person) for person in persons])


def subjects(touched: Iterable[str]) -> list[int]:
    """The persons among what an entry touched, each once, in order."""
    return sorted({int(each.removeprefix(_PERSON)) for each in touched if each.startswith(_PERSON)})


def about(persons: Sequence[int]) -> QuerySet[AuditEntry]:
    """What was read or written about any of the persons, the latest first; its cost follows what is found."""
    return AuditEntry.objects.filter(
        pk__in=AuditSubject.objects.filter(person_id__in=persons).values("entry")
    ).order_by("-pk")


def readings_at(unit: int, start: datetime, end: datetime) -> QuerySet[AuditEntry]:
    """The readings of persons by those who then worked at the unit, from `start` to before `end`."""
    return AuditEntry.objects.filter(
        Exists(AuditSubject.objects.filter(entry=OuterRef("pk"))),
        category=AuditEntry.Category.READ,
        unit_id=unit,
        at__gte=start,
        at__lt=end,
    )


def watermark() -> str:
    """A text that differs whenever anything has been written, so that what was computed from records can be kept by it.

    Every action leaves its entry in the same transaction. SQLite writes one transaction at a time, so the latest entry
    says it all; PostgreSQL commits in any order, so there the snapshot of running transactions does.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_current_snapshot()::text")
        else:
            cursor.execute("SELECT MAX(id) FROM access_auditentry")
        return str(cursor.fetchone()[0])

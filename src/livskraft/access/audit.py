"""What was written, and by whom? The one door to the audit: which fields, never which values."""

from collections.abc import Iterable, Sequence

from django.db import connection
from django.db.models import Model
from django.utils import timezone

from livskraft.access.actor import Actor
from livskraft.access.models import AuditEntry


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
    AuditEntry.objects.create(
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

"""Has anybody changed the audit afterwards? Each minute's rows are sealed in a chain that only the key can make.

The chain is in the database, the key outside it. The newest seal is also written to a file beside the database, so that
a chain whose end has been cut off is noticed.
"""

import json
import logging
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from livskraft.access import audit
from livskraft.access.models import AuditEntry, AuditSeal, AuditSubject
from livskraft.kit.crypto import keyed_digests

logger = logging.getLogger(__name__)
# Longer than it takes from a row's time to its number, also when the statement waits for a lock.
LAG = timedelta(seconds=60)
ROWS_PER_SEAL = 2000
# In LIVSKRAFT_VAR.
NEWEST = "audit-seal.json"
FIELDS = [field.attname for field in AuditEntry._meta.concrete_fields]


@dataclass(frozen=True)
class Broken:
    """The first place where the audit is not what was sealed."""

    seal: int
    why: str


def seal(at: datetime) -> int:
    """Seals every row that is old enough; returns how many. Safe to repeat, and from several places at once.

    Nothing is sealed onto a chain whose end is not what was sealed: a new seal would hide the place.
    """
    if broken := verify_end():
        logger.critical("The audit is broken at seal %s and is not sealed any further: %s", broken.seal, broken.why)
        return 0
    limit = min(at, _oldest_writer() or at) - LAG
    sealed = 0
    while rows := _seal_next(limit, at):
        sealed += rows
    return sealed


def verify() -> Broken | None:
    """None when every sealed row is there as it was sealed; else the first place where something is wrong."""
    remembered = _read_newest()
    previous: AuditSeal | None = None
    for each in AuditSeal.objects.order_by("first_id").iterator():
        if broken := _changed(previous, each):
            return broken
        previous = each
    return _unlike_the_file(previous, remembered)


def verify_end() -> Broken | None:
    """As `verify`, but of the newest seal only, so that it can be asked each minute."""
    # Before the database: a seal is written there first, so that nothing sealed meanwhile looks as if it were missing.
    remembered = _read_newest()
    last_two = list(AuditSeal.objects.order_by("-first_id")[:2])
    newest = last_two[0] if last_two else None
    if newest and (broken := _changed(last_two[1] if len(last_two) > 1 else None, newest)):
        return broken
    return _unlike_the_file(newest, remembered)


def _changed(previous: AuditSeal | None, each: AuditSeal) -> Broken | None:
    """Whether the seal, the seal before it or the rows between them are others than when it was made."""
    after = previous.last_id if previous else 0
    rows = list(AuditEntry.objects.filter(pk__gt=after, pk__lte=each.last_id).order_by("pk").values(*FIELDS))
    if len(rows) != each.count:
        return Broken(
            each.pk,
            _("%(there)d rader finns, %(sealed)d var förseglade.") % {"there": len(rows), "sealed": each.count},
        )
    if each.digest not in keyed_digests(_text(previous, each, rows), purpose="access.audit"):
        return Broken(each.pk, _("En rad eller förseglingen själv är ändrad."))
    said = {(row["id"], person) for row in rows for person in audit.subjects(row["objects_touched"])}
    kept = AuditSubject.objects.filter(entry__gt=after, entry__lte=each.last_id).values_list("entry", "person_id")
    if said != set(kept):
        return Broken(each.pk, _("Vilka personer raderna handlar om är ändrat."))
    return None


def _unlike_the_file(last: AuditSeal | None, newest: dict[str, Any] | None) -> Broken | None:
    """Whether the file beside the database remembered another end of the chain than `last`."""
    if newest and (last is None or last.last_id < newest["last_id"]):
        return Broken(newest["seal"], _("De sista förseglingarna saknas; databasen är äldre än filen bredvid den."))
    kept = AuditSeal.objects.filter(last_id=newest["last_id"]).first() if newest else None
    if newest and (kept is None or kept.digest != newest["digest"]):
        return Broken(newest["seal"], _("Förseglingen är en annan än den som filen bredvid databasen minns."))
    return None


def unsealed() -> int:
    """How many rows wait for their seal."""
    last = AuditSeal.objects.order_by("-last_id").values_list("last_id", flat=True).first()
    return AuditEntry.objects.filter(pk__gt=last or 0).count()


def _seal_next(limit: datetime, at: datetime) -> int:
    try:
        with transaction.atomic():
            previous = AuditSeal.objects.order_by("-last_id").first()
            rows = list(_ready(previous.last_id if previous else 0, limit))
            if not rows:
                return 0
            fresh = AuditSeal(sealed_at=at, first_id=rows[0]["id"], last_id=rows[-1]["id"], count=len(rows))
            fresh.digest = keyed_digests(_text(previous, fresh, rows), purpose="access.audit")[0]
            fresh.save(force_insert=True)
    except IntegrityError:
        # Another worker sealed the same rows at the same moment; what it left is for the next minute.
        return 0
    _write_newest(fresh)
    return len(rows)


def _ready(after: int, limit: datetime) -> Iterator[dict[str, Any]]:
    """Rows in order of number, up to the first that is too young: a later number never comes before an earlier one."""
    for row in AuditEntry.objects.filter(pk__gt=after).order_by("pk").values(*FIELDS)[:ROWS_PER_SEAL]:
        if row["recorded_at"] >= limit:
            return
        yield row


def _oldest_writer() -> datetime | None:
    """When the oldest transaction that still writes began; numbers it has taken may yet appear below newer ones.

    SQLite has one writer at a time, so its numbers appear in order.
    """
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT min(xact_start) FROM pg_stat_activity"
            " WHERE backend_xid IS NOT NULL AND datname = current_database() AND pid <> pg_backend_pid()"
        )
        row: tuple[datetime | None] = cursor.fetchone()
    return row[0]


def _text(previous: AuditSeal | None, each: AuditSeal, rows: list[dict[str, Any]]) -> str:
    """One spelling of the rows, of what is sealed, and of the seal before."""
    head = [previous.digest if previous else "", each.first_id, each.last_id, each.count, _moment(each.sealed_at)]
    return json.dumps([head, rows], sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_moment)


def _moment(value: object) -> str:
    if not isinstance(value, datetime):
        raise TypeError(f"{value!r} has no place in the audit")
    return value.astimezone(UTC).isoformat(timespec="microseconds")


def _path() -> Path:
    return Path(settings.LIVSKRAFT_VAR) / NEWEST


def _write_newest(newest: AuditSeal) -> None:
    """In one stroke: a reader meets the old file or the new one."""
    path = _path()
    fresh = path.with_name(f".audit-seal.{os.getpid()}")
    fresh.write_text(json.dumps({"seal": newest.pk, "last_id": newest.last_id, "digest": newest.digest}))
    fresh.replace(path)


def _read_newest() -> dict[str, Any] | None:
    try:
        found: dict[str, Any] = json.loads(_path().read_text())
    except (OSError, ValueError):
        return None
    return found

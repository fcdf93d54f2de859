"""How is a file kept, read and thrown away? The owning module asks for leave and audits."""

import hashlib
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Required, TypedDict, Unpack

from django.db import transaction
from django.db.models import ProtectedError, RestrictedError
from django.utils import timezone

from livskraft.files import content, storage
from livskraft.files.content import ENDINGS, Content, Upload
from livskraft.files.models import Kind, StoredFile
from livskraft.kit.filenames import name_with_ending

ORPHAN_AGE = timedelta(days=1)


def store(
    checked: Content, *, at: datetime, retention_until: date | None = None, created_by: int | None = None
) -> StoredFile:
    """The file on the encrypted disk and its row; when the transaction is rolled back, `prune` removes the bytes."""
    key = uuid.uuid4()
    storage.write(key, checked.data)
    return StoredFile.objects.create(
        id=key,
        kind=checked.kind,
        content_type=checked.content_type,
        original_name=checked.name,
        size=len(checked.data),
        sha256=hashlib.sha256(checked.data).hexdigest(),
        created_at=at,
        created_by=created_by,
        retention_until=retention_until,
    )


class Keeping(TypedDict, total=False):
    """How long a file is kept, and who brought it."""

    at: Required[datetime]
    retention_until: date | None
    created_by: int | None


def store_picture(upload: Upload, *, field: str | None = None, **keeping: Unpack[Keeping]) -> StoredFile:
    """As `content.picture` and `store` together; for a caller that has no transaction open."""
    return store(content.picture(upload, field=field), **keeping)


def store_pdf(upload: Upload, *, field: str | None = None, **keeping: Unpack[Keeping]) -> StoredFile:
    return store(content.pdf(upload, field=field), **keeping)


def store_spreadsheet(upload: Upload, *, field: str | None = None, **keeping: Unpack[Keeping]) -> StoredFile:
    return store(content.spreadsheet(upload, field=field), **keeping)


def store_generated(data: bytes, *, name: str, content_type: str, **keeping: Unpack[Keeping]) -> StoredFile:
    """A paper that Livskraft made itself; `content_type` is one of `content.ENDINGS`, and decides the name's ending."""
    checked = Content(data, content_type, name_with_ending(name, ENDINGS[content_type]), Kind.GENERATED)
    return store(checked, **keeping)


def read(stored: StoredFile) -> bytes:
    """The bytes; raises FileNotFoundError, or crypto.Unreadable when somebody changed them."""
    return storage.read(stored.pk)


def keep_until(stored: Iterable[uuid.UUID], last_day: date) -> None:
    """The files are thrown away the night after `last_day`, once their owner is done with them."""
    StoredFile.objects.filter(pk__in=list(stored)).update(retention_until=last_day)


def delete(stored: StoredFile) -> None:
    """The row now, and the bytes when the transaction is committed."""
    key = stored.pk
    stored.delete()
    transaction.on_commit(partial(storage.remove, key))


@dataclass(frozen=True)
class Pruned:
    orphans: int
    expired: int
    still_needed: int


def prune(*, now: datetime, dry_run: bool = False) -> Pruned:
    """Removes bytes without a row that are older than a day, and files past their retention that nothing refers to."""
    expired = still_needed = 0
    for stored in StoredFile.objects.filter(retention_until__lt=timezone.localdate(now)):
        try:
            with transaction.atomic():
                delete(stored)
                if dry_run:
                    transaction.set_rollback(True)
        except (ProtectedError, RestrictedError):
            still_needed += 1
        else:
            expired += 1
    orphans = 0
    oldest = (now - ORPHAN_AGE).timestamp()
    old = [path for path in storage.on_disk() if path.stat().st_mtime < oldest]
    kept = {str(key) for key in StoredFile.objects.values_list("pk", flat=True)}
    for path in old:
        if path.name not in kept:
            orphans += 1
            if not dry_run:
                path.unlink(missing_ok=True)
    return Pruned(orphans=orphans, expired=expired, still_needed=still_needed)

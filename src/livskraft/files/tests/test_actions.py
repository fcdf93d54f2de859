"""Are files kept whole, secret and no longer than they should?"""

import hashlib
import os
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.db import transaction
from django.db.models import ProtectedError

from livskraft.files import actions, content, storage
from livskraft.files.models import Kind, StoredFile
from livskraft.files.tests.factories import PDF, picture, upload, workbook
from livskraft.kit.crypto import Unreadable

AT = datetime(2026, 3, 3, 9, 0, tzinfo=ZoneInfo("Europe/Stockholm"))


@pytest.fixture(autouse=True)
def var(settings: Any, tmp_path: Path) -> Path:
    settings.LIVSKRAFT_VAR = tmp_path
    return tmp_path


def stored_pdf(**more: Any) -> StoredFile:
    return actions.store_pdf(upload(PDF, "Kanarie Kanariesson.pdf"), at=AT, **more)


def bytes_on_disk() -> list[Path]:
    return [path for path in storage.on_disk() if path.is_file()]


@pytest.mark.django_db
def test_a_file_comes_back_as_it_was_kept() -> None:
    stored = StoredFile.objects.get(pk=stored_pdf(created_by=7, retention_until=date(2030, 1, 1)).pk)
    assert actions.read(stored) == PDF
    assert stored.sha256 == hashlib.sha256(PDF).hexdigest()
    assert (stored.size, stored.kind, stored.content_type) == (len(PDF), Kind.PDF, "application/pdf")
    assert (stored.created_at, stored.created_by, stored.retention_until) == (AT, 7, date(2030, 1, 1))
    assert stored.original_name == "Kanarie Kanariesson.pdf"


@pytest.mark.django_db
def test_every_kind_can_be_kept() -> None:
    assert actions.store_picture(upload(picture()), at=AT).kind == Kind.PICTURE
    assert actions.store_spreadsheet(upload(workbook()), at=AT).kind == Kind.SPREADSHEET
    made = actions.store_generated(b"zip", name="Pärmar 2026/1", content_type=content.ZIP, at=AT)
    assert (made.kind, made.original_name) == (Kind.GENERATED, "Pärmar 2026-1.zip")


@pytest.mark.django_db
def test_the_disk_tells_nothing_and_is_for_us_only() -> None:
    stored = stored_pdf()
    path = storage.path_of(stored.pk)
    assert path.parent.parent.name == str(stored.pk)[:2]
    assert path.parent.name == str(stored.pk)[2:4]
    assert b"%PDF" not in path.read_bytes()
    assert b"Catalog" not in path.read_bytes()
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.django_db
def test_a_file_that_was_changed_or_exchanged_is_unreadable() -> None:
    one, other = stored_pdf(), stored_pdf()
    storage.path_of(one.pk).write_bytes(storage.path_of(other.pk).read_bytes())
    with pytest.raises(Unreadable):
        actions.read(one)
    damaged = bytearray(storage.path_of(other.pk).read_bytes())
    damaged[-1] ^= 1
    storage.path_of(other.pk).write_bytes(damaged)
    with pytest.raises(Unreadable):
        actions.read(other)


@pytest.mark.django_db
def test_a_write_that_fails_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="disk full"):
        stored_pdf()
    assert bytes_on_disk() == []
    assert StoredFile.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_a_deletion_takes_the_bytes_only_when_it_is_final() -> None:
    stored = stored_pdf()
    key = stored.pk
    with transaction.atomic():
        actions.delete(StoredFile.objects.get(pk=key))
        assert storage.path_of(key).exists()
        transaction.set_rollback(True)
    assert storage.path_of(key).exists()
    assert StoredFile.objects.filter(pk=key).exists()
    actions.delete(stored)
    assert not storage.path_of(key).exists()
    assert not StoredFile.objects.filter(pk=key).exists()


def aged(path: Path, age: timedelta) -> Path:
    moment = (AT - age).timestamp()
    os.utime(path, (moment, moment))
    return path


@pytest.mark.django_db(transaction=True)
def test_pruning_takes_orphans_older_than_a_day_and_nothing_else() -> None:
    kept = storage.path_of(stored_pdf().pk)
    orphan, young = stored_pdf(), stored_pdf()
    StoredFile.objects.filter(pk__in=[orphan.pk, young.pk]).delete()
    half = storage.path_of(orphan.pk).with_suffix(".tmp")
    half.write_bytes(b"x")
    for path in (kept, storage.path_of(orphan.pk), half):
        aged(path, timedelta(hours=25))
    aged(storage.path_of(young.pk), timedelta(hours=23))
    assert actions.prune(now=AT, dry_run=True).orphans == 2
    assert len(bytes_on_disk()) == 4
    assert actions.prune(now=AT).orphans == 2
    assert set(bytes_on_disk()) == {kept, storage.path_of(young.pk)}


@pytest.mark.django_db(transaction=True)
def test_pruning_takes_files_the_day_after_their_last() -> None:
    over = stored_pdf(retention_until=AT.date() - timedelta(days=1))
    last_day = stored_pdf(retention_until=AT.date())
    for_ever = stored_pdf()
    assert actions.prune(now=AT, dry_run=True).expired == 1
    assert StoredFile.objects.count() == 3
    assert actions.prune(now=AT).expired == 1
    assert set(StoredFile.objects.all()) == {last_day, for_ever}
    assert not storage.path_of(over.pk).exists()


@pytest.mark.django_db(transaction=True)
def test_the_command_says_what_it_removed(capsys: pytest.CaptureFixture[str]) -> None:
    stored_pdf(retention_until=date(2020, 1, 1))
    call_command("prune_files")
    assert "Utan ägare: 0. Utgångna: 1." in capsys.readouterr().out


@pytest.mark.django_db(transaction=True)
def test_pruning_leaves_a_file_that_somebody_still_refers_to(monkeypatch: pytest.MonkeyPatch) -> None:
    stored = stored_pdf(retention_until=date(2020, 1, 1))

    def protected(self: StoredFile) -> None:
        raise ProtectedError("in use", set())

    monkeypatch.setattr(StoredFile, "delete", protected)
    pruned = actions.prune(now=AT)
    assert (pruned.expired, pruned.still_needed) == (0, 1)
    assert storage.path_of(stored.pk).exists()

"""Does the worker clear away what was forgotten, and only that?"""

from datetime import timedelta

import pytest
from django.utils import timezone

from livskraft.access.tests.factories import actor_at
from livskraft.files.models import StoredFile
from livskraft.modules.minigym.actions.binder import start_archive
from livskraft.modules.minigym.actions.uploads import queue_import, start_import
from livskraft.modules.minigym.models import BinderArchive, Equipment, InventoryUpload
from livskraft.modules.minigym.tasks import build_archive, clear_uploads, run_import
from livskraft.modules.minigym.tests.actions.test_uploads import workbook
from livskraft.modules.minigym.tests.factories import GymFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("days", "left"), [(29, 1), (31, 0)])
def test_a_forgotten_upload_is_thrown_away_with_its_workbook(days, left):
    gym = GymFactory()
    by = actor_at(gym.site, at=timezone.now() - timedelta(days=days))
    start_import(gym=gym, file=workbook(), filename="lista.xlsx", by=by)
    clear_uploads.func()
    assert (InventoryUpload.objects.count(), StoredFile.objects.count()) == (left, left)


def test_a_confirmed_upload_stays_in_the_history():
    gym = GymFactory()
    by = actor_at(gym.site, at=timezone.now() - timedelta(days=100))
    start_import(gym=gym, file=workbook(), filename="lista.xlsx", by=by)
    InventoryUpload.objects.update(confirmed_at=by.at)
    clear_uploads.func()
    assert InventoryUpload.objects.count() == 1


@pytest.mark.parametrize(("days", "left"), [(1, 1), (3, 0)])
def test_an_old_archive_is_thrown_away(days, left):
    by = actor_at(GymFactory().site, at=timezone.now() - timedelta(days=days))
    start_archive(by=by)
    clear_uploads.func()
    assert BinderArchive.objects.count() == left


def test_an_archive_that_breaks_is_marked_as_failed(monkeypatch):
    from livskraft.modules.minigym import tasks

    archive = start_archive(by=actor_at(GymFactory().site))

    def broken(**kwargs):
        raise RuntimeError("no fonts")

    monkeypatch.setattr(tasks, "fill_archive", broken)
    with pytest.raises(RuntimeError):
        build_archive.func(archive.pk)
    archive.refresh_from_db()
    assert archive.failed
    assert archive.finished_at


def test_an_import_that_breaks_saves_nothing_and_says_so(monkeypatch):
    from livskraft.modules.minigym import tasks

    by = actor_at(GymFactory().site)
    upload = start_import(gym=GymFactory(site=by.assignment.unit), file=workbook(), filename="lista.xlsx", by=by)
    queue_import(upload=upload, by=by)

    def broken(**kwargs):
        raise RuntimeError("disk full")

    monkeypatch.setattr(tasks, "import_items", broken)
    with pytest.raises(RuntimeError):
        run_import.func(upload.pk, by.assignment.pk, unread_as_unknown=True)
    upload.refresh_from_db()
    assert "inget är sparat" in upload.failed
    assert not upload.confirmed_at
    assert not Equipment.objects.exists()

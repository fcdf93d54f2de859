"""What does the worker do for the minigyms? What takes longer than a person should wait for a page."""

from datetime import timedelta

from django.core.cache import cache
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from livskraft.access.actor import Actor, system_actor
from livskraft.access.models import Assignment
from livskraft.files import actions as files
from livskraft.kit.errors import Conflict, Refused
from livskraft.modules.minigym.actions.binder import fill_archive
from livskraft.modules.minigym.actions.uploads import cancel_import, import_items, read_upload
from livskraft.modules.minigym.models import BinderArchive, InventoryUpload

# An upload that nobody confirmed is thrown away with its workbook.
FORGOTTEN = timedelta(days=30)


def _actor(assignment: int) -> Actor:
    held = Assignment.objects.select_related("user", "unit").get(pk=assignment)
    return Actor(at=timezone.now(), user=held.user, assignment=held)


def progress_key(upload: int) -> str:
    return f"minigym.import.{upload}"


@task()
def run_import(upload: int, assignment: int, unread_as_unknown: bool) -> None:
    """Reads a long list and brings it in, as the person who confirmed it."""
    found = InventoryUpload.objects.select_related("gym__site", "file").get(pk=upload)
    by = _actor(assignment)

    def tell(done: int, total: int) -> None:
        cache.set(progress_key(upload), (done, total), 3600)

    try:
        preview = read_upload(found, by=by, progress=tell)
        import_items(gym=found.gym, preview=preview, by=by, upload=found, unread_as_unknown=unread_as_unknown)
    except (Refused, Conflict) as refused:
        InventoryUpload.objects.filter(pk=upload).update(failed=str(refused)[:400])
    except Exception:
        why = _("Listan kunde inte läsas in, och inget är sparat. Försök igen.")
        InventoryUpload.objects.filter(pk=upload, confirmed_at=None).update(failed=why)
        raise
    finally:
        cache.delete(progress_key(upload))


@task()
def build_archive(archive: int) -> None:
    """Sets every list within the person's reach and packs them."""
    found = BinderArchive.objects.select_related("assignment__unit", "assignment__user").get(pk=archive)
    try:
        fill_archive(archive=found, by=_actor(found.assignment_id))
    finally:
        BinderArchive.objects.filter(pk=archive, finished_at__isnull=True).update(
            failed=True, finished_at=timezone.now()
        )


@task()
def clear_uploads() -> None:
    """Removes uploads that were never confirmed, and archives whose file is gone."""
    now = timezone.now()
    by = system_actor("minigym.clear_uploads", now)
    for upload in InventoryUpload.objects.filter(confirmed_at__isnull=True, uploaded_at__lt=now - FORGOTTEN):
        cancel_import(upload=upload, by=by)
    for archive in BinderArchive.objects.filter(at__lt=now - timedelta(days=2)).select_related("file"):
        stored = archive.file
        archive.delete()
        if stored:
            files.delete(stored)

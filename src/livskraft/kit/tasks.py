"""What does the worker do for the tool room itself? Shows that it lives, and clears away what is old."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from livskraft.kit.models import ScheduledRun

KEEP_DONE = timedelta(days=2)
KEEP_FAILED = timedelta(days=30)


@task()
def heartbeat() -> None:
    """Does nothing: that it has been done is what `/halsa` looks for."""


@task()
def clear_old_runs() -> None:
    """Removes done tasks, long after them the failed ones, and the slots that nobody can ask for again."""
    now = timezone.now()
    DBTaskResult.objects.successful().filter(finished_at__lt=now - KEEP_DONE).delete()
    DBTaskResult.objects.failed().filter(finished_at__lt=now - KEEP_FAILED).delete()
    ScheduledRun.objects.filter(slot__lt=now - KEEP_FAILED).delete()

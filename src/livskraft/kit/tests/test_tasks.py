"""Is what is old cleared away, and nothing else?"""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from livskraft.kit.models import ScheduledRun
from livskraft.kit.tasks import clear_old_runs

pytestmark = pytest.mark.django_db


def result(status, days, path):
    now = timezone.now()
    DBTaskResult.objects.create(
        status=status,
        args_kwargs={},
        task_path=path,
        backend_name="default",
        run_after=now,
        finished_at=None if days is None else now - timedelta(days=days),
    )


def test_done_tasks_go_after_two_days_failed_after_thirty_and_waiting_never():
    result("SUCCESSFUL", 1, "done lately")
    result("SUCCESSFUL", 3, "done long ago")
    result("FAILED", 29, "failed lately")
    result("FAILED", 31, "failed long ago")
    result("READY", None, "waiting")
    clear_old_runs.func()
    assert set(DBTaskResult.objects.values_list("task_path", flat=True)) == {"done lately", "failed lately", "waiting"}


def test_slots_go_when_nobody_can_ask_for_them_again():
    now = timezone.now()
    ScheduledRun.objects.create(name="a", slot=now - timedelta(days=31))
    ScheduledRun.objects.create(name="a", slot=now - timedelta(days=29))
    clear_old_runs.func()
    assert ScheduledRun.objects.count() == 1

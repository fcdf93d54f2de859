"""What runs by itself, and when? Jobs hand a task to the worker exactly once per slot, however many schedulers run."""

import logging
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.db import Error, IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

from livskraft.kit.models import ScheduledRun
from livskraft.kit.registry import Registry

logger = logging.getLogger(__name__)

Slot = Callable[[datetime], datetime]
WEEKDAYS = range(5)
EVERY_DAY = range(7)


@dataclass(frozen=True, slots=True)
class Job:
    """A task without arguments, and the slot that a moment belongs to.

    A slot that began more than `grace` ago is let go: nobody wants this morning's e-mail in the evening.
    """

    name: str
    slot: Slot
    task: "Task[[], Any]"
    grace: timedelta = timedelta(days=1)


jobs: Registry[Job] = Registry("scheduled job")


def register(name: str, slot: Slot, task: "Task[[], Any]", grace: timedelta = timedelta(days=1)) -> Job:
    """Adds a job; called from the `apps.ready()` of the room that owns the task. Raises ValueError on a taken name."""
    return jobs.add(name, Job(name, slot, task, grace))


def each_minute(now: datetime) -> datetime:
    """The minute that `now` is in, in UTC."""
    return now.astimezone(UTC).replace(second=0, microsecond=0)


def hourly(now: datetime) -> datetime:
    """The hour that `now` is in, in UTC."""
    return now.astimezone(UTC).replace(minute=0, second=0, microsecond=0)


def daily_at(hour: int, minute: int = 0, weekdays: Collection[int] = EVERY_DAY) -> Slot:
    """The latest local `hour:minute` on one of `weekdays` (Monday is 0), as a moment in UTC.

    Every such day has exactly one slot: an hour that comes twice counts the first time, one that is skipped counts
    when it would have been.
    """
    if not weekdays:
        raise ValueError("a job needs at least one weekday")

    def slot(now: datetime) -> datetime:
        here = timezone.get_default_timezone()
        day = now.astimezone(here).date()
        while True:
            # Compared in UTC: moments of one zone are compared by the clock on the wall, which goes back once a year.
            begins = datetime.combine(day, time(hour, minute), tzinfo=here).astimezone(UTC)
            if begins <= now and day.weekday() in weekdays:
                return begins
            day -= timedelta(days=1)

    return slot


nightly = daily_at(3)
weekday_mornings = daily_at(6, 30, WEEKDAYS)


def enqueue_due(now: datetime | None = None) -> list[str]:
    """Hands every job whose slot has not been handed out to the worker; returns their names.

    The row and the task are written together or not at all. A job that fails does not stop the others.
    """
    now = now or timezone.now()
    handed = []
    for job in jobs:
        try:
            if _hand_out(job, now):
                handed.append(job.name)
        except Error:
            logger.exception("The job %s could not be handed to the worker", job.name)
    return handed


def _hand_out(job: Job, now: datetime) -> bool:
    slot = job.slot(now)
    if now - slot > job.grace:
        return False
    # Asked first only to spare the write lock; the unique pair below is what decides.
    if ScheduledRun.objects.filter(name=job.name, slot=slot).exists():
        return False
    try:
        with transaction.atomic():
            ScheduledRun.objects.create(name=job.name, slot=slot)
            job.task.enqueue()
    except IntegrityError:
        if not ScheduledRun.objects.filter(name=job.name, slot=slot).exists():
            raise
        return False
    return True


def last_heartbeat() -> datetime | None:
    """When the worker last finished a task; it is given one each minute, so long silence means that it stands still."""
    last: datetime | None = DBTaskResult.objects.aggregate(last=Max("finished_at"))["last"]
    return last

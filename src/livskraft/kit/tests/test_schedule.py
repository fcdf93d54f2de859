"""Is every slot handed out exactly once: by several schedulers, when the clock is moved, after a fault?"""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier
from zoneinfo import ZoneInfo

import pytest
from django.db import DatabaseError, connection, connections, transaction
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from livskraft.kit import schedule
from livskraft.kit.models import ScheduledRun
from livskraft.kit.registry import Registry
from livskraft.kit.schedule import Job, daily_at, each_minute, enqueue_due, hourly, last_heartbeat, weekday_mornings

HERE = ZoneInfo("Europe/Stockholm")
NOON = datetime(2026, 11, 23, 11, 0, 30, tzinfo=UTC)


@task()
def counted() -> None:
    pass


@pytest.fixture
def only_job(monkeypatch, settings):
    """One job each minute, with the database's own queue."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

    def use(slot=each_minute, grace=timedelta(days=1)):
        registry: Registry[Job] = Registry("scheduled job")
        registry.add("a", Job("a", slot, counted, grace))
        monkeypatch.setattr(schedule, "jobs", registry)

    use()
    return use


def in_threads(number, work):
    """What each of `number` threads got from `work`, all started at the same moment, each with its own connection."""
    start = Barrier(number)

    def one(_):
        connection.ensure_connection()
        start.wait()
        try:
            return work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(one, range(number)))


@pytest.mark.django_db
def test_a_slot_is_handed_out_once_and_the_next_minute_again(only_job):
    assert enqueue_due(NOON) == ["a"]
    assert enqueue_due(NOON + timedelta(seconds=20)) == []
    assert enqueue_due(NOON + timedelta(minutes=1)) == ["a"]
    assert DBTaskResult.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_eight_schedulers_at_once_hand_out_a_slot_once(only_job):
    handed = in_threads(8, lambda: enqueue_due(NOON))
    assert sorted(handed) == [[]] * 7 + [["a"]]
    assert DBTaskResult.objects.count() == ScheduledRun.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_the_unique_pair_the_same_schedulers_would_hand_it_out_many_times(only_job):
    """The guilty baseline: look first, then enqueue."""
    looked = Barrier(8)

    def look_then_enqueue():
        seen = ScheduledRun.objects.filter(name="a", slot=each_minute(NOON)).exists()
        looked.wait()
        if not seen:
            with transaction.atomic():
                counted.enqueue()

    in_threads(8, look_then_enqueue)
    assert DBTaskResult.objects.count() == 8


@pytest.mark.django_db(transaction=True)
def test_a_task_that_cannot_be_enqueued_leaves_its_slot_free(only_job, monkeypatch):
    class Broken:
        def enqueue(self):
            raise DatabaseError("the queue is gone")

    schedule.jobs.add("b", Job("b", each_minute, Broken()))
    assert enqueue_due(NOON) == ["a"]
    assert not ScheduledRun.objects.filter(name="b").exists()


@pytest.mark.django_db
def test_a_job_that_fails_does_not_stop_those_after_it(only_job):
    class Broken:
        def enqueue(self):
            raise DatabaseError("the queue is gone")

    first = schedule.jobs["a"]
    fresh: Registry[Job] = Registry("scheduled job")
    fresh.add("b", Job("b", each_minute, Broken()))
    fresh.add("a", first)
    schedule.jobs._entries = fresh._entries
    assert enqueue_due(NOON) == ["a"]


@pytest.mark.django_db
def test_a_slot_that_began_longer_ago_than_its_grace_is_let_go(only_job):
    only_job(daily_at(6, 30), grace=timedelta(hours=2))
    assert enqueue_due(datetime(2026, 11, 23, 8, 31, tzinfo=HERE)) == []
    assert enqueue_due(datetime(2026, 11, 23, 8, 29, tzinfo=HERE)) == ["a"]


@pytest.mark.parametrize(
    ("night", "begins"),
    [
        # From 02:00 to 03:00, so that 02:30 never shows: the slot begins half an hour after the jump.
        (datetime(2026, 3, 29, tzinfo=UTC), datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),
        # 02:30 shows twice: the first one counts.
        (datetime(2026, 10, 25, tzinfo=UTC), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
    ],
    ids=["spring", "autumn"],
)
def test_half_past_two_comes_once_on_the_night_when_the_clock_is_moved(night, begins):
    first, last = night - timedelta(hours=12), night + timedelta(hours=36)
    slot = daily_at(2, 30)
    minutes = int((last - first).total_seconds() // 60)
    seen = {slot(first + timedelta(minutes=n)) for n in range(minutes)}
    nights = {moment.astimezone(HERE).date() for moment in seen}
    assert len(seen) == len(nights) == 3
    assert begins in seen


@pytest.mark.parametrize("minute", [*range(0, 24 * 60, 7)])
def test_a_slot_never_begins_in_the_future_nor_goes_backwards(minute):
    for night in (datetime(2026, 3, 29, tzinfo=UTC), datetime(2026, 10, 25, tzinfo=UTC)):
        now = night + timedelta(minutes=minute)
        assert daily_at(2, 30)(now) <= now
        assert daily_at(2, 30)(now) <= daily_at(2, 30)(now + timedelta(minutes=7))


def test_a_weekday_morning_on_a_sunday_was_fridays():
    sunday = datetime(2026, 11, 22, 12, tzinfo=HERE)
    assert weekday_mornings(sunday) == datetime(2026, 11, 20, 6, 30, tzinfo=HERE)


def test_a_morning_that_has_not_come_was_the_day_before():
    assert weekday_mornings(datetime(2026, 11, 24, 6, 29, tzinfo=HERE)) == datetime(2026, 11, 23, 6, 30, tzinfo=HERE)
    assert weekday_mornings(datetime(2026, 11, 24, 6, 30, tzinfo=HERE)) == datetime(2026, 11, 24, 6, 30, tzinfo=HERE)


def test_a_job_without_weekdays_is_refused():
    with pytest.raises(ValueError, match="weekday"):
        daily_at(3, weekdays=[])


def test_a_name_is_taken_once():
    schedule.register("kit.heartbeat", each_minute, schedule.jobs["kit.heartbeat"].task)
    with pytest.raises(ValueError, match="twice"):
        schedule.register("kit.heartbeat", each_minute, counted)


@pytest.mark.django_db
def test_the_heart_beats_when_the_worker_finishes_something():
    assert last_heartbeat() is None
    now = timezone.now()
    for minutes in (9, 1, 5):
        DBTaskResult.objects.create(
            status="SUCCESSFUL",
            args_kwargs={},
            task_path="livskraft.kit.tasks.heartbeat",
            backend_name="default",
            run_after=now,
            finished_at=now - timedelta(minutes=minutes),
        )
    assert last_heartbeat() == now - timedelta(minutes=1)


def test_an_hour_begins_on_the_hour_also_when_the_clock_has_gone_back():
    # The second 02:30 of the night when summer time ends.
    moment = datetime(2026, 10, 25, 1, 30, 59, 7, tzinfo=UTC)
    assert hourly(moment) == datetime(2026, 10, 25, 1, tzinfo=UTC)
    assert hourly(moment.astimezone(HERE)) == hourly(moment)

"""Do those who run Livskraft get a true answer, and others none?"""

import subprocess
import sys
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult, get_date_max

from livskraft.config import ops

pytestmark = pytest.mark.django_db


def task(*, status="READY", finished=None, waited=timedelta(0), run_after=None):
    now = timezone.now()
    made = DBTaskResult.objects.create(
        status=status,
        finished_at=finished,
        args_kwargs={"args": [], "kwargs": {}},
        task_path="livskraft.config.tasks.heartbeat",
        backend_name="default",
        run_after=run_after or get_date_max(),
    )
    DBTaskResult.objects.filter(pk=made.pk).update(enqueued_at=now - waited)
    return made


@pytest.fixture
def living_worker():
    return task(status="SUCCESSFUL", finished=timezone.now() - timedelta(minutes=1))


def test_all_is_well_when_every_part_works(client, living_worker):
    answer = client.get("/halsa")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ok", "databas": "ok", "migreringar": "ok", "arbetare": "ok"}


def test_the_answer_is_never_kept_by_a_cache(client, living_worker):
    assert "no-store" in client.get("/halsa")["Cache-Control"]


def test_a_worker_that_never_finished_anything_is_not_ready(client):
    answer = client.get("/halsa")
    assert answer.status_code == 503
    assert "livstecken" in answer.json()["arbetare"]
    assert answer.json()["databas"] == "ok"


def test_a_worker_silent_for_five_minutes_is_not_ready(client):
    task(status="SUCCESSFUL", finished=timezone.now() - timedelta(minutes=5, seconds=1))
    assert client.get("/halsa").status_code == 503


def test_a_task_that_nobody_takes_is_not_ready(client, living_worker):
    task(waited=timedelta(minutes=6))
    assert "hinner inte" in client.get("/halsa").json()["arbetare"]


def test_a_task_planned_for_later_is_no_sign_of_trouble(client, living_worker):
    task(waited=timedelta(minutes=6), run_after=timezone.now() + timedelta(hours=1))
    assert client.get("/halsa").status_code == 200


def test_a_task_whose_time_has_just_come_is_no_sign_of_trouble(client, living_worker):
    task(waited=timedelta(hours=6), run_after=timezone.now() - timedelta(seconds=10))
    assert client.get("/halsa").status_code == 200


def test_a_missing_migration_is_not_ready(client, living_worker, monkeypatch):
    ops.migrations.cache_clear()
    monkeypatch.setattr("django.db.migrations.executor.MigrationExecutor.migration_plan", lambda *a, **k: ["saknas"])
    answer = client.get("/halsa")
    assert answer.status_code == 503
    assert "migrate" in answer.json()["migreringar"]


def test_a_dead_database_is_said_without_details(client, monkeypatch):
    def dead():
        raise OperationalError("password=hemligt host=10.0.0.1")

    monkeypatch.setitem(ops.CHECKS, "databas", dead)
    answer = client.get("/halsa")
    assert answer.status_code == 503
    assert "hemligt" not in answer.content.decode()


def test_liveness_asks_nothing_of_the_database(client, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(ops, "CHECKS", {})
    with django_assert_num_queries(0):
        assert client.get("/halsa?lever").json() == {"status": "ok"}


def test_health_is_only_read(client):
    assert client.post("/halsa").status_code == 405


def test_metrics_count_requests_and_tasks_for_this_machine(client):
    task()
    client.get("/halsa?lever")
    text = client.get("/matvarden").content.decode()
    assert "django_http_requests" in text
    assert "livskraft_tasks_waiting 1.0" in text


@pytest.mark.parametrize("address", ["10.0.0.7", "192.168.1.4", "", "127.0.0.1.example"])
def test_from_another_machine_there_are_no_metrics(client, address):
    assert client.get("/matvarden", REMOTE_ADDR=address).status_code == 404


@pytest.mark.parametrize("header", ["X-Forwarded-For", "X-Real-IP", "Forwarded", "X-Forwarded-Host", "Via"])
def test_through_a_proxy_on_this_machine_there_are_no_metrics(client, header):
    assert client.get("/matvarden", headers={header: "127.0.0.1"}).status_code == 404


def test_metrics_of_several_processes_are_added(client, monkeypatch, tmp_path):
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", str(tmp_path))
    program = "import prometheus_client as p; p.Counter('besok', 'i en annan process').inc(3)"
    for _ in range(2):
        subprocess.run([sys.executable, "-c", program], check=True)
    assert "besok_total 6.0" in client.get("/matvarden").content.decode()

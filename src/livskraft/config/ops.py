"""Is Livskraft well, and how busy is it? Answers for those who run it: `/halsa` and `/matvarden`."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import cache

from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django_prometheus.exports import ExportToDjangoView
from django_tasks_db.models import DBTaskResult
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from livskraft.access.guards import public
from livskraft.kit.schedule import last_heartbeat

# The scheduler gives the worker something every minute, so five minutes of silence is a fault.
SILENCE = timedelta(minutes=5)
WAIT = timedelta(minutes=5)
LOOPBACK = {"127.0.0.1", "::1", "::ffff:127.0.0.1"}
# A proxy on the same machine also comes from the loopback address, but says for whom.
FORWARDED = {"HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST", "HTTP_X_REAL_IP", "HTTP_FORWARDED", "HTTP_VIA"}


class Unwell(Exception):
    """The part does not work; the text says so in Swedish."""


@public
@never_cache
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """200 when ready for work, else 503. With `?lever` only: does this process answer at all?"""
    if "lever" in request.GET:
        return JsonResponse({"status": "ok"})
    report = {name: told(check) for name, check in CHECKS.items()}
    well = set(report.values()) == {"ok"}
    answer = {"status": "ok" if well else _("inte redo")} | report
    return JsonResponse(answer, status=200 if well else 503, json_dumps_params={"ensure_ascii": False})


def told(check: Callable[[], None]) -> str:
    """`ok`, or what is wrong; never details that help an attacker."""
    try:
        check()
    except Unwell as why:
        return str(why)
    except Error:
        return _("databasen svarar inte")
    return "ok"


def database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


@cache  # what is applied stays applied while this process lives; a failure is asked again
def migrations() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise Unwell(_("databasen behöver uppdateras: kör migrate"))


def worker() -> None:
    now = timezone.now()
    last = last_heartbeat()
    if last is None or last < now - SILENCE:
        raise Unwell(_("inget livstecken från bakgrundsarbetaren på fem minuter"))
    # A task without a time of its own has one in the far future.
    could_have_begun = Q(run_after__lt=now - WAIT) | Q(run_after__gt=now)
    if DBTaskResult.objects.ready().filter(could_have_begun, enqueued_at__lt=now - WAIT).exists():
        raise Unwell(_("bakgrundsarbetaren hinner inte med"))


CHECKS: dict[str, Callable[[], None]] = {"databas": database, "migreringar": migrations, "arbetare": worker}


@public
@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus text of all web processes together; for a caller on this machine only, others find nothing."""
    if request.META.get("REMOTE_ADDR") not in LOOPBACK or FORWARDED & request.META.keys():
        raise Http404
    response: HttpResponse = ExportToDjangoView(request)
    own = CollectorRegistry()
    own.register(TaskCollector())
    response.content += generate_latest(own)
    return response


class TaskCollector(Collector):
    """What waits for the worker, read when asked for."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        oldest = DBTaskResult.objects.ready().order_by("enqueued_at").values_list("enqueued_at", flat=True).first()
        age = (timezone.now() - oldest).total_seconds() if oldest else 0.0
        yield GaugeMetricFamily(
            "livskraft_tasks_waiting", "Tasks that wait for a worker", DBTaskResult.objects.ready().count()
        )
        yield GaugeMetricFamily("livskraft_tasks_oldest_seconds", "Age of the task that has waited longest", age)
        failed = DBTaskResult.objects.failed().count()
        yield GaugeMetricFamily("livskraft_tasks_failed", "Kept results of tasks that failed", failed)

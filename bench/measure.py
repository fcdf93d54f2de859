"""What are the figures on one engine? Fills the big city, starts the server, and prints a JSON line per figure."""

import contextlib
import http.client
import json
import os
import re
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "livskraft.config.settings")
django.setup()

from django.conf import settings  # noqa: E402 - Django is set up above
from django.core.management import call_command  # noqa: E402 - as above
from django.db import connection  # noqa: E402 - as above
from django.utils import timezone  # noqa: E402 - as above

from bench import city, imports  # noqa: E402 - as above

ROOT = Path(__file__).resolve().parents[1]
PORT = int(os.environ.get("BENCH_PORT", "8765"))
SECONDS = int(os.environ.get("BENCH_SECONDS", "3"))


def report(bench: str, value: float, unit: str, goal: str, ok: bool) -> None:
    shown = round(value, 3) if value < 100 else round(value)
    line = {"bench": bench, "engine": connection.vendor, "value": shown, "unit": unit, "goal": goal, "ok": ok}
    print(json.dumps(line, ensure_ascii=False), flush=True)


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


@contextlib.contextmanager
def server(*, keep: bool = True) -> Iterator[None]:
    """Granian with two workers on PORT, until the block ends; with `keep` off every page is made anew."""
    command = [str(Path(sys.executable).parent / "granian"), "--interface=wsgi", "--workers=2", "--blocking-threads=2"]
    command += [f"--port={PORT}", "--host=127.0.0.1", "--log-level=error", "bench.wsgi:application"]
    environment = os.environ | {"BENCH_KEEP": "1" if keep else "0"}
    process = subprocess.Popen(command, cwd=ROOT, env=environment, start_new_session=True)
    try:
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            with contextlib.suppress(OSError, http.client.HTTPException):
                get("/static/finns-inte", "")
                break
            time.sleep(0.1)
        yield
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(20)


def signed_in(email: str) -> str:
    """The cookie of a session of that person, who has a second step set up."""
    from importlib import import_module

    from allauth.mfa.models import Authenticator
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from livskraft.access.models import User

    user = User.objects.get(email=email)
    Authenticator.objects.get_or_create(user=user, type=Authenticator.Type.TOTP, defaults={"data": {}})
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def get(path: str, cookie: str, kept: http.client.HTTPConnection | None = None) -> int:
    client = kept or http.client.HTTPConnection("127.0.0.1", PORT, timeout=30)
    client.request("GET", path, headers={"Cookie": cookie} if cookie else {})
    answer = client.getresponse()
    answer.read()
    if not kept:
        client.close()
    return answer.status


def per_second(path: str, cookie: str) -> float:
    """Requests per second with four connections, after a short warm-up; refuses anything but 200."""
    if (status := get(path, cookie)) != 200:
        raise SystemExit(f"{path} answers {status}")
    address = f"http://127.0.0.1:{PORT}{path}"
    base = ["wrk", "-c4", "-t1", "-H", f"Cookie: {cookie}"]
    subprocess.run([*base, "-d1s", address], check=True, capture_output=True)
    out = subprocess.run([*base, f"-d{SECONDS}s", address], check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in out:
        raise SystemExit(f"{path}: not every answer was 200\n{out}")
    return float(re.search(r"Requests/sec:\s+([\d.]+)", out).group(1))  # type: ignore[union-attr]  # wrk prints it


def share_of_baseline(path: str, cookie: str) -> float:
    """The page's requests per second over the baseline's, measured in turn; the median of three pairs."""
    pairs = [(per_second(path, cookie), per_second("/tomt/", cookie)) for _ in range(3)]
    return statistics.median(page / base for page, base in pairs)


def p95(path: str, cookie: str, times: int = 100) -> float:
    """Milliseconds under which 95 of 100 requests on one connection were answered."""
    client = http.client.HTTPConnection("127.0.0.1", PORT, timeout=30)
    for _ in range(5):
        get(path, cookie, client)
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        if (status := get(path, cookie, client)) != 200:
            raise SystemExit(f"{path} answers {status}")
        taken.append((time.perf_counter() - start) * 1000)
    return sorted(taken)[int(times * 0.95) - 1]


def queries(path: str, cookie: str) -> int:
    """How many queries a page asks, but for the one that reads the notes people put on duties."""
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client()
    name, _, key = cookie.partition("=")
    client.cookies[name] = key
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return sum("duties_dutynote" not in query["sql"] for query in captured)


def pages(today: date) -> None:
    from livskraft.access.models import Assignment
    from livskraft.access.roles import Role
    from livskraft.duties.catalogue import owed_by
    from livskraft.modules.minigym.models import Gym

    settings.ROOT_URLCONF = "bench.urls"
    manager = Assignment.objects.filter(role=Role.UNIT_MANAGER).select_related("user").order_by("pk")[7]
    gym = Gym.objects.get(site=manager.unit_id)
    cookie = signed_in(str(manager.user.email))
    official = _official()
    shown = (
        ("gym page", f"/minigym/{gym.pk}/", cookie),
        ("first inventory page", "/minigym/", cookie),
        ("first inventory page, whole municipality", "/minigym/", official),
    )
    # Those who look are nobody: no session to read and no shell of their own.
    open_to_all = (
        ("public site page", f"/hitta/{gym.site_id}/"),
        ("public list of 300 sites", "/hitta/"),
        ("feed of 300 sites", "/oppna-data/platser.json"),
    )
    with server(keep=False):
        for name, path, who in shown:
            share = share_of_baseline(path, who)
            report(f"{name} made anew / baseline", share, "ratio", "", True)
        for name, path in open_to_all:
            report(f"{name} made anew", per_second(path, ""), "requests/s", "", True)
    with server():
        baseline = per_second("/tomt/", cookie)
        report("baseline: empty page in the signed-in shell", baseline, "requests/s", "", True)
        for name, path, who in shown:
            share = share_of_baseline(path, who)
            report(f"{name} / baseline", share, "ratio", ">= 0.6", share >= 0.6)
        for name, path in open_to_all:
            rate = per_second(path, "")
            report(name, rate, "requests/s", "", True)
            share = rate / per_second("/tomt/", cookie)
            report(f"{name} / baseline", share, "ratio", ">= 1", share >= 1)
        start = p95("/", cookie)
        report("start page p95, unit manager", start, "ms", "<= 80", start <= 80)
        start = p95("/", official)
        report("start page p95, department: one provider in six has no area manager", start, "ms", "<= 80", start <= 80)
        city.vacate_managers(3)
        start = p95("/", official)
        report("start page p95, department: three managers missing too", start, "ms", "<= 80", start <= 80)
        whole = p95("/kommun/", official)
        report("municipality overview p95", whole, "ms", "<= 150", whole <= 150)
        kinds = len(owed_by(Role.UNIT_MANAGER))
        extra = queries("/", cookie) - queries("/tomt/", cookie)
        report(
            f"start page queries beyond the baseline's and the one for notes, {kinds} kinds owed",
            extra,
            "queries",
            f"<= {kinds}",
            extra <= kinds,
        )
    with server(keep=False):
        before = {path: _cost(path, who) for path, who in _history_paths(gym.pk, cookie, official)}
        city.multiply_history(10)
        for path, who in _history_paths(gym.pk, cookie, official):
            cost = _cost(path, who) / before[path]
            report(f"ten times the history: {_named(path)}", cost, "ratio", "<= 1.2", cost <= 1.2)


def _official() -> str:
    from livskraft.access.models import Assignment, User
    from livskraft.access.roles import Role
    from livskraft.organisation.queries import responsible_body

    user, body = User.objects.order_by("-pk").first(), responsible_body()
    assert user is not None
    assert body is not None
    Assignment.objects.filter(user=user).delete()
    Assignment.objects.create(user=user, role=Role.ADMINISTRATION, unit=body, starts=date(2020, 1, 1))
    return signed_in(str(user.email))


def _history_paths(gym: int, manager: str, official: str) -> list[tuple[str, str]]:
    return [(f"/minigym/{gym}/", manager), ("/", manager), ("/kommun/", official)]


def _named(path: str) -> str:
    return {"/": "start page", "/kommun/": "municipality overview"}.get(path, "gym page")


def _cost(path: str, cookie: str) -> float:
    """What the page costs in empty pages, asked for in turn, so that the machine's mood counts for both."""
    return 1 / share_of_baseline(path, cookie)


def binders() -> None:
    from livskraft.access.actor import Actor
    from livskraft.access.models import Assignment
    from livskraft.access.roles import Role
    from livskraft.modules.minigym.actions.binder import fill_archive, start_archive

    official = Assignment.objects.select_related("user", "unit").get(role=Role.ADMINISTRATION)
    by = Actor(at=timezone.now(), user=official.user, assignment=official)
    seconds = timed(lambda: fill_archive(archive=start_archive(by=by), by=by))
    report("binders for 300 gyms", seconds, "s", "<= 30", seconds <= 30)


def inventories() -> None:
    seconds = imports.preview_seconds(10_000)
    report("reading 10,000 rows", seconds, "s", "<= 3", seconds <= 3)
    seconds = _preview_page(10_000)
    report("preview page of 10,000 rows", seconds, "s", "<= 3", seconds <= 3)
    worst = list(imports.hostile())
    name, seconds, _ = max(worst, key=lambda each: each[1])
    report(f"slowest of {len(worst)} hostile files ({name})", seconds, "s", "<= 2", seconds <= 2)
    name, _, megabytes = max(worst, key=lambda each: each[2])
    report(f"largest of {len(worst)} hostile files ({name})", megabytes, "MB", "<= 200", megabytes <= 200)


def _preview_page(rows: int) -> float:
    """Seconds of the whole request that shows the preview of an uploaded list."""
    from django.test import Client

    from livskraft.access.actor import Actor
    from livskraft.access.models import Assignment
    from livskraft.access.roles import Role
    from livskraft.modules.minigym.actions.uploads import start_import
    from livskraft.modules.minigym.models import Gym

    held = Assignment.objects.filter(role=Role.UNIT_MANAGER).select_related("user", "unit").order_by("pk")[9]
    by = Actor(at=timezone.now(), user=held.user, assignment=held)
    gym = Gym.objects.get(site=held.unit)
    upload = start_import(gym=gym, file=imports.long_list(rows), filename="lista.xlsx", by=by)
    client = Client()
    name, _, key = signed_in(str(held.user.email)).partition("=")
    client.cookies[name] = key
    client.get("/")
    start = time.perf_counter()
    answer = client.get(f"/minigym/import/{upload.pk}/?visa=1")
    taken = time.perf_counter() - start
    if answer.status_code != 200:
        raise SystemExit(f"the preview answers {answer.status_code}")
    return taken


def main() -> None:
    from bench import journal, visits  # they measure with what stands here

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    today = timezone.localdate()
    filled = timed(lambda: city.build(today))
    report("bench data by set-based SQL", filled, "s", "<= 60", filled <= 60)
    pages(today)
    binders()
    visits.measure()
    journal.measure()
    if connection.vendor == "sqlite":  # neither asks the database for anything
        inventories()


if __name__ == "__main__":
    main()

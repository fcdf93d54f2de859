"""How fast are the pages of training and rehabilitation with ten years of notes and sessions on file?"""

from datetime import timedelta
from typing import Any

from django.db.models import Count
from django.utils import timezone

from bench import patients
from bench.measure import p95, queries, report, server, signed_in, timed


def measure() -> None:
    """Adds the patients to a city with visitors, and prints a line per figure. Each page writes its row in the log."""
    from livskraft.access.models import Assignment
    from livskraft.access.roles import Role
    from livskraft.modules.training.models import Episode, Programme

    today = timezone.localdate()
    filled = timed(lambda: patients.build(today))
    report("bench data: 30,000 episodes, 600,000 notes, 2 million sessions", filled, "s", "<= 600", filled <= 600)
    held = Assignment.objects.filter(role=Role.PHYSIOTHERAPIST).select_related("user", "unit").order_by("pk")[7]
    cookie = signed_in(str(held.user.email))
    episode = Episode.objects.filter(unit=held.unit, closed_at=None).order_by("pk")[3]
    programme = Programme.objects.filter(site=held.unit).order_by("pk")[1]
    pages = (
        ("episode page", f"/rehab/{episode.pk}/", 60),
        ("my patients", "/rehab/", 60),
        ("programme page", f"/traning/program/{programme.pk}/", 60),
        ("who trains here", "/traning/", 60),
        ("curves over ten years, friskvård", f"/traning/person/{programme.person_id}/", 150),
        ("curves over ten years, rehabilitation", f"/rehab/{episode.pk}/matningar/", 150),
    )
    with server():
        for name, path, most in pages:
            taken = p95(path, cookie)
            report(f"{name} p95", taken, "ms", f"<= {most}", taken <= most)
    for name, path, _most in pages:
        report(f"{name}: queries", queries(path, cookie), "queries", "", True)
    _month_report()


def _month_report() -> None:
    """The caregiver with the most patients, last month: the page that checks it, and the file."""
    from django.test import Client

    from livskraft.access.models import Assignment
    from livskraft.access.roles import Role
    from livskraft.modules.training.models import Episode
    from livskraft.organisation.models import Unit

    led = Assignment.objects.filter(role=Role.AREA_MANAGER)
    busiest = Episode.objects.filter(keeper__in=led.values("unit")).values("keeper").annotate(n=Count("pk"))
    keeper = Unit.objects.get(pk=busiest.order_by("-n")[0]["keeper"])
    # Only a municipality's own caregivers report.
    patients.own(keeper)
    month = (timezone.localdate().replace(day=1) - timedelta(days=1)).replace(day=1)
    client = Client()
    manager = led.filter(unit=keeper).select_related("user")[0]
    # Nobody is asked which of their posts they work in.
    Assignment.objects.filter(user=manager.user).exclude(pk=manager.pk).delete()
    name, _, key = signed_in(str(manager.user.email)).partition("=")
    client.cookies[name] = key
    client.get("/tomt/")

    def fetched(answer: Any) -> None:
        b"".join(answer) if answer.streaming else answer.content
        if answer.status_code != 200:
            raise SystemExit(f"the month's report answers {answer.status_code}")

    page, file = f"/rehab/kva/?manad={month:%Y-%m}", f"/rehab/kva/{month:%Y-%m}/KHSL2/"
    taken = timed(lambda: fetched(client.get(page)))
    report("the month's report of codes, checked", taken, "s", "<= 5", taken <= 5)
    taken = timed(lambda: fetched(client.post(file, {"utan": "fel"})))
    report("the month's report of codes, as a file", taken, "s", "<= 5", taken <= 5)

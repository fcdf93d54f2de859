"""How fast are the pages about visitors with ten million attendances on file, and how many can sign up in a second?"""

import http.client
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from urllib.parse import urlencode
from uuid import uuid4

from django.db import connection
from django.utils import timezone

from bench import visitors
from bench.city import analyze
from bench.measure import PORT, p95, queries, report, server, signed_in, timed

CSRF = "b" * 32
# A form as it is sent: a name may come many times.
Typed = Sequence[tuple[str, str | int]]
# Sign-ups: so many ask at once, one after another each, for so many seats.
CLIENTS, EACH, SEATS = 8, 25, 50


def measure() -> None:
    """Adds the visitors to the city and prints a line per figure."""
    from livskraft.access.models import Assignment
    from livskraft.access.roles import Role
    from livskraft.modules.activities.models import Occasion
    from livskraft.people.models import Person

    today = timezone.localdate()
    filled = timed(lambda: visitors.build(today))
    report("bench data: 160,000 persons, 10 million attendances", filled, "s", "<= 600", filled <= 600)
    staff = Assignment.objects.filter(role=Role.CARE_STAFF).select_related("user", "unit").order_by("pk")[7]
    cookie = signed_in(str(staff.user.email))
    occasion = Occasion.objects.filter(site=staff.unit, starts_at__lt=timezone.now()).order_by("-starts_at")[0]
    person = Person.objects.filter(relations__unit=staff.unit).order_by("pk")[200]
    pages = (
        ("day's attendance page", f"/program/tillfalle/{occasion.pk}/narvaro/"),
        ("week's programme", f"/program/{staff.unit_id}/"),
        ("person's page", f"/personer/{person.pk}/"),
    )
    with server():
        for name, path in pages:
            taken = p95(path, cookie)
            report(f"{name} p95", taken, "ms", "<= 60", taken <= 60)
        for name, words in (("a name", "öst åb"), ("a personnummer", visitors.number_of(200).digits)):
            taken = p95_of(partial(post, path="/personer/", cookie=cookie, data=[("q", words)], status=200))
            report(f"person search by {name} p95", taken, "ms", "<= 60", taken <= 60)
        saving = _saving(staff.unit_id, cookie)
        report("saving the attendance of 40, p95", saving, "ms", "<= 150", saving <= 150)
        _sign_ups(staff.unit_id)
    for name, path in pages:
        report(f"{name}: queries", queries(path, cookie), "queries", "", True)
    _years_indicators()


def post(client: http.client.HTTPConnection, path: str, cookie: str, data: Typed, status: int) -> None:
    """Refuses any answer but `status`."""
    body = urlencode(data)
    headers = {
        "Cookie": f"csrftoken={CSRF}" + (f"; {cookie}" if cookie else ""),
        "X-CSRFToken": CSRF,
        "Content-Type": "application/x-www-form-urlencoded",
    }
    client.request("POST", path, body=body, headers=headers)
    answer = client.getresponse()
    answer.read()
    if answer.status != status:
        raise SystemExit(f"POST {path} answers {answer.status}")


def p95_of(ask: Callable[[http.client.HTTPConnection], None], times: int = 100) -> float:
    """Milliseconds under which 95 of 100 were answered."""
    client = http.client.HTTPConnection("127.0.0.1", PORT, timeout=30)
    for _ in range(5):
        ask(client)
    taken = [timed(lambda: ask(client)) * 1000 for _ in range(times)]
    return sorted(taken)[int(times * 0.95) - 1]


def _saving(site: int, cookie: str) -> float:
    """A different occasion without attendance each time, and forty of the place's own visitors."""
    from livskraft.modules.activities.models import Attendance, Occasion
    from livskraft.people.models import Person

    forty = list(Person.objects.filter(relations__unit=site).order_by("pk").values_list("pk", flat=True)[:40])
    past = Occasion.objects.filter(site=site, starts_at__lt=timezone.now()).order_by("-starts_at")
    waiting = list(past.values_list("pk", flat=True)[100:210])
    Attendance.objects.filter(occasion__in=waiting).delete()
    Occasion.objects.filter(pk__in=waiting).update(attendance_taken_at=None)
    typed: Typed = [("shown", pk) for pk in forty] + [("here", pk) for pk in forty]
    return p95_of(lambda client: post(client, f"/program/tillfalle/{waiting.pop()}/narvaro/", cookie, typed, 302))


def _sign_ups(site: int) -> None:
    """Exactly so many get a seat as there are, however many ask at once; the rest wait."""
    from livskraft.access.models import Assignment
    from livskraft.access.roles import Role
    from livskraft.modules.activities.models import Activity, Occasion, SignUp
    from livskraft.modules.activities.rules.vocabulary import SignUpMode, SignUpState

    start = timezone.now() + timedelta(days=3)
    activity = Activity.objects.create(
        site_id=site, title="Utflykt", capacity=SEATS, sign_up=SignUpMode.STAFF, place="Bussen"
    )
    local = timezone.localtime(start)
    occasion = Occasion.objects.create(
        activity=activity, site_id=site, on=local.date(), from_time=local.time(),
        starts_at=start, ends_at=start + timedelta(hours=2),
    )  # fmt: skip
    held = list(Assignment.objects.filter(unit=site, role=Role.CARE_STAFF).select_related("user").order_by("pk"))
    cookies = [signed_in(str(held[number % len(held)].user.email)) for number in range(CLIENTS)]

    def ask(cookie: str, phones: range) -> None:
        client = http.client.HTTPConnection("127.0.0.1", PORT, timeout=30)
        for phone in phones:
            # One name and number has one seat.
            typed: Typed = [("do", "name"), ("name", "Någon Granne"), ("phone", f"070-{phone}"), ("key", str(uuid4()))]
            post(client, f"/program/tillfalle/{occasion.pk}/anmalda/", cookie, typed, 302)

    connection.close()
    began = time.perf_counter()
    with ThreadPoolExecutor(CLIENTS) as pool:
        list(pool.map(ask, cookies, [range(n, n + EACH) for n in range(1740000, 1740000 + CLIENTS * EACH, EACH)]))
    taken = time.perf_counter() - began
    seated = SignUp.objects.filter(occasion=occasion, state=SignUpState.SEAT).count()
    everybody = SignUp.objects.filter(occasion=occasion).count()
    report("sign-ups at a full event", CLIENTS * EACH / taken, "sign-ups/s", "", everybody == CLIENTS * EACH)
    report(f"seats given of {SEATS}, {CLIENTS} clients at once", seated, "seats", f"= {SEATS}", seated == SEATS)


def _years_indicators() -> None:
    """A year's months of every figure about visitors, for all sites at once, from what was frozen."""
    from livskraft.access.actor import system_actor
    from livskraft.indicators.actions import close_month
    from livskraft.indicators.catalogue import indicators
    from livskraft.indicators.queries import trend
    from livskraft.indicators.rules import Span, Term
    from livskraft.organisation.kinds import UnitKind
    from livskraft.organisation.models import Unit

    by = system_actor("bench")
    month = Term.holding(Span.MONTH, by.today).earlier(2)
    months = [month.earlier(back) for back in range(11, -1, -1)]
    frozen = [timed(partial(close_month, month=each, by=by)) for each in months]
    report("closing a month, all indicators (the slowest, with its quarter and year)", max(frozen), "s", "", True)
    analyze()
    whole = Unit.objects.get(parent=None, kind=UnitKind.MUNICIPALITY)
    own = [each for each in indicators if each.key.startswith("activities.")]

    def year() -> None:
        for each in own:
            trend(each, months, by, whole)

    year()
    taken = min(timed(year) for _ in range(3)) * 1000
    report(f"{len(own)} figures for a year, 12 frozen months of 300 sites", taken, "ms", "<= 500", taken <= 500)

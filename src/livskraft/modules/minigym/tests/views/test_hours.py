"""Do the pages of hours show what holds, take times as people write them, and keep out what is none of ours?"""

from datetime import time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.documents import pdf
from livskraft.modules.minigym.actions.hours import close_gym, make_exception, set_hours
from livskraft.modules.minigym.forms.hours import SpansField
from livskraft.modules.minigym.models import Closure, HoursException
from livskraft.modules.minigym.papers.hours import hours_notice
from livskraft.modules.minigym.queries.hours import Span, schedule
from livskraft.modules.minigym.rules import Weekday
from livskraft.modules.minigym.tests.factories import GymFactory
from livskraft.modules.minigym.tests.views.test_gyms import signed_in

pytestmark = pytest.mark.django_db
PAGES = ("hours", "edit_hours", "make_exception", "close_gym", "reopen_gym", "hours_pdf")


@pytest.fixture
def gym():
    return GymFactory()


@pytest.fixture
def always(gym):
    """Open every day of the week from 8 to 17, and staffed on Mondays."""
    opening = {row: [Span(time(8), time(17))] for row in Weekday}
    staffed = {Weekday.MONDAY: [Span(time(9), time(12))]}
    return set_hours(gym=gym, opening=opening, staffed=staffed, version=1, by=actor_at(gym.site))


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("", []),
        ("8–17", ["8–17"]),
        ("8-12, 13-16.30", ["8–12", "13–16.30"]),
        ("08:00 — 12:00; 13:05-14", ["8–12", "13.05–14"]),
        ("8-12 och 13-15", ["8–12", "13–15"]),
        ("0-24", ["0–24"]),
    ],
)
def test_times_are_read_as_people_write_them(text, spans):
    assert [str(span) for span in SpansField().clean(text)] == spans


@pytest.mark.parametrize("text", ["8", "17-8", "8-8", "25-26", "8-12-17", "8.75-9", "morgon", "8–17 " * 20])
def test_times_that_cannot_be_read_are_said_to_be(gym, text):
    client = signed_in(gym.site)
    page = client.post(reverse("edit_hours", args=[gym.pk]), {"opening_0": text, "version": 1})
    assert page.status_code == 200
    assert page.context["form"].errors["opening_0"]
    assert not gym.hours.exists()


def test_what_is_written_is_shown_again_and_saved(gym):
    client = signed_in(gym.site)
    url = reverse("edit_hours", args=[gym.pk])
    answer = client.post(url, {"opening_4": "8-12, 13-17", "staffed_4": "9-11", "version": 1})
    assert answer.url == reverse("hours", args=[gym.pk])
    page = client.get(url).content.decode()
    assert "8–12, 13–17" in page
    assert "9–11" in page


def test_hours_that_somebody_changed_meanwhile_are_shown_beside_what_was_written(gym, always):
    client = signed_in(gym.site)
    page = client.post(reverse("edit_hours", args=[gym.pk]), {"opening_0": "10-11", "version": 1})
    assert page.status_code == 409
    assert "8–17" in page.content.decode()
    assert "10–11" in page.content.decode()


def test_who_closes_a_gym_that_somebody_just_closed_is_told_which_reason_stands(gym):
    client, url = signed_in(gym.site), reverse("close_gym", args=[gym.pk])
    client.post(url, {"reason": "Vattenläcka i taket"})
    page = client.post(url, {"reason": "Fuktskada"}, follow=True).content.decode()
    assert "var redan stängt. Skälet som står är: Vattenläcka i taket" in page
    assert Closure.objects.get().reason == "Vattenläcka i taket"


def test_the_page_says_that_the_gym_is_closed_and_why(gym, always):
    client = signed_in(gym.site)
    client.post(reverse("close_gym", args=[gym.pk]), {"reason": "Vattenläcka i taket"})
    for name in ("hours", "gym_page"):
        page = client.get(reverse(name, args=[gym.pk])).content.decode()
        assert "Stängt tills vidare" in page, name
        assert "Vattenläcka i taket" in page, name
    client.post(reverse("reopen_gym", args=[gym.pk]), {"reason": "Torrt igen"})
    assert not Closure.objects.open().exists()
    page = client.get(reverse("gym_page", args=[gym.pk])).content.decode()
    assert "Stängt tills vidare" not in page
    assert "8–17" in page
    history = client.get(reverse("gym_history", args=[gym.pk])).content.decode()
    assert "Vattenläcka i taket" in history
    assert "Torrt igen" in history


def test_an_exception_is_made_and_taken_back(gym, always):
    client, day = signed_in(gym.site), timezone.localdate() + timedelta(days=3)
    wrong = client.post(
        reverse("make_exception", args=[gym.pk]), {"first_day": day, "reason": "x", "opening": "8-9,10-11"}
    )
    assert wrong.context["form"].errors["opening"]
    client.post(reverse("make_exception", args=[gym.pk]), {"first_day": day, "reason": "Golvet lackas"})
    exception = HoursException.objects.get()
    assert (exception.first_day, exception.last_day, exception.opens) == (day, day, None)
    assert "Golvet lackas" in client.get(reverse("hours", args=[gym.pk])).content.decode()
    client.post(reverse("take_back_exception", args=[exception.pk]))
    assert not HoursException.objects.exists()


def test_an_exception_is_seen_and_can_be_taken_back_before_the_usual_hours_are_told(gym):
    client, day = signed_in(gym.site), timezone.localdate() + timedelta(days=3)
    client.post(reverse("make_exception", args=[gym.pk]), {"first_day": day, "reason": "Öppet hus", "opening": "9-12"})
    page = client.get(reverse("hours", args=[gym.pk])).content.decode()
    assert "Öppet hus" in page
    assert reverse("take_back_exception", args=[HoursException.objects.get().pk]) in page
    assert "Öppettiderna är inte inlagda än" in page


def test_care_staff_may_close_but_is_offered_no_hours_to_change(gym, always):
    client = signed_in(gym.site, Role.CARE_STAFF)
    page = client.get(reverse("hours", args=[gym.pk])).content.decode()
    assert reverse("close_gym", args=[gym.pk]) in page
    assert reverse("edit_hours", args=[gym.pk]) not in page
    assert client.get(reverse("edit_hours", args=[gym.pk])).status_code == 403


def test_another_units_hours_do_not_exist(gym):
    client, other = signed_in(gym.site), GymFactory()
    for name in PAGES:
        assert client.get(reverse(name, args=[other.pk])).status_code == 404, name
        assert client.get(reverse(name, args=[gym.pk])).status_code == 200, name


def test_the_notice_says_the_usual_and_what_is_not_as_usual(gym, always):
    by, today = actor_at(gym.site), timezone.localdate()
    make_exception(gym=gym, first_day=today, last_day=today, reason="Golvet lackas", by=by)
    close_gym(gym=gym, reason="Vattenläcka", by=by)
    words = str(hours_notice(gym, schedule(gym), today))
    for text in ("8–17", "Helgdag", "Golvet lackas", "Vattenläcka", "9–12"):
        assert text in words, text
    assert pdf.render(hours_notice(gym, schedule(gym), today)).startswith(b"%PDF-")

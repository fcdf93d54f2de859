"""Does one put an activity in the programme in one step, change it, give it times and end it?"""

from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from livskraft.access.actor import system_actor
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.modules.activities.actions.programme import add_series
from livskraft.modules.activities.models import Activity, Series
from livskraft.modules.activities.rules.recurrence import Recurrence
from livskraft.modules.activities.rules.vocabulary import Pattern
from livskraft.modules.activities.tests.factories import DECISION, activity_at, occasion_of
from livskraft.organisation.tests.factories import SiteFactory

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
# A Wednesday.
STARTS = date(2030, 1, 2)
FILLED = {
    "title": "Sittgympa",
    "kind": "training",
    "sign_up": "none",
    "documentation_mode": "individual",
    "repeat": "once",
    "starts": STARTS,
    "from_time": "10:00",
    "to_time": "11:30",
}


@pytest.fixture
def site():
    return SiteFactory()


@pytest.fixture
def client(site):
    client = Client()
    client.force_login(actor_at(site, Role.CARE_STAFF).user, backend=BACKEND)
    return client


def add(client, site, **fields):
    return client.post(reverse("add_activity", args=[site.pk]), FILLED | fields)


def days(activity):
    return [f"{on:%d/%m}" for on in activity.occasions.order_by("on").values_list("on", flat=True)]


def weekly(activity, until=30):
    today = timezone.localdate()
    recurrence = Recurrence(Pattern.WEEKLY, 1, (0,), starts=today, until=today + timedelta(days=until))
    return add_series(activity=activity, recurrence=recurrence, from_time=time(10), by=system_actor("test"))


def said(response):
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, ["02/01"]),
        ({"repeat": "weekly", "until": "2030-01-16"}, ["02/01", "09/01", "16/01"]),
        ({"repeat": "weekly", "until": "2030-01-16", "weekdays": ["0", "4"]}, ["04/01", "07/01", "11/01", "14/01"]),
        ({"repeat": "weekly", "until": "2030-01-31", "every": "2"}, ["02/01", "16/01", "30/01"]),
        ({"repeat": "monthly", "until": "2030-04-01", "nth": "-1", "weekdays": ["1"]}, ["29/01", "26/02", "26/03"]),
    ],
)
def test_an_activity_and_its_times_are_added_in_one_step(client, site, fields, expected):
    response = add(client, site, **fields)
    activity = Activity.objects.get()
    assert response.url == activity.get_absolute_url()
    assert days(activity) == expected
    assert activity.site == site


def test_a_series_without_an_end_goes_on_for_a_year(client, site):
    add(client, site, repeat="weekly")
    assert Series.objects.get().until == date(2031, 1, 1)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "x" * 121}, "title"),
        ({"title": "a\x00b"}, "title"),
        ({"starts": "0001-01-01"}, "starts"),
        ({"starts": "9999-12-31", "repeat": "weekly"}, "starts"),
        ({"starts": "x"}, "starts"),
        ({"to_time": "09:00"}, "to_time"),
        ({"from_time": "25:00"}, "from_time"),
        ({"repeat": "weekly", "until": "2029-12-31"}, "until"),
        ({"repeat": "weekly", "until": "2206-12-31"}, "until"),
        ({"repeat": "weekly", "weekdays": ["7"]}, "weekdays"),
        ({"repeat": "weekly", "every": "9"}, "every"),
        ({"repeat": "daily"}, "repeat"),
        ({"cost": "-20"}, "cost"),
        ({"cost": "tjugo"}, "cost"),
        ({"capacity": "0"}, "capacity"),
        ({"documentation_mode": "anonymous_headcount"}, "decision_committee"),
        ({"kind": "x"}, "kind"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_nothing_is_added(client, site, fields, field):
    assert list(add(client, site, **fields).context["form"].errors) == [field]
    assert not Activity.objects.exists()


def test_sent_twice_there_is_one_activity(client, site):
    add(client, site)
    assert "finns redan den tiden" in said(add(client, site))
    assert Activity.objects.count() == 1


def test_a_name_that_looks_like_a_page_is_shown_as_it_was_written(client, site):
    add(client, site, title="<script>alert(1)</script>")
    text = said(client.get(Activity.objects.get().get_absolute_url()))
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert" in text


def test_the_page_tells_what_is_written_when_it_comes_back_and_on_what_heads_are_counted(client, site):
    activity = activity_at(site, place="Salen", **DECISION)
    weekly(activity)
    text = said(client.get(activity.get_absolute_url()))
    assert "Varje måndag från" in text
    assert "Enligt beslut av Äldrenämnden, ÄN 2025-114" in text
    assert "Salen" in text
    assert "okänt" not in text.lower()


def test_what_has_been_stands_by_itself_the_latest_first(client, site):
    activity, today = activity_at(site), timezone.localdate()
    past = [occasion_of(activity, on=today - timedelta(days=number)) for number in (1, 2)]
    coming = occasion_of(activity)

    def shown(**query):
        return client.get(activity.get_absolute_url(), query).context["page"].items

    assert (shown(), shown(visa="tidigare"), shown(visa="x")) == ([coming], past, [coming])


def test_many_occasions_cost_as_many_queries_as_one_and_are_turned_through(client, site):
    few, many = activity_at(site), activity_at(site, title="Bingo")
    weekly(few, until=7)
    weekly(many, until=700)

    def cost(activity):
        with CaptureQueriesContext(connection) as asked:
            page = client.get(activity.get_absolute_url()).context["page"]
        return len(asked), len(page.items), bool(page.next_url)

    cost(few)
    (one, _few, _end), (twenty, shown, more) = cost(few), cost(many)
    assert (one, shown, more) == (twenty, 20, True)


def test_it_is_changed_and_the_second_of_two_editors_meets_what_the_first_wrote(client, site):
    activity = activity_at(site)
    url = reverse("change_activity", args=[activity.pk])
    filled = {**FILLED, "version": activity.version, "title": "Bingo", "cost": "20"}
    assert client.post(url, filled).status_code == 302
    answer = client.post(url, {**filled, "title": "Lotto"})
    assert answer.status_code == 409
    assert "Lotto" in said(answer)
    activity.refresh_from_db()
    assert (activity.title, activity.cost) == ("Bingo", 20)
    assert 'value="20.00"' in said(client.get(url))


def test_more_times_are_added_and_a_series_is_ended(client, site):
    activity = activity_at(site)
    client.post(reverse("add_times", args=[activity.pk]), FILLED | {"repeat": "weekly", "until": "2030-01-16"})
    series = Series.objects.get()
    url = reverse("end_series", args=[series.pk])
    assert "Välj i dag eller en senare dag" in said(client.post(url, {"last_day": "2020-01-01", "version": 1}))
    assert client.post(url, {"last_day": "2030-01-02", "version": 1}).url == activity.get_absolute_url()
    assert days(activity) == ["02/01"]
    assert client.post(url, {"last_day": "2030-01-01", "version": 1}).status_code == 409


def test_it_is_ended_after_a_question_that_names_what_is_lost_and_taken_up_again(client, site):
    activity = activity_at(site)
    occasion_of(activity)
    assert "1 kommande tillfälle tas bort" in said(client.get(activity.get_absolute_url()))
    text = said(client.post(reverse("retire_activity", args=[activity.pk]), follow=True))
    assert "Aktiviteten är avslutad" in text
    assert "Lägg till tid" not in text
    assert "redan avslutad" in said(client.post(reverse("retire_activity", args=[activity.pk]), follow=True))
    assert "Lägg till tid" in said(client.post(reverse("resume_activity", args=[activity.pk]), follow=True))


def test_who_may_only_look_changes_nothing(site):
    activity = activity_at(site)
    looking = Client()
    looking.force_login(actor_at(site.parent.parent, Role.ADMINISTRATION).user, backend=BACKEND)
    text = said(looking.get(activity.get_absolute_url()))
    assert "Ändra" not in text
    assert "Avsluta" not in text
    assert looking.get(reverse("change_activity", args=[activity.pk])).status_code == 403


def test_the_choices_that_differ_are_told_in_words(client, site):
    activity = activity_at(site)
    url = reverse("change_activity", args=[activity.pk])
    first = {**FILLED, "version": activity.version, "kind": "cultural", "sign_up": "staff"}
    assert client.post(url, first).status_code == 302
    answer = client.post(url, {**first, "kind": "training", "sign_up": "public"})
    told = {str(label): (str(saved), str(typed)) for label, saved, typed in answer.context["theirs"]}
    assert told["Slag"] == ("Kultur", "Träning")
    assert told["Anmälan"] == ("Anmälan till personalen", "Anmälan också på webben")

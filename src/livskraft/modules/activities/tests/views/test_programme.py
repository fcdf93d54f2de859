"""Does a week tell everybody at the site what is on, what is not, and let only its staff change it?"""

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
from livskraft.modules.activities.actions.occasions import cancel_occasion, close_day, move_occasion
from livskraft.modules.activities.models import ClosedDay
from livskraft.modules.activities.rules.programme import RIGHT_TO_APPLY, week_of
from livskraft.modules.activities.tests.factories import activity_at, occasion_of
from livskraft.organisation.tests.factories import SiteFactory

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def site():
    return SiteFactory()


def browser(actor):
    client = Client()
    client.force_login(actor.user, backend=BACKEND)
    return client


@pytest.fixture
def staff(site):
    return browser(actor_at(site, Role.CARE_STAFF))


def week(client, site, **query):
    return client.get(reverse("programme", args=[site.pk]), query)


def said(response):
    return " ".join(response.content.decode().split())


def test_who_has_one_site_comes_straight_to_it_and_who_has_more_chooses(site, staff):
    assert staff.get(reverse("programmes")).url == reverse("programme", args=[site.pk])
    SiteFactory(parent=site.parent)
    occasion_of(activity_at(site), on=timezone.localdate(), from_time=time(12), to_time=None)
    above = browser(actor_at(site.parent.parent, Role.ADMINISTRATION))
    text = said(above.get(reverse("programmes")))
    assert "1 aktivitet i dag" in text
    assert "Inget i dag" in text


def test_this_week_is_shown_with_today_marked_and_the_right_to_apply_below(site, staff):
    response = week(staff, site)
    text = said(response)
    assert response.context["stretch"] == week_of(timezone.localdate())
    assert 'aria-current="date"' not in text, "an empty week is one sentence"
    assert str(RIGHT_TO_APPLY) in text
    assert "11 kap. 6 § socialtjänstlagen" in text
    occasion_of(activity_at(site, place="Salen"), on=timezone.localdate(), from_time=time(12), to_time=time(13, 30))
    text = said(week(staff, site))
    assert text.count('aria-current="date"') == 1
    assert "12–13.30" in text
    assert "Salen" in text


def test_an_empty_week_says_what_to_do_next(site, staff):
    assert "Inget är planerat den här veckan" in said(week(staff, site))
    assert "Inget är planerat den här månaden" in said(week(staff, site, manad="2030-02"))


@pytest.mark.parametrize(
    "query", [{"vecka": "x"}, {"vecka": "2025-V53"}, {"manad": "2026-13"}, {"manad": "<b>"}, {"vecka": "\x00"}]
)
def test_an_address_that_names_nothing_shows_this_week(site, staff, query):
    assert week(staff, site, **query).context["stretch"] == week_of(timezone.localdate())


def test_one_turns_to_the_weeks_and_months_around(site, staff):
    context = week(staff, site, vecka="2026-V53").context
    assert (context["before"][-8:], context["after"][-8:]) == ("2026-V52", "2027-V01")
    context = week(staff, site, manad="2026-12").context
    assert (context["before"][-7:], context["after"][-7:], context["other"][-8:]) == ("2026-11", "2027-01", "2026-V49")


def test_what_is_cancelled_moved_or_closed_is_said_in_words(site, staff):
    by = system_actor("test")
    monday = week_of(timezone.localdate()).after.first
    gone, moved = occasion_of(activity_at(site, title="Bingo"), on=monday), occasion_of(activity_at(site), on=monday)
    cancel_occasion(occasion=gone, reason="Ledaren har <förhinder>", by=by)
    move_occasion(occasion=moved, on=monday + timedelta(days=2), from_time=time(14), reason="Salen upptagen", by=by)
    close_day(site=site, on=monday + timedelta(days=4), reason="Städdag", by=by)
    text = said(week(staff, site, vecka=week_of(monday).code))
    assert "<s>Bingo</s>" in text
    assert "<strong>Inställt</strong>: Ledaren har &lt;förhinder&gt;" in text
    assert "Flyttat från måndag" in text
    assert "Flyttat till onsdag" in text
    assert "<strong>Stängt</strong> · Städdag" in text


def test_a_full_week_costs_as_many_queries_as_one_with_a_single_activity(site, staff):
    def add():
        occasion_of(activity_at(site), on=timezone.localdate(), from_time=time(12), to_time=None)

    def cost():
        with CaptureQueriesContext(connection) as asked:
            assert week(staff, site).status_code == 200
        return len(asked)

    add()
    cost()
    one = cost()
    for _each in range(19):
        add()
    assert cost() == one


def test_who_may_only_look_is_offered_nothing_to_change_and_strangers_find_nothing(site):
    close_day(site=site, on=timezone.localdate(), by=system_actor("test"))
    looking = said(week(browser(actor_at(site.parent.parent, Role.ADMINISTRATION)), site))
    for word in ("Lägg till aktivitet", "Stäng en dag", "Öppna dagen"):
        assert word not in looking
    assert week(browser(actor_at(SiteFactory(), Role.CARE_STAFF)), site).status_code == 404


def test_a_day_is_closed_and_opened_again(site, staff):
    tomorrow = timezone.localdate() + timedelta(days=1)
    occasion = occasion_of(activity_at(site))
    url = reverse("close_day", args=[site.pk])
    assert "har redan varit" in said(staff.post(url, {"on": "2020-01-01"}))
    text = said(staff.post(url, {"on": tomorrow, "reason": "Städdag"}, follow=True))
    assert "Öppna dagen" in text
    occasion.refresh_from_db()
    assert occasion.is_cancelled
    answer = staff.post(reverse("open_day", args=[site.pk]), {"on": tomorrow}, follow=True)
    assert "fortfarande inställt" in said(answer)
    assert not ClosedDay.objects.exists()


@pytest.mark.parametrize("on", ["", "x", "2026-02-30", "9999-12-31", "\x00"])
def test_opening_a_day_that_is_not_closed_changes_nothing(site, staff, on):
    close_day(site=site, on=date(2035, 1, 1), by=system_actor("test"))
    assert staff.post(reverse("open_day", args=[site.pk]), {"on": on}).status_code == 302
    assert ClosedDay.objects.count() == 1

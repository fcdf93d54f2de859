"""Does the page of one occasion say how it stands, and lead to what can be done about it now?"""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from livskraft.access.actor import system_actor
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.modules.activities.actions.occasions import change_occasion, close_day
from livskraft.modules.activities.models import Occasion
from livskraft.modules.activities.rules.vocabulary import SignUpMode
from livskraft.modules.activities.tests.factories import activity_at, occasion_of
from livskraft.organisation.tests.factories import SiteFactory

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def site():
    return SiteFactory()


@pytest.fixture
def occasion(site):
    return occasion_of(activity_at(site, place="Salen", sign_up=SignUpMode.STAFF))


@pytest.fixture
def client(site):
    client = Client()
    client.force_login(actor_at(site, Role.CARE_STAFF).user, backend=BACKEND)
    return client


def page(client, occasion):
    return said(client.get(occasion.get_absolute_url()))


def said(response):
    return " ".join(response.content.decode().split())


def post(client, name, occasion, **fields):
    answer = client.post(reverse(name, args=[occasion.pk]), {"version": occasion.version, **fields}, follow=True)
    occasion.refresh_from_db()
    return answer


def test_it_is_cancelled_with_a_reason_and_taken_back(client, occasion):
    assert "Fyll i det här fältet" in said(post(client, "cancel_occasion", occasion, reason=""))
    text = said(post(client, "cancel_occasion", occasion, reason="Ledaren har förhinder"))
    assert "Inställt" in text
    assert "Ledaren har förhinder" in text
    assert "Ställ in" not in text
    assert "Ställ in" in said(post(client, "restore_occasion", occasion))
    assert "inte inställt" in said(post(client, "restore_occasion", occasion))


def test_it_is_moved_and_says_from_where(client, occasion):
    was = occasion.on
    text = said(
        post(client, "move_occasion", occasion, on=was + timedelta(days=1), from_time="14:00", reason="Upptaget")
    )
    assert "Flyttat från" in text
    assert occasion.on == was + timedelta(days=1)


def test_onto_a_closed_day_one_is_warned_and_may_move_it_all_the_same(client, site, occasion):
    day = occasion.on + timedelta(days=1)
    close_day(site=site, on=day, by=system_actor("test"))
    fields = {"on": day, "from_time": "10:00", "reason": "Upptaget"}
    assert "stängd" in said(post(client, "move_occasion", occasion, **fields))
    assert "Stängt den dagen" in said(post(client, "move_occasion", occasion, **fields, although_closed="on"))
    assert occasion.on == day


def test_another_room_this_once_goes_before_the_usual(client, occasion):
    assert "Salen" in page(client, occasion)
    text = said(post(client, "change_occasion", occasion, place="Parken", leader=""))
    assert "Parken" in text
    assert "Salen" not in text


def test_the_second_of_two_meets_a_conflict_and_keeps_what_was_typed(client, occasion):
    change_occasion(occasion=occasion, place="Parken", leader="", by=system_actor("test"))
    answer = post(client, "cancel_occasion", occasion, reason="Ledaren har förhinder")
    assert answer.status_code == 409
    assert "Ledaren har förhinder" in said(answer)
    assert not occasion.is_cancelled


def test_what_has_been_filled_in_is_no_longer_moved(client, occasion):
    Occasion.objects.filter(pk=occasion.pk).update(attendance_taken_at=timezone.now())
    text = page(client, occasion)
    assert "Flytta" not in text
    assert "Ställ in" not in text
    assert "0 kom." in text
    answer = post(client, "cancel_occasion", occasion, reason="Sjukdom")
    assert "Närvaron är redan ifylld" in said(answer)


def test_the_ways_to_who_came_and_who_has_signed_up_are_for_those_who_may(client, site, occasion):
    sign_ups, attendance = reverse("sign_ups", args=[occasion.pk]), reverse("attendance", args=[occasion.pk])
    text = page(client, occasion)
    assert sign_ups in text
    assert attendance not in text, "nobody has come yet"
    Occasion.objects.filter(pk=occasion.pk).update(on=timezone.localdate())
    assert attendance in page(client, occasion)
    looking = Client()
    looking.force_login(actor_at(site.parent.parent, Role.ADMINISTRATION).user, backend=BACKEND)
    text = page(looking, occasion)
    for offered in (sign_ups, attendance, "Flytta", "Ställ in"):
        assert offered not in text

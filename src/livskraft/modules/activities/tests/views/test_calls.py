"""Does the call list say whom to call, why and what to say, and keep what came of it?"""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from livskraft.access.models import AuditEntry
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.modules.activities.actions.lunch import book_lunch, set_lunch
from livskraft.modules.activities.actions.occasions import cancel_occasion, move_occasion
from livskraft.modules.activities.actions.sign_ups import cancel_sign_up
from livskraft.modules.activities.models import Call
from livskraft.modules.activities.rules.programme import week_of
from livskraft.modules.activities.tests.actions.test_lunch import SERVING
from livskraft.modules.activities.tests.sign_ups import popular, signed
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.actions.persons import Contact
from livskraft.people.tests.factories import person_at, protected

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def browser(actor):
    client = Client()
    client.force_login(actor.user, backend=BACKEND)
    return client


@pytest.fixture
def site():
    return SiteFactory()


@pytest.fixture
def manager(site):
    return actor_at(site)


@pytest.fixture
def client(site):
    return browser(actor_at(site, Role.CARE_STAFF))


def read(client):
    return client.get(reverse("call_list")).content.decode()


def press(client, call, **typed):
    url = reverse("record_call", args=[call.pk])
    answer = client.post(url, typed, follow=True, headers={"referer": "http://testserver/program/ringlista/"})
    return answer.content.decode()


@pytest.fixture
def cancelled(site, manager):
    occasion = popular(site)
    signed(occasion, "Rut Sandin")
    cancel_occasion(occasion=occasion, reason="Vattenläcka i samlingssalen.", by=manager)
    return occasion


@pytest.fixture
def offered(site, manager):
    occasion = popular(site)
    first = signed(occasion, "Rut")
    signed(occasion, "Sten Sandin")
    cancel_sign_up(sign_up=first, by=manager)
    return occasion


def test_nobody_to_call_says_what_will_stand_here(client):
    assert "Ingen väntar på att bli uppringd" in read(client)


def test_who_is_to_be_called_stands_with_number_reason_and_words(client, cancelled):
    told = read(client)
    assert "Rut Sandin" in told
    assert 'href="tel:+46701740605"' in told
    assert "Tala om att det är inställt" in told
    assert "är inställt. Vattenläcka i samlingssalen.”" in told


def test_a_move_says_the_new_time(client, site, manager):
    occasion = popular(site)
    signed(occasion)
    move_occasion(
        occasion=occasion, on=occasion.on + timedelta(days=2), from_time=occasion.from_time, reason="Nytt", by=manager
    )
    assert "Sittgympa är flyttat till" in read(client)


def test_a_call_that_was_made_leaves_the_list_and_can_be_taken_back(client, cancelled):
    call = Call.objects.get()
    assert "Rut Sandin är nådd." in press(client, call, outcome="reached", version=call.version)
    assert "Rut Sandin" not in read(client)
    client.post(reverse("take_back_call", args=[call.pk]))
    assert "Rut Sandin" in read(client)


def test_no_answer_stays_with_when_it_was_tried_and_goes_last(client, cancelled, site, manager):
    other = popular(site)
    signed(other, "Tyra")
    cancel_occasion(occasion=other, reason="Läcka", by=manager)
    press(client, Call.objects.get(sign_up__occasion=cancelled), outcome="no_answer")
    told = read(client)
    assert told.index("Tyra") < told.index("Rut Sandin")
    assert "Inget svar" in told[told.index("Rut Sandin") :]


def test_who_was_reached_with_an_offer_thinks_about_it_and_then_answers(client, offered):
    assert "Vill du ha den? Du kan tänka på saken i 2 dagar." in read(client)
    press(client, Call.objects.get(), outcome="reached")
    told = read(client)
    assert told.index("Tänker på saken") < told.index("Sten Sandin")
    answer = {"answer": "no", "ringlista": "1"}
    url = reverse("answer_offer", args=[offered.sign_ups.latest("pk").pk])
    assert client.post(url, answer)["Location"] == reverse("call_list")
    assert "Tänker på saken" not in read(client)


@pytest.mark.parametrize("outcome", ["", "fel", "\x00", "x" * 1_000_000])
def test_a_made_up_outcome_is_refused_in_words(client, cancelled, outcome):
    assert "Välj hur samtalet gick." in press(client, Call.objects.get(), outcome=outcome)
    assert Call.objects.open().exists()


def test_the_second_to_write_the_same_call_meets_a_conflict(client, cancelled):
    call = Call.objects.get()
    press(client, call, outcome="no_answer", version=1)
    url = reverse("record_call", args=[call.pk])
    assert client.post(url, {"outcome": "no_answer", "version": 1}).status_code == 409


def test_another_sites_calls_do_not_exist_here(cancelled):
    stranger = browser(actor_at(SiteFactory(), Role.CARE_STAFF))
    assert "Rut Sandin" not in read(stranger)
    for name in ("record_call", "take_back_call"):
        assert stranger.post(reverse(name, args=[Call.objects.get().pk]), {"outcome": "reached"}).status_code == 404


def test_a_protected_person_is_called_only_by_who_is_named(site, manager, client):
    reader = actor_at(site, Role.CARE_STAFF)
    secret = protected(person_at(site, "Hemlig", "Canary", contact=Contact(phone="070-174 06 99")), reader.user)
    occasion = popular(site)
    signed(occasion, person=secret, by=reader)
    cancel_occasion(occasion=occasion, reason="Läcka", by=manager)
    assert "Canary" not in read(client)
    assert "Ingen väntar" in read(client)
    assert "Hemlig Canary" in read(browser(reader))
    assert client.post(reverse("record_call", args=[Call.objects.get().pk]), {"outcome": "reached"}).status_code == 404


def test_registered_persons_are_in_the_log_when_somebody_reads_their_number(site, manager, client):
    person = person_at(site, contact=Contact(phone="070-174 06 07"))
    occasion = popular(site)
    signed(occasion, person=person, by=manager)
    cancel_occasion(occasion=occasion, reason="Läcka", by=manager)
    assert "070-174 06 07" in read(client)
    assert f"people.person:{person.pk}" in AuditEntry.objects.get(verb="activities.calls_read").objects_touched


def test_what_has_been_is_no_longer_called_about(client, cancelled):
    with time_machine.travel(cancelled.starts_at + timedelta(days=1), tick=False):
        assert "Rut Sandin" not in read(client)


def test_many_cost_as_few(client, site, manager):
    def cost(people):
        occasion = popular(site, seats=None, title=f"Fest {people}")
        for n in range(people):
            signed(occasion, person=person_at(site, f"Elsa {n}"), by=manager)
        cancel_occasion(occasion=occasion, reason="Läcka", by=manager)
        with CaptureQueriesContext(connection) as asked:
            read(client)
        return len(asked)

    cost(1)
    assert cost(2) == cost(12)


def test_who_had_booked_a_lunch_on_a_day_that_was_closed_is_told_and_then_gone_from_the_list(site, client, manager):
    monday = week_of(manager.today).after.first
    set_lunch(site=site, serving=SERVING, by=manager)
    booking = book_lunch(site=site, on=monday, name="Rut Sandin", portions=2, by=manager)
    assert "Lunchgäster" not in read(client)
    boss = browser(manager)
    told = boss.post(reverse("close_day", args=[site.pk]), {"on": str(monday), "reason": "Städdag"}, follow=True)
    assert "1 har bokat lunch den dagen och står på ringlistan." in told.content.decode()
    listed = read(client)
    for word in ("Lunchgäster att säga till", "Rut Sandin", "2 portioner", "Städdag"):
        assert word in listed
    assert "Rut Sandin" not in read(browser(actor_at(SiteFactory(), Role.CARE_STAFF)))
    client.post(reverse("tell_guest", args=[booking.pk]))
    assert "Lunchgäster" not in read(client)
    opened = boss.post(reverse("open_day", args=[site.pk]), {"on": str(monday)}, follow=True).content.decode()
    assert "1 gäst har fått veta" in opened

"""Does what goes out say only what is on and when, to nobody but the person, and once?"""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail

from livskraft.access.actor import system_actor
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.kit.tests.at_once import at_once
from livskraft.modules.activities.actions import messages
from livskraft.modules.activities.actions.calls import record_call
from livskraft.modules.activities.actions.messages import send_messages
from livskraft.modules.activities.actions.occasions import cancel_occasion, restore_occasion
from livskraft.modules.activities.actions.sign_ups import accept_offer, cancel_sign_up
from livskraft.modules.activities.models import Call, Message, Occasion, SignUp
from livskraft.modules.activities.rules.vocabulary import CallOutcome
from livskraft.modules.activities.tests.sign_ups import popular, signed
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.actions.persons import Contact
from livskraft.people.tests.factories import person_at, protected

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    return SiteFactory()


@pytest.fixture
def manager(site):
    return actor_at(site)


def send():
    return send_messages(by=system_actor("test"))


def test_who_gave_an_address_reads_that_it_is_cancelled_and_nobody_elses_name(site, manager):
    occasion = popular(site, seats=3, title="Sorgegrupp\r\nBcc: alla@example.invalid")
    signed(occasion, "Rut Sandin", email="rut@example.invalid")
    signed(occasion, "Sten Utan Adress")
    cancel_occasion(occasion=occasion, reason="Ledaren är sjuk", by=manager)
    assert send() == 1
    (sent,) = mail.outbox
    assert sent.to == ["rut@example.invalid"]
    assert "Aktiviteten Sorgegrupp Bcc: alla@example.invalid" in sent.body
    assert "är inställd" in sent.body
    assert "\n" not in sent.subject
    assert sent.message()["Bcc"] is None
    for secret in ("Rut", "Sten", "sjuk"):
        assert secret not in sent.body + sent.subject


def test_it_goes_once_also_when_two_workers_send(site, manager):
    occasion = popular(site)
    signed(occasion, email="rut@example.invalid")
    cancel_occasion(occasion=occasion, reason="Vattenläcka", by=manager)
    assert [send(), send()] == [1, 0]


@pytest.mark.django_db(transaction=True)
def test_four_workers_who_find_the_same_message_send_it_once(monkeypatch):
    site = SiteFactory()
    occasion = popular(site)
    signed(occasion, email="rut@example.invalid")
    cancel_occasion(occasion=occasion, reason="Vattenläcka", by=actor_at(site))
    found, look_up = threading.Barrier(4), messages.reach_of

    def all_have_found_it(*given, **named):
        found.wait()
        return look_up(*given, **named)

    monkeypatch.setattr(messages, "reach_of", all_have_found_it)
    assert at_once([send] * 4) == [None] * 4
    assert len(mail.outbox) == 1


def test_an_offer_and_what_is_held_after_all_are_told_too(site, manager):
    occasion = popular(site)
    first = signed(occasion)
    waits = signed(occasion, "Sten", email="sten@example.invalid")
    cancel_sign_up(sign_up=first, by=manager)
    send()
    assert "finns en plats till dig" in mail.outbox[-1].body
    accept_offer(sign_up=waits, by=manager)
    cancelled = cancel_occasion(occasion=occasion, reason="Vattenläcka", by=manager)
    record_call(call=Call.objects.open().get(), outcome=CallOutcome.REACHED, by=manager)
    send()
    restore_occasion(occasion=cancelled, by=manager)
    send()
    assert "blir av ändå" in mail.outbox[-1].body


def test_what_no_longer_holds_is_not_said(site, manager):
    occasion = popular(site)
    signed(occasion, email="rut@example.invalid")
    restore_occasion(occasion=cancel_occasion(occasion=occasion, reason="Vattenläcka", by=manager), by=manager)
    assert send() == 0
    assert not mail.outbox


def test_a_text_message_goes_to_a_mobile_where_there_is_a_gateway(site, manager, settings, capsys):
    settings.LIVSKRAFT_SMS = "console"
    occasion = popular(site, seats=2)
    signed(occasion, phone="070-174 06 05")
    signed(occasion, phone="08-465 00 47")
    cancel_occasion(occasion=occasion, reason="Vattenläcka", by=manager)
    assert send() == 1
    assert capsys.readouterr().out.startswith("SMS +46701740605: Aktiviteten Sittgympa")


def test_without_a_gateway_no_text_message_is_waiting(site, manager, settings):
    settings.LIVSKRAFT_SMS = ""
    occasion = popular(site)
    signed(occasion)
    cancel_occasion(occasion=occasion, reason="Vattenläcka", by=manager)
    assert not Message.objects.exists()


def test_a_registered_person_is_reached_as_is_known_of_them_and_a_protected_one_never(site, settings):
    settings.LIVSKRAFT_SMS = "console"
    staff = actor_at(site, Role.CARE_STAFF)
    occasion = popular(site, seats=3)
    contact = Contact(phone="070-174 06 06", email="elsa@example.invalid")
    open_one = person_at(site, contact=contact)
    secret = protected(person_at(site, "Hemlig", contact=contact), staff.user)
    becomes_secret = person_at(site, "Snart", contact=contact)
    for person in (open_one, secret, becomes_secret):
        signed(occasion, person=person, by=staff)
    cancel_occasion(occasion=occasion, reason="Vattenläcka", by=actor_at(site))
    assert {message.sign_up.person for message in Message.objects.all()} == {open_one, becomes_secret}
    protected(becomes_secret)
    assert send() == 2
    assert len(mail.outbox) == 1


def test_one_that_cannot_be_sent_does_not_stop_the_others_and_tells_nobody_the_address(site, manager, settings, caplog):
    occasion = popular(site, seats=2)
    signed(occasion, email="rut@example.invalid")
    signed(occasion, "Sten", email="sten@example.invalid")
    cancel_occasion(occasion=occasion, reason="Vattenläcka", by=manager)
    settings.EMAIL_BACKEND = "livskraft.modules.activities.tests.actions.test_messages.Broken"
    assert send() == 1
    assert sorted(Message.objects.values_list("failed", flat=True)) == ["", "ConnectionError"]
    assert "rut" not in caplog.text
    assert send() == 0


class Broken:
    """Fails for the first who is written to."""

    def __init__(self, **_options: object) -> None:
        pass

    def send_messages(self, messages):
        if messages[0].to == ["rut@example.invalid"]:
            raise ConnectionError("rut@example.invalid refused")
        return len(messages)


def test_days_and_hours_are_those_of_the_wall(site, manager):
    occasion = popular(site)
    signed(occasion, email="rut@example.invalid")
    cancel_occasion(occasion=occasion, reason="Vattenläcka", by=manager)
    send()
    assert "kl. 10.00" in mail.outbox[0].body
    assert datetime.now(UTC) - Message.objects.get().sent_at < timedelta(minutes=1)


def test_nobody_reads_of_a_seat_that_they_have_said_no_to_or_of_what_has_begun(site, manager):
    occasion = popular(site)
    first, waits = signed(occasion, "Rut"), signed(occasion, email="sten@example.invalid")
    cancel_sign_up(sign_up=first, by=manager)
    cancel_sign_up(sign_up=SignUp.objects.get(pk=waits.pk), by=manager)
    other = popular(site, title="Bingo")
    first, waits = signed(other, "Rut"), signed(other, email="tyra@example.invalid")
    cancel_sign_up(sign_up=first, by=manager)
    Occasion.objects.filter(pk=other.pk).update(starts_at=manager.at)
    assert (send(), mail.outbox) == (0, [])


def test_an_offer_that_was_accepted_is_not_offered_in_an_email(site, manager):
    occasion = popular(site)
    first, waits = signed(occasion, "Rut"), signed(occasion, email="sten@example.invalid")
    cancel_sign_up(sign_up=first, by=manager)
    accept_offer(sign_up=waits, by=manager)
    assert (send(), mail.outbox) == (0, [])


def test_what_is_cancelled_while_others_are_told_is_not_said_to_be_on(site, manager, monkeypatch):
    occasion = popular(site, seats=2)
    for name in ("rut", "sten"):
        signed(occasion, name, email=f"{name}@example.invalid")
    held = cancel_occasion(occasion=occasion, reason="Vattenläcka", by=manager)
    send()
    held = restore_occasion(occasion=held, by=manager)

    def cancel_at_the_first(to, words):
        if not occasion.sign_ups.filter(messages__because="cancelled", messages__sent_at=None).exists():
            cancel_occasion(occasion=held, reason="Ny läcka", by=manager)
        told.append(words.subject)

    told = []
    monkeypatch.setitem(messages._SENDERS, Message.Channel.EMAIL, cancel_at_the_first)
    assert (send(), len(told)) == (1, 1)

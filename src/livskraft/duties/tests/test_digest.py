"""Does the morning's e-mail go once to those who owe something, with numbers and links and nothing else?"""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from livskraft.access.models import Assignment
from livskraft.access.roles import Role
from livskraft.access.tests.factories import AssignmentFactory, UserFactory
from livskraft.duties.digest import send_all, token_for, user_of
from livskraft.duties.models import DigestSetting, DutyNote
from livskraft.duties.tests.factories import only_kinds, site_kind
from livskraft.organisation.tests.factories import SiteFactory

__all__ = ["only_kinds"]
pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 5, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def three_kinds(only_kinds, settings):
    settings.BASE_URL = "https://livskraft.example/"
    settings.LIVSKRAFT_DIGEST = True
    only_kinds(
        site_kind("test.late", days=-2),
        site_kind("test.today", days=0),
        site_kind("test.week", days=3),
        site_kind("test.later", days=30),
        site_kind("test.firm", days=-9, waits=True),
    )


@pytest.fixture
def site():
    return SiteFactory(name="KANARIEBOENDET")


@pytest.fixture
def manager(site):
    return AssignmentFactory(unit=site, user=UserFactory(name="KANARIA FÅGEL", email="chef@example.invalid")).user


def test_the_e_mail_counts_what_is_owed(manager):
    assert send_all(NOW) == 1
    (message,) = mail.outbox
    assert message.to == ["chef@example.invalid"]
    assert message.subject.endswith("3 att göra, varav 1 försenade")
    assert "Verksamhetschef: 1 försenad, 1 i dag, 1 närmaste veckan, 1 väntar på någon annan" in message.body
    assert "https://livskraft.example/\n" in message.body


def test_no_person_place_or_thing_is_named(manager):
    send_all(NOW)
    (message,) = mail.outbox
    text = message.message().as_string() + message.body + message.alternatives[0][0]
    for canary in ("KANARI", "Besök", "Exempel", "Kontakt", "12 34 56"):
        assert canary not in text


def test_the_html_says_the_same_with_links_to_the_installation_only(manager):
    send_all(NOW)
    html, kind = mail.outbox[0].alternatives[0]
    assert kind == "text/html"
    assert "1 försenad, 1 i dag" in html
    assert html.count("href=") == html.count('href="https://livskraft.example/') == 2


def test_nothing_owed_means_no_e_mail(manager, only_kinds):
    only_kinds(site_kind("test.later", days=30), site_kind("test.firm", days=-9, waits=True))
    assert send_all(NOW) == 0


def test_what_waits_until_a_day_is_not_counted(manager, site, only_kinds):
    only_kinds(site_kind("test.late", days=-2))
    DutyNote.objects.create(
        key=f"test.late:{site.pk}",
        unit=site,
        text="v",
        waiting_until=date(2026, 12, 1),
        written_by=manager,
        written_at=NOW,
    )
    assert send_all(NOW) == 0


def test_a_second_run_the_same_day_sends_nothing_and_the_next_day_again(manager):
    assert [send_all(NOW), send_all(NOW + timedelta(hours=2)), send_all(NOW + timedelta(days=1))] == [1, 0, 1]


def test_an_address_that_fails_stops_nobody_else_and_is_tried_again(manager, site, monkeypatch):
    second = AssignmentFactory(unit=site).user
    real = EmailBackend.send_messages

    def fussy(self, messages):
        if messages[0].to == [manager.email]:
            raise OSError("no such box")
        return real(self, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", fussy)
    with pytest.raises(RuntimeError, match="1 digest"):
        send_all(NOW)
    assert [message.to for message in mail.outbox] == [[second.email]]
    monkeypatch.setattr(EmailBackend, "send_messages", real)
    assert send_all(NOW) == 1
    assert [message.to for message in mail.outbox] == [[second.email], [manager.email]]


def test_who_has_declined_gets_nothing(manager):
    DigestSetting.objects.create(user=manager, wanted=False)
    assert send_all(NOW) == 0


def test_the_installation_can_turn_it_off(manager, settings):
    settings.LIVSKRAFT_DIGEST = False
    assert send_all(NOW) == 0
    assert mail.outbox == []


@pytest.mark.parametrize("lacks", ["address", "activity", "assignment", "role"])
def test_who_cannot_sign_in_or_owes_nothing_gets_nothing(manager, lacks):
    if lacks == "address":
        manager.email = None
    elif lacks == "activity":
        manager.is_active = False
    elif lacks == "assignment":
        Assignment.objects.update(ends=date(2026, 11, 23))
    else:
        Assignment.objects.update(role=Role.CARE_STAFF)
    manager.save()
    assert send_all(NOW) == 0


def test_somebody_with_two_assignments_gets_one_e_mail_with_both(manager, site):
    provider = site.parent.contracts.get().provider
    SiteFactory(parent=site.parent)
    AssignmentFactory(user=manager, unit=provider, role=Role.AREA_MANAGER)
    assert send_all(NOW) == 1
    assert "Verksamhetschef: 1 försenad" in mail.outbox[0].body
    assert "Områdesansvarig hos utförare: 1 försenad" in mail.outbox[0].body
    assert "6 att göra" in mail.outbox[0].subject


def test_a_line_break_in_a_name_becomes_no_header(manager, settings):
    settings.LIVSKRAFT_MUNICIPALITY = "Lindviks\r\nBcc: alla@example.invalid\nkommun"
    send_all(NOW)
    message = mail.outbox[0].message()
    assert message["Bcc"] is None
    assert "\n" not in mail.outbox[0].subject


def test_the_mail_program_can_unsubscribe_with_one_click(manager):
    send_all(NOW)
    headers = mail.outbox[0].message()
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert headers["List-Unsubscribe"] == f"<https://livskraft.example/morgonmejl/{token_for(manager)}/>"


def test_a_token_belongs_to_one_person_and_cannot_be_made_up(manager):
    assert user_of(token_for(manager)) == manager
    for token in ("", "x", f"{manager.pk}", token_for(manager)[:-1], "a" * 5000):
        assert user_of(token) is None

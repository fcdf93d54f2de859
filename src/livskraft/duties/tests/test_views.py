"""Does a note find its way back to the list, is another's duty not there, and does one click end the e-mail?"""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from livskraft.access.tests.factories import actor_at
from livskraft.duties.digest import token_for
from livskraft.duties.models import DigestSetting, DutyNote
from livskraft.duties.tests.factories import only_kinds, site_kind
from livskraft.organisation.tests.factories import SiteFactory

__all__ = ["only_kinds"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def site(only_kinds):
    only_kinds(site_kind(days=-3))
    return SiteFactory(name="Lunden")


@pytest.fixture
def manager(site):
    return actor_at(site).user


@pytest.fixture
def signed_in(client, manager):
    client.force_login(manager, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def note_url(site, name="duty_note"):
    return reverse(name, args=[f"test.visit:{site.pk}"])


def test_a_note_is_written_changed_and_removed(signed_in, site):
    until = timezone.localdate() + timedelta(days=9)
    answer = signed_in.post(note_url(site), {"text": "Ringt", "waiting_until": until.isoformat(), "version": 0})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert "Ringt" in signed_in.get(note_url(site)).content.decode()
    signed_in.post(note_url(site), {"text": "Skrivit", "version": 1})
    note = DutyNote.objects.get()
    assert (note.text, note.waiting_until) == ("Skrivit", None)
    signed_in.post(note_url(site, "remove_duty_note"))
    assert not DutyNote.objects.exists()


def test_a_day_that_has_come_is_said_beside_the_field(signed_in, site):
    answer = signed_in.post(note_url(site), {"text": "Ringt", "waiting_until": "2020-01-01", "version": 0})
    assert "Välj en dag efter i dag." in answer.content.decode()
    assert not DutyNote.objects.exists()


def test_the_second_writer_meets_the_conflict_page(signed_in, site):
    signed_in.post(note_url(site), {"text": "Ett", "version": 0})
    assert signed_in.post(note_url(site), {"text": "Två", "version": 0}).status_code == 409


def test_what_one_does_not_owe_is_not_there(signed_in):
    twin = SiteFactory()
    for url in (note_url(twin), note_url(twin, "remove_duty_note"), reverse("duty_note", args=["påhitt:1"])):
        assert signed_in.post(url, {"text": "x", "version": 0}).status_code == 404
    assert signed_in.get(note_url(twin)).status_code == 404
    assert not DutyNote.objects.exists()


def test_removing_is_not_done_by_following_a_link(signed_in, site):
    assert signed_in.get(note_url(site, "remove_duty_note")).status_code == 405


@pytest.mark.parametrize(
    ("wanted", "back"),
    [
        ("/plats/1/", "/plats/1/"),
        ("//ond.example/", "/"),
        ("https://ond.example/", "/"),
        ("/\\ond.example", "/"),
        ("", "/"),
    ],
)
def test_one_comes_back_to_our_own_pages_only(signed_in, site, wanted, back):
    answer = signed_in.post(note_url(site), {"text": "x", "version": 0, "tillbaka": wanted})
    assert answer["Location"] == back


def test_the_e_mail_is_turned_off_and_on_in_ones_own_menu(signed_in, manager):
    signed_in.post(reverse("digest_setting"), {})
    assert not DigestSetting.objects.get(user=manager).wanted
    signed_in.post(reverse("digest_setting"), {"wanted": "on"})
    assert DigestSetting.objects.get(user=manager).wanted


def test_opening_the_link_in_the_e_mail_changes_nothing_but_the_button_does(manager):
    stranger = Client(enforce_csrf_checks=True)
    url = reverse("stop_digest", args=[token_for(manager)])
    assert stranger.get(url).status_code == 200
    assert not DigestSetting.objects.exists()
    assert stranger.post(url, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not DigestSetting.objects.get(user=manager).wanted


def test_a_made_up_link_leads_nowhere(client):
    assert client.get(reverse("stop_digest", args=["hittepå"])).status_code == 404

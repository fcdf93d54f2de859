"""Can anybody sign up and cancel with a name and a number, and learn nothing about anybody?"""

import re
import secrets
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from livskraft.access.actor import system_actor
from livskraft.access.tests.factories import actor_at
from livskraft.modules.activities.actions.occasions import cancel_occasion, move_occasion
from livskraft.modules.activities.actions.sign_ups import cancel_sign_up
from livskraft.modules.activities.models import SignUp
from livskraft.modules.activities.queries.sign_ups import by_token
from livskraft.modules.activities.rules.vocabulary import SignUpMode, SignUpState
from livskraft.modules.activities.tests.sign_ups import PHONE, popular, signed
from livskraft.modules.activities.views.public_sign_ups import MOST_PER_ADDRESS
from livskraft.organisation.models import Presentation
from livskraft.organisation.tests.factories import SiteFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def visitor():
    """A browser that proves where its forms come from, as every browser must."""
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def occasion():
    return popular(SiteFactory())


@pytest.fixture
def site_with_room():
    return popular(SiteFactory(), seats=9)


def page_of(occasion):
    return reverse("public_sign_up", args=[occasion.pk])


def hidden(client, url):
    return dict(re.findall(r'name="(csrfmiddlewaretoken|once)" value="([^"]+)"', client.get(url).content.decode()))


def send(client, occasion, **typed):
    """Opens the form and sends it, as a browser does."""
    url = page_of(occasion)
    return client.post(url, hidden(client, url) | {"name": "Rut Sandin", "phone": PHONE} | typed)


def cancel(client, url):
    return client.post(url, hidden(client, url), follow=True)


def test_the_first_gets_a_seat_and_the_second_a_turn(visitor, occasion):
    first = visitor.get(send(visitor, occasion)["Location"])
    assert "Tack, du har en plats" in first.content.decode()
    assert "Ställ mig i kö" in visitor.get(page_of(occasion)).content.decode()
    second = visitor.get(send(visitor, occasion, name="Sten")["Location"])
    assert "som nummer 1" in second.content.decode()
    assert list(occasion.sign_ups.values_list("state", flat=True)) == [SignUpState.SEAT, SignUpState.WAITING]


def test_the_same_form_sent_twice_gives_the_same_page_and_another_name_in_it_signs_up_too(visitor, occasion):
    url = page_of(occasion)
    form = hidden(visitor, url) | {"name": "Rut Sandin", "phone": PHONE}
    links = [visitor.post(url, form)["Location"] for _time in range(2)]
    assert links[0] == links[1]
    assert visitor.post(url, form | {"name": "Sten Sandin"})["Location"] != links[0]
    assert occasion.sign_ups.count() == 2


def test_who_cancels_is_told_what_is_lost_and_finds_the_way_back_to_the_place(visitor, occasion):
    seat, turn = (
        visitor.get(send(visitor, occasion, name=name)["Location"]).content.decode() for name in ("Rut", "Sten")
    )
    assert "Platsen går i så fall till någon annan." in seat
    assert "Du förlorar i så fall din plats i kön." in turn
    back = f'href="/hitta/{occasion.site_id}/"'
    assert back in seat
    assert back in visitor.get(page_of(occasion)).content.decode()


def test_the_page_of_a_sign_up_tells_nobody_who_it_is(visitor, occasion):
    link = send(visitor, occasion)["Location"]
    send(visitor, occasion, name="Sten Granne")
    answer = Client().get(link)
    told = answer.content.decode()
    for secret in ("Rut", "Sten", "070", "+4670"):
        assert secret not in told
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert answer["Cache-Control"] == "no-store"
    token = link.split("/")[2]
    assert len(token) == 32
    assert token not in str(SignUp.objects.values())


def test_whoever_has_the_link_cancels_and_then_it_is_gone(visitor, occasion):
    link = send(visitor, occasion)["Location"]
    answer = cancel(visitor, link)
    assert answer.status_code == 410
    assert "Du är avanmäld" in answer.content.decode()
    assert cancel(visitor, page_of(occasion)).status_code == 200
    assert occasion.sign_ups.get().state == SignUpState.CANCELLED


def test_a_moved_and_a_cancelled_activity_say_so_on_the_page(visitor, occasion):
    link = send(visitor, occasion)["Location"]
    manager = actor_at(occasion.site)
    there = move_occasion(
        occasion=occasion, on=occasion.on + timedelta(days=1), from_time=occasion.from_time, reason="Nytt", by=manager
    )
    assert "Tiden är ändrad" in visitor.get(link).content.decode()
    cancel_occasion(occasion=there, reason="Ledaren är sjuk", by=manager)
    told = visitor.get(link).content.decode()
    assert "Aktiviteten är inställd" in told
    assert "sjuk" not in told
    assert visitor.get(page_of(occasion)).status_code == 410


def test_an_offer_is_told_and_one_that_has_run_out_is_gone(visitor, occasion):
    first = signed(occasion, "Sten")
    link = send(visitor, occasion)["Location"]
    cancel_sign_up(sign_up=first, by=system_actor("test"))
    assert "Det har blivit en plats till dig" in visitor.get(link).content.decode()
    occasion.sign_ups.filter(state=SignUpState.OFFERED).update(state=SignUpState.LAPSED)
    assert visitor.get(link).status_code == 410


def test_what_has_begun_is_gone(visitor, occasion):
    link = send(visitor, occasion)["Location"]
    with time_machine.travel(occasion.starts_at + timedelta(seconds=1), tick=False):
        assert visitor.get(link).status_code == 410
        assert visitor.get(page_of(occasion)).status_code == 410


@pytest.mark.parametrize("mode", [SignUpMode.NONE, SignUpMode.STAFF])
def test_what_is_not_open_to_the_public_is_not_found(visitor, mode):
    occasion = popular(SiteFactory(), mode=mode)
    assert visitor.get(page_of(occasion)).status_code == 404
    assert visitor.get(page_of(occasion).replace(str(occasion.pk), "999999")).status_code == 404
    assert not SignUp.objects.exists()


def test_ten_thousand_guesses_find_no_sign_up(occasion):
    signed(occasion, token="hemlig-lank")
    assert not any(by_token(secrets.token_hex(16)) for _n in range(10_000))


@pytest.mark.parametrize("token", ["fel", "x" * 500, "%00", "%F0%9F%92%A9", "' OR 1=1 --", "..%2F.."])
def test_a_made_up_link_is_not_found(visitor, occasion, token):
    signed(occasion)
    assert visitor.get(f"/anmalan/{token}/").status_code == 404


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"name": ""}, "Fyll i det här fältet."),
        ({"name": "\N{ZERO WIDTH SPACE}"}, "Skriv ditt namn."),
        ({"name": "A\x00B"}, "tillåtna"),
        ({"name": "x" * 1_000_000}, "120"),
        ({"phone": "ring mig"}, "Skriv ett telefonnummer med riktnummer, till exempel 070-174 06 05."),
        ({"phone": "1" * 1_000_000}, "40"),
        ({"phone": "112"}, "Skriv ett telefonnummer med riktnummer"),
        ({"email": "inte en adress"}, "e-postadress"),
        ({"email": "a@b.se\r\nBcc: alla@example.invalid"}, "e-postadress"),
    ],
)
def test_what_cannot_be_used_is_explained_beside_its_field(visitor, occasion, typed, told):
    answer = send(visitor, occasion, **typed)
    assert answer.status_code == 200
    assert told.lower() in answer.content.decode().lower()
    assert not SignUp.objects.exists()


@pytest.mark.parametrize("name", ["O'Brien", "</script><script>alert(1)</script>", "{{ 7*7 }}", "أحمد", "Null"])
def test_a_strange_name_is_a_name_and_runs_nowhere(visitor, occasion, name):
    link = send(visitor, occasion, name=name)["Location"]
    assert occasion.sign_ups.get().name == name
    assert "alert(1)" not in visitor.get(link).content.decode()


def test_an_address_that_floods_is_stopped_and_another_is_not(visitor):
    occasion = popular(SiteFactory(), seats=None)
    answers = [send(visitor, occasion, name=f"Person {n}") for n in range(MOST_PER_ADDRESS + 3)]
    assert [answer.status_code for answer in answers] == [302] * MOST_PER_ADDRESS + [200] * 3
    assert "ovanligt många" in answers[-1].content.decode()
    assert occasion.sign_ups.count() == MOST_PER_ADDRESS
    url = page_of(occasion)
    form = hidden(visitor, url) | {"name": "Rut", "phone": PHONE}
    assert visitor.post(url, form, REMOTE_ADDR="10.9.8.7").status_code == 302


def test_fields_that_are_not_the_visitors_change_nothing(visitor, occasion):
    signed(occasion, "Sten")
    send(visitor, occasion, state="seat", person="1", site="1", signed_up_by="1", token="x", offered_at="2026-01-01")
    made = occasion.sign_ups.latest("pk")
    assert (made.state, made.person, made.signed_up_by, made.site) == (SignUpState.WAITING, None, None, occasion.site)


def test_the_pages_speak_the_visitors_language_and_keep_it(visitor, occasion):
    url = page_of(occasion) + "?sprak=ar"
    assert 'dir="rtl"' in visitor.get(url).content.decode()
    link = visitor.post(url, hidden(visitor, url) | {"name": "أحمد", "phone": "٠٧٠١٧٤٠٦٠٥"})["Location"]
    assert "sprak=ar" in link
    told = visitor.get(link).content.decode()
    assert "Du har en plats" not in told
    assert SignUp.objects.get().phone == "+46701740605"


def test_a_form_from_elsewhere_is_refused(visitor, occasion):
    assert visitor.post(page_of(occasion), {"name": "Rut", "phone": PHONE}).status_code == 403
    assert not SignUp.objects.exists()


def test_who_is_signed_up_already_is_told_so_without_the_way_to_the_first(visitor, occasion):
    Presentation.objects.create(site=occasion.site, phone="013-20 00 00")
    link = send(visitor, occasion)["Location"]
    answer = send(visitor, occasion, name="rut sandin", phone="+46701740605")
    told = answer.content.decode()
    assert answer.status_code == 200
    assert "Du är redan anmäld" in told
    assert 'href="tel:+4613200000"' in told
    assert link.split("/")[2] not in told
    assert "du har en plats" not in told.lower()
    assert occasion.sign_ups.count() == 1


def test_another_number_or_name_learns_nothing(visitor, site_with_room):
    send(visitor, site_with_room)
    for typed in ({"name": "Sten"}, {"phone": "070-174 06 06"}):
        assert send(visitor, site_with_room, **typed).status_code == 302


def test_nobody_signs_up_where_it_has_closed_for_good(visitor, occasion):
    occasion.site.closed = occasion.on
    occasion.site.save()
    answer = visitor.get(page_of(occasion))
    assert answer.status_code == 410
    assert "Mötesplatsen har stängt" in answer.content.decode()


def test_the_page_of_a_sign_up_says_whom_to_ring_when_the_place_has_a_number(visitor, occasion):
    link = send(visitor, occasion)["Location"]
    assert "tel:" not in visitor.get(link).content.decode()
    Presentation.objects.create(site=occasion.site, phone="013-20 00 00")
    assert 'href="tel:+4613200000"' in visitor.get(link).content.decode()

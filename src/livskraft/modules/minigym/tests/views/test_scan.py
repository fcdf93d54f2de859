"""Does a QR code lead anybody to the machine, to a report and to what came of it, and tell nothing else?"""

import io
import re
import secrets
from datetime import time, timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from livskraft.access.actor import Actor
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.files import actions as files
from livskraft.files.content import LARGEST
from livskraft.files.tests.factories import PDF, SCRIPT, picture, upload
from livskraft.modules.minigym.actions.equipment import retire_equipment
from livskraft.modules.minigym.actions.faults import close_fault, join_faults, report_fault, stop_for_fault
from livskraft.modules.minigym.actions.tokens import renew_token
from livskraft.modules.minigym.models import Closure, Equipment, Fault, Gym, OpeningHours
from livskraft.modules.minigym.rules import Outcome, Status, Symptom
from livskraft.modules.minigym.tests.factories import EquipmentFactory, FaultFactory, GymFactory
from livskraft.modules.minigym.tests.views.test_gyms import signed_in
from livskraft.modules.minigym.views import scan
from livskraft.ui.languages import PARAMETER

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nobody_has_sent_anything():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def item():
    return EquipmentFactory()


@pytest.fixture
def visitor():
    """A browser that proves where its forms come from, as every browser must."""
    return Client(enforce_csrf_checks=True)


def send(client, url, **typed):
    """Opens the form and sends it, as a browser does."""
    page = client.get(url).content.decode()
    hidden = dict(re.findall(r'name="(csrfmiddlewaretoken|once)" value="([^"]+)"', page))
    return client.post(url, hidden | typed)


def test_the_machines_page_says_what_it_is_and_whether_it_may_be_used(visitor, item):
    url = f"/m/{item.token}/"
    page = visitor.get(url)
    assert "I bruk" in page.content.decode()
    assert str(item.kind) in page.content.decode()
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    Equipment.objects.update(status=Status.OUT_OF_USE)
    page = visitor.get(url).content.decode()
    assert "Maskinen är ur bruk" in page
    assert "I bruk" not in page


def test_whoever_may_not_use_a_machine_is_led_to_the_others_in_the_same_language(visitor, item):
    gym = 'href="' + reverse("gym_by_token", args=[item.gym.token])
    url, words = reverse("item_by_token", args=[item.token]), "Se vad du kan träna på i stället"
    assert words not in visitor.get(url).content.decode()
    fault = FaultFactory(item=item, gym=item.gym)
    receipt = visitor.get(reverse("fault_by_token", args=[fault.token]), {PARAMETER: "fi"}).content.decode()
    assert f'{gym}?{PARAMETER}=fi"' in receipt
    mended = FaultFactory(item=item, gym=item.gym)
    close_fault(fault=mended, outcome=Outcome.FIXED, answer="Smord", by=actor_at(item.gym.site))
    assert words not in visitor.get(reverse("fault_by_token", args=[mended.token])).content.decode()
    Equipment.objects.update(status=Status.OUT_OF_USE)
    assert gym in visitor.get(url).content.decode().split(words)[0]
    retire_equipment(item=Equipment.objects.get(), reason="Rost", by=actor_at(item.gym.site))
    assert gym in visitor.get(url).content.decode().split(words)[0]
    Gym.objects.update(closed=timezone.localdate())
    assert words not in visitor.get(url).content.decode()


def test_nothing_of_what_others_reported_or_did_is_shown(visitor, item):
    by = actor_at(item.gym.site)
    fault = stop_for_fault(fault=FaultFactory(item=item, words="Kanariefågel i sadeln"), by=by)
    close_fault(fault=fault, outcome=Outcome.FIXED, answer="Kanariefågeln är fri", by=by)
    for url in (f"/m/{item.token}/", f"/m/gym/{item.gym.token}/", f"/m/{item.token}/fel/", f"/fel/{fault.token}/"):
        page = visitor.get(url).content.decode()
        assert "anariefågel" not in page, url
        assert by.user.name not in page, url
        assert "/minigym/" not in page.replace("/static/minigym/", ""), url


def test_who_works_here_is_led_on_and_who_works_elsewhere_is_not(item):
    for client, led in ((signed_in(item.gym.site), True), (signed_in(GymFactory().site), False), (Client(), False)):
        assert (item.get_absolute_url() in client.get(f"/m/{item.token}/").content.decode()) is led
        assert (item.gym.get_absolute_url() in client.get(f"/m/gym/{item.gym.token}/").content.decode()) is led


def test_a_closed_door_is_said_at_the_machine_and_the_gym(visitor, item):
    urls = (f"/m/{item.token}/", f"/m/gym/{item.gym.token}/")
    for url in urls:
        assert "Stängt" not in visitor.get(url).content.decode(), "nobody has told the hours"
    tomorrow = timezone.localdate() + timedelta(days=1)
    OpeningHours.objects.create(gym=item.gym, weekday=tomorrow.weekday(), starts=time(9), ends=time(16))
    for url in urls:
        assert "Stängt i dag" in visitor.get(url).content.decode()
    Closure.objects.create(gym=item.gym, since=timezone.now(), reason="Vattenskada")
    for url in urls:
        page = visitor.get(url).content.decode()
        assert "Stängt tills vidare" in page
        assert "Vattenskada" in page
        assert "Stängt i dag" not in page


def test_the_gyms_page_leads_to_each_kept_machine(visitor, item):
    gone = EquipmentFactory(gym=item.gym)
    retire_equipment(item=gone, reason="Utsliten", by=actor_at(item.gym.site))
    page = visitor.get(f"/m/gym/{item.gym.token}/").content.decode()
    assert f"/m/{item.token}/" in page
    assert gone.token not in page


def test_the_gyms_page_costs_the_same_for_one_machine_and_twenty(visitor, item, django_assert_max_num_queries):
    def cost():
        with django_assert_max_num_queries(50) as asked:
            visitor.get(f"/m/gym/{item.gym.token}/")
        return len(asked)

    one = cost()
    EquipmentFactory.create_batch(19, gym=item.gym)
    assert cost() == one


def test_a_visitor_reports_and_follows_the_fault(visitor, item):
    answer = send(visitor, f"/m/{item.token}/fel/", symptom="broken", words="Sadeln glappar")
    fault = Fault.objects.get()
    assert (fault.item, fault.words, fault.reported_by) == (item, "Sadeln glappar", None)
    assert answer.url == f"/fel/{fault.token}/?tack"
    assert "Tack" in visitor.get(answer.url).content.decode()
    told = f"/fel/{fault.token}/"
    assert "Vi har fått anmälan" in visitor.get(told).content.decode()
    by = actor_at(item.gym.site)
    stopped = stop_for_fault(fault=fault, by=by)
    assert "tagen ur bruk" in visitor.get(told).content.decode()
    close_fault(fault=stopped, outcome=Outcome.FIXED, answer="Ny sadel", back_in_use=True, by=by)
    assert "i bruk igen" in visitor.get(told).content.decode()


def test_a_joined_report_tells_what_came_of_the_one_it_was_joined_to(visitor, item):
    by = actor_at(item.gym.site)
    first, second = FaultFactory(item=item), FaultFactory(item=item, reported_at=timezone.now())
    close_fault(fault=join_faults(fault=first, other=second, by=by), outcome=Outcome.NO_FAULT, answer="Inget", by=by)
    assert "hittade inget fel" in visitor.get(f"/fel/{second.token}/").content.decode()


def test_a_fault_of_the_room_is_reported_at_the_gym(visitor, item):
    send(visitor, f"/m/gym/{item.gym.token}/fel/", symptom="air")
    fault = Fault.objects.get()
    assert (fault.gym, fault.item) == (item.gym, None)
    assert "minigym" in visitor.get(f"/fel/{fault.token}/").content.decode()


def test_the_form_needs_proof_of_where_it_comes_from(visitor, item):
    assert visitor.post(f"/m/{item.token}/fel/", {"symptom": "broken"}).status_code == 403
    assert not Fault.objects.exists()


def test_the_same_page_sent_twice_reports_once_and_a_made_up_link_is_not_used(item):
    client = Client()
    url = f"/m/{item.token}/fel/"
    page = client.get(url).content.decode()
    once = re.search(r'name="once" value="([^"]+)"', page).group(1)
    first = client.post(url, {"symptom": "broken", "once": once})
    assert client.post(url, {"symptom": "broken", "once": once}).url == first.url
    client.post(url, {"symptom": "broken", "once": "mittegetord"})
    assert Fault.objects.count() == 2
    assert not Fault.objects.filter(token="mittegetord").exists()


def test_nothing_chosen_or_too_many_words_is_said_beside_the_field(visitor, item):
    page = send(visitor, f"/m/{item.token}/fel/", words="x" * 1001).content.decode()
    assert "Välj vad som är fel." in page
    assert "1000" in page
    assert not Fault.objects.exists()


def test_a_payload_is_text_in_the_staffs_list_and_on_the_faults_page(visitor, item):
    words = "</script><script>alert(1)</script>{{ 7 }}\u202e"
    send(visitor, f"/m/{item.token}/fel/", symptom="other", words=words)
    client = signed_in(item.gym.site)
    for url in ("/minigym/fel/", Fault.objects.get().get_absolute_url(), item.get_absolute_url()):
        page = client.get(url).content.decode()
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7 }}" in page
        assert "\u202e" not in page


def test_the_photo_is_drawn_anew_without_place_or_camera(visitor, item):
    exif = Image.Exif()
    exif[0x010F] = "KANARIEKAMERA"
    photo = upload(picture(exif=exif.tobytes()), "Anna hemma.jpg")
    send(visitor, f"/m/{item.token}/fel/", symptom="broken", photo=photo)
    stored = Fault.objects.get().photo
    data = files.read(stored)
    assert b"KANARIEKAMERA" not in data
    assert not dict(Image.open(io.BytesIO(data)).getexif())
    assert stored.original_name == "foto.jpg"


@pytest.mark.parametrize(
    "data",
    [
        b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
        SCRIPT,
        PDF,
        b"GIF89a" + SCRIPT,
        b"x" * (LARGEST + 1),
        b"",
    ],
    ids=["svg", "html", "pdf", "gif", "too large", "empty"],
)
def test_what_is_no_picture_is_refused_and_reports_nothing(visitor, item, data):
    answer = send(visitor, f"/m/{item.token}/fel/", symptom="broken", photo=upload(data, "foto.jpg"))
    assert answer.status_code == 200
    assert 'aria-invalid="true"' in answer.content.decode()
    assert not Fault.objects.exists()


def test_a_picture_that_is_also_a_page_keeps_only_the_picture(visitor, item):
    send(visitor, f"/m/{item.token}/fel/", symptom="broken", photo=upload(picture() + SCRIPT, "foto.jpg"))
    assert b"<script>" not in files.read(Fault.objects.get().photo)


def test_the_address_that_floods_is_stopped_but_not_its_neighbour(visitor, item, monkeypatch):
    monkeypatch.setattr(scan, "MOST_PER_ADDRESS", 2)
    for machine in EquipmentFactory.create_batch(3, gym=item.gym):
        answer = send(visitor, f"/m/{machine.token}/fel/", symptom="broken")
    assert "ovanligt många anmälningar" in answer.content.decode()
    assert Fault.objects.count() == 2
    neighbour = Client(REMOTE_ADDR="192.0.2.7")
    assert send(neighbour, f"/m/{item.token}/fel/", symptom="broken").status_code == 302


def test_a_flood_on_one_machine_is_answered_with_that_we_know(visitor, item):
    for _number in range(6):
        report_fault(
            gym=item.gym, item=item, symptom=Symptom.NOISE, words="", by=Actor(at=timezone.now(), visitor="qr")
        )
    answer = send(visitor, f"/m/{item.token}/fel/", symptom="broken")
    assert "Personalen vet om det" in answer.content.decode()
    assert Fault.objects.count() == 6


def test_a_retired_machine_says_so_and_takes_no_report(visitor, item):
    page = visitor.get(f"/m/{item.token}/fel/")
    assert page.status_code == 200
    retire_equipment(item=item, reason="Utsliten", by=actor_at(item.gym.site))
    page = visitor.get(f"/m/{item.token}/").content.decode()
    assert "används inte längre" in page
    assert "Anmäl fel" not in page
    assert visitor.get(f"/m/{item.token}/fel/").url == f"/m/{item.token}/"
    visitor.post(
        f"/m/{item.token}/fel/", {"csrfmiddlewaretoken": visitor.cookies["csrftoken"].value, "symptom": "broken"}
    )
    assert not Fault.objects.exists()


def test_an_old_label_is_gone_and_says_that_there_is_a_new_one(visitor, item):
    by = actor_at(item.gym.site)
    for thing, before in ((item, "/m/"), (item.gym, "/m/gym/")):
        old = thing.token
        renew_token(of=thing, reason="Borta", by=by)
        for url in (f"{before}{old}/", f"{before}{old}/fel/"):
            answer = visitor.get(url)
            assert answer.status_code == 410
            assert "har fått en ny QR-kod" in answer.content.decode()
            assert thing.token not in answer.content.decode()
        assert visitor.get(f"{before}{thing.token}/").status_code == 200


@pytest.mark.parametrize("token", ["gym", "x", "å" * 10, "a" * 500, "%00", "1%20or%201=1"])
def test_a_wrong_code_is_answered_in_words(visitor, token):
    for url in (f"/m/{token}/", f"/m/gym/{token}/", f"/m/{token}/fel/", f"/fel/{token}/"):
        answer = visitor.get(url)
        assert answer.status_code == 404, url
        assert "Koden känns inte igen" in answer.content.decode()
        assert 'href="/hitta/">Träffpunkter och minigym' in answer.content.decode()


def test_ten_thousand_guesses_hit_nothing(visitor, item):
    tokens = {Equipment: item.token, Gym: item.gym.token, Fault: FaultFactory(item=item).token}
    guesses = [secrets.token_urlsafe(16) for _number in range(10_000)]
    for model, own in tokens.items():
        assert model.objects.filter(token__in=[own]).exists()
        for start in range(0, len(guesses), 500):
            assert not model.objects.filter(token__in=guesses[start : start + 500]).exists()
    for guess in guesses[:10]:
        for url in (f"/m/{guess}/", f"/m/gym/{guess}/", f"/fel/{guess}/"):
            assert visitor.get(url).status_code == 404


def test_the_page_comes_in_the_language_that_was_asked_for(visitor, item):
    page = visitor.get(f"/m/{item.token}/?sprak=ar").content.decode()
    assert '<html lang="ar" dir="rtl"' in page
    assert f"/m/{item.token}/fel/?sprak=ar" in page


def test_a_report_by_staff_says_who(item):
    client, url = signed_in(item.gym.site, Role.CARE_STAFF), f"/m/{item.token}/fel/"
    page = client.get(url).content.decode()
    assert "Ditt namn följer med anmälan." in page
    assert "Du behöver inte säga vem du är." not in page
    send(client, url, symptom="broken")
    assert Fault.objects.get().reported_by is not None


def test_staff_at_the_machine_report_and_stop_it_in_one_tap(item):
    client = signed_in(item.gym.site, Role.CARE_STAFF)
    url = f"/m/{item.token}/fel/"
    assert "Skicka och ta ur bruk" in client.get(url).content.decode()
    answer = send(client, url, symptom="dangerous", stop="1")
    assert answer.url == Fault.objects.get().get_absolute_url()
    assert Equipment.objects.get().status == Status.OUT_OF_USE


def test_a_visitor_or_staff_from_elsewhere_stops_nothing(item):
    url = f"/m/{item.token}/fel/"
    for client in (Client(), signed_in(GymFactory().site), signed_in(item.gym.site, Role.COMMITTEE_SECRETARY)):
        assert "Skicka och ta ur bruk" not in client.get(url).content.decode()
        send(client, url, symptom="dangerous", stop="1")
    assert Fault.objects.count() == 3
    assert Equipment.objects.get().status == Status.IN_USE

"""Do the pages of inspection offer the right items, keep out the others, and lead on to the next?"""

from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image

from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.modules.minigym.actions.inspections import record_verdict, start_round
from livskraft.modules.minigym.models import Inspection, Round
from livskraft.modules.minigym.rules import RegimeKey, Verdict
from livskraft.modules.minigym.tests.factories import EquipmentFactory, GymFactory, municipal_agreement, regime

pytestmark = pytest.mark.django_db


@pytest.fixture
def gym():
    return GymFactory()


@pytest.fixture
def by(gym, client):
    by = actor_at(gym.site)
    client.force_login(by.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return by


def begun(gym, by, **extra):
    return start_round(gym=gym, on=by.today, inspector="Ines", by=by, **extra)


def picture():
    out = BytesIO()
    Image.new("RGB", (4, 4)).save(out, "PNG")
    out.seek(0)
    out.name = "foto.png"
    return out


def test_saving_one_item_leads_to_the_next_one_left(client, gym, by):
    first, second, third = (EquipmentFactory(gym=gym, sort_key=key) for key in "abc")
    held = begun(gym, by)
    record_verdict(round=held, item=second, verdict=Verdict.OK, by=by)
    answer = client.post(f"/minigym/besiktning/{held.pk}/{first.pk}/", {"verdict": "ok"})
    assert answer.url.startswith(f"/minigym/besiktning/{held.pk}/{third.pk}/")
    answer = client.post(f"/minigym/besiktning/{held.pk}/{third.pk}/", {"verdict": "ok"})
    assert answer.url == f"/minigym/besiktning/{held.pk}/"


def test_the_next_item_is_the_one_after_this_not_the_first_that_was_skipped(client, gym, by):
    skipped, here, after = (EquipmentFactory(gym=gym, sort_key=key) for key in "abc")
    held = begun(gym, by)
    answer = client.post(f"/minigym/besiktning/{held.pk}/{here.pk}/", {"verdict": "ok"})
    assert answer.url.startswith(f"/minigym/besiktning/{held.pk}/{after.pk}/")
    answer = client.post(f"/minigym/besiktning/{held.pk}/{after.pk}/", {"verdict": "ok"})
    assert answer.url.startswith(f"/minigym/besiktning/{held.pk}/{skipped.pk}/")


def test_a_remark_without_words_is_asked_for_again_and_nothing_is_saved(client, gym, by):
    item = EquipmentFactory(gym=gym)
    held = begun(gym, by)
    answer = client.post(f"/minigym/besiktning/{held.pk}/{item.pk}/", {"verdict": "A"})
    assert answer.status_code == 200
    assert "Skriv vad anmärkningen gäller." in answer.content.decode()
    assert not Inspection.objects.exists()


@pytest.mark.parametrize("verdict", ["", "D", "<b>"])
def test_a_verdict_that_does_not_exist_saves_nothing(client, gym, by, verdict):
    item = EquipmentFactory(gym=gym)
    held = begun(gym, by)
    answer = client.post(f"/minigym/besiktning/{held.pk}/{item.pk}/", {"verdict": verdict, "remark": "x"})
    assert answer.status_code == 200
    assert not Inspection.objects.exists()


def test_the_second_to_save_sees_the_others_verdict_and_can_still_save_their_own(client, gym, by):
    item = EquipmentFactory(gym=gym)
    held = begun(gym, by)
    colleague = actor_at(gym.site, Role.CARE_STAFF)
    record_verdict(round=held, item=item, verdict=Verdict.NOTE, remark="Sliten sadel", by=colleague)
    typed = {"verdict": "B", "remark": "Lös pedal"}
    answer = client.post(f"/minigym/besiktning/{held.pk}/{item.pk}/", typed)
    assert answer.status_code == 409
    assert "Sliten sadel" in answer.content.decode()
    assert "Lös pedal" in answer.content.decode()
    client.post(f"/minigym/besiktning/{held.pk}/{item.pk}/", typed | {"version": 1})
    assert Inspection.objects.get().remark == "Lös pedal"


def test_the_photo_is_shown_to_who_may_see_the_gym_and_to_nobody_else(client, gym, by):
    item = EquipmentFactory(gym=gym)
    held = begun(gym, by)
    client.post(f"/minigym/besiktning/{held.pk}/{item.pk}/", {"verdict": "C", "remark": "Se bild", "photo": picture()})
    url = f"/minigym/besiktning/{held.pk}/{item.pk}/foto/"
    assert client.get(url)["Content-Type"] == "image/jpeg"
    stranger = actor_at(GymFactory().site)
    client.force_login(stranger.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(url).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "{gym}/besiktning/",
        "{gym}/protokoll/",
        "{gym}/fastighetsagare/",
        "{gym}/fastighetsagare/brev.pdf",
        "besiktning/{round}/",
        "besiktning/{round}/{item}/",
        "besiktning/{round}/avsluta/",
        "besiktning/{round}/protokoll.pdf",
    ],
)
def test_another_units_pages_do_not_exist(client, gym, by, path):
    other = GymFactory()
    item = EquipmentFactory(gym=other)
    held = begun(other, actor_at(other.site))
    url = "/minigym/" + path.format(gym=other.pk, round=held.pk, item=item.pk)
    assert client.get(url).status_code == 404
    assert client.post(url).status_code == 404
    assert not Inspection.objects.exists()


def test_an_item_of_another_gym_cannot_be_slipped_into_our_round(client, gym, by):
    EquipmentFactory(gym=gym)
    foreign = EquipmentFactory(gym=GymFactory())
    held = begun(gym, by)
    answer = client.post(f"/minigym/besiktning/{held.pk}/{foreign.pk}/", {"verdict": "ok"})
    assert answer.status_code == 404
    assert not Inspection.objects.exists()


def test_a_protocol_offers_only_what_its_inspector_inspects_and_ignores_foreign_fields(client, gym, by):
    ours = EquipmentFactory(gym=gym)
    bars = EquipmentFactory(gym=gym, regime=regime(RegimeKey.PROPERTY))
    municipal_agreement()
    url = f"/minigym/{gym.pk}/protokoll/?av=municipal"
    page = client.get(url).content.decode()
    assert f"verdict_{ours.pk}" in page
    assert f"verdict_{bars.pk}" not in page
    typed = {"on": timezone.localdate(), "inspector": "F", f"verdict_{ours.pk}": "ok"}
    client.post(url, typed | {f"verdict_{bars.pk}": "A", f"remark_{bars.pk}": "x"})
    assert [found.item for found in Inspection.objects.all()] == [ours]


def test_what_the_protocol_leaves_out_is_missed_and_not_ok(client, gym, by):
    seen, left = EquipmentFactory(gym=gym), EquipmentFactory(gym=gym)
    municipal_agreement()
    typed = {"on": timezone.localdate(), "inspector": "F", f"verdict_{seen.pk}": "ok"}
    answer = client.post(f"/minigym/{gym.pk}/protokoll/?av=municipal", typed | {f"verdict_{left.pk}": "not_seen"})
    assert answer.status_code == 302
    assert list(Round.objects.get().missed.all()) == [left]
    left.refresh_from_db()
    assert left.inspected is None


def test_a_remark_that_was_taken_back_is_not_kept(client, gym, by):
    item = EquipmentFactory(gym=gym)
    municipal_agreement()
    typed = {"on": timezone.localdate(), "inspector": "F"}
    typed |= {f"verdict_{item.pk}": "ok", f"remark_{item.pk}": "Gnisslar"}
    client.post(f"/minigym/{gym.pk}/protokoll/?av=municipal", typed)
    assert item.inspections.get().remark == ""


def test_a_round_page_costs_the_same_for_one_item_as_for_twenty(client, gym, by):
    held = begun(gym, by)
    costs = []
    for count in (1, 19):
        for _n in range(count):
            record_verdict(round=held, item=EquipmentFactory(gym=gym), verdict=Verdict.OK, by=by)
            EquipmentFactory(gym=gym)
        with CaptureQueriesContext(connection) as asked:
            client.get(f"/minigym/besiktning/{held.pk}/")
        costs.append(len(asked))
    assert costs[0] == costs[1]


def test_care_staff_see_the_round_but_are_not_offered_to_type_in_protocols(client, gym):
    staff = actor_at(gym.site, Role.CARE_STAFF)
    client.force_login(staff.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    EquipmentFactory(gym=gym)
    assert "Lägg in ett protokoll" not in client.get(f"/minigym/{gym.pk}/besiktning/").content.decode()
    assert client.get(f"/minigym/{gym.pk}/protokoll/").status_code == 403

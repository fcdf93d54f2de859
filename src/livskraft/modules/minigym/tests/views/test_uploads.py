"""Do the two workbooks, and hostile ones, come in through the pages as they should?"""

import json
import re
from pathlib import Path

import pytest
from django.test import override_settings
from django.urls import reverse

from livskraft.access.actor import system_actor
from livskraft.access.roles import Role
from livskraft.files.models import StoredFile
from livskraft.files.tests.factories import upload as uploaded
from livskraft.files.tests.factories import workbook as empty_workbook
from livskraft.modules.minigym.actions.regimes import set_up_minigym
from livskraft.modules.minigym.models import Equipment, InventoryUpload
from livskraft.modules.minigym.models.uploads import GIVEN_UP
from livskraft.modules.minigym.rules import Status
from livskraft.modules.minigym.tests.actions.test_uploads import workbook
from livskraft.modules.minigym.tests.factories import GymFactory
from livskraft.modules.minigym.tests.views.test_gyms import signed_in
from livskraft.modules.minigym.views import uploads as views

pytestmark = pytest.mark.django_db
DATA = Path(__file__).parents[1] / "data"
UNREAD = [["1", "Motionscykel", "", "", "när farfar levde", "", "", "", ""]]


@pytest.fixture
def gym():
    set_up_minigym(by=system_actor("set_up"))
    return GymFactory()


@pytest.fixture
def client(gym):
    return signed_in(gym.site)


def send(client, gym, data, name="lista.xlsx"):
    return client.post(reverse("import_inventory", args=[gym.pk]), {"file": uploaded(data, name)})


def latest():
    return InventoryUpload.objects.latest("pk")


def confirm(client, **data):
    found = latest()
    url = reverse("confirm_import", args=[found.pk])
    return client.post(url, {"version": found.version} | data, headers={"referer": "http://testserver/"}, follow=True)


@pytest.mark.parametrize("number", [1, 2])
def test_a_units_own_workbook_comes_in_as_the_truth_beside_it_says(client, gym, number):
    truth = json.loads((DATA / f"inventarielista-{number}.truth.json").read_text())
    data = (DATA / f"inventarielista-{number}.xlsx").read_bytes()
    preview = client.get(send(client, gym, data).url).content.decode()
    assert f"{truth['items']} maskiner hittades" in preview
    assert not Equipment.objects.exists()
    confirm(client, accept_unknown="1")
    items = Equipment.objects.filter(gym=gym)
    assert items.count() == truth["items"]
    for key, wanted in truth["regimes"].items():
        assert items.filter(regime__key=key).count() == wanted
    assert items.filter(status=Status.OUT_OF_USE).count() == sum(row["broken"] for row in truth["truth"])
    preview = client.get(send(client, gym, data).url).content.decode()
    assert "Klart, inget att lägga till" in preview
    assert "Allt stämmer" not in preview
    again = confirm(client, accept_unknown="1").content.decode()
    assert f"{truth['items']} fanns redan" in again
    assert items.count() == truth["items"]


def test_a_cell_is_fixed_in_the_preview_and_the_row_read_again(client, gym):
    page = client.get(send(client, gym, workbook(UNREAD)).url).content.decode()
    assert "när farfar levde" in page
    # Enter in a field presses the first button, which may only read again.
    assert page.index('<button class="lk-visually-hidden" type="submit"') < page.index("formaction=")
    fixes = {"fix:2:acquired": "2011", "was:fix:2:acquired": "när farfar levde", "fix:2:owner": "utföraren"}
    assert "lades till" in confirm(client, **fixes).content.decode()
    assert Equipment.objects.get().acquired.year == 2011


def test_no_field_of_the_preview_stands_there_twice(client, gym):
    rows = [["1", "", "Monark", "", "när farfar levde", "kommunen", "", "", ""], *UNREAD]
    page = client.get(send(client, gym, workbook(rows)).url).content.decode()
    names = re.findall(r'name="((?:was:)?(?:fix|unknown|map):[^"]+)"', page)
    assert "fix:2:kind" in names
    assert sorted(names) == sorted(set(names))


def test_reading_again_keeps_what_was_typed_and_saves_nothing(client, gym):
    preview = send(client, gym, workbook(UNREAD)).url
    client.post(preview, {"version": 1, "fix:2:owner": "kommunen", "unknown:2:acquired": "1"})
    page = client.get(preview).content.decode()
    assert "Allt gick att läsa" in page
    assert not Equipment.objects.exists()


def test_an_unread_cell_is_not_passed_over_in_silence(client, gym):
    send(client, gym, workbook(UNREAD))
    page = confirm(client, **{"fix:2:owner": "kommunen"}).content.decode()
    assert "kunde inte läsas" in page
    assert not Equipment.objects.exists()
    assert latest().fixes == {"2:owner": "kommunen"}


def test_rows_can_be_left_out_and_columns_mapped_by_hand(client, gym):
    preview = send(client, gym, workbook()).url
    data = {"version": 1, "fix:3:skip": "ja", "map:2": "placement", "was:map:2": "make"}
    client.post(preview, data)
    confirm(client)
    assert Equipment.objects.count() == 3
    bicycle = Equipment.objects.get(serial_number="S1")
    assert (bicycle.make, bicycle.placement) == ("", "Monark")


@pytest.mark.parametrize(
    "name", ["fix:x:make", "fix:2:token", "fix:99999999:make", "map:-1", "fix:2", "map:2:3", "version:2:make"]
)
def test_names_that_are_not_ours_change_nothing(client, gym, name):
    preview = send(client, gym, workbook()).url
    assert client.post(preview, {"version": 1, name: "make"}).status_code == 302
    assert (latest().fixes, latest().mapping) == ({}, None)


def test_the_second_to_correct_meets_a_conflict(client, gym):
    preview = send(client, gym, workbook()).url
    assert client.post(preview, {"version": 1, "fix:2:make": "Först"}).status_code == 302
    assert client.post(preview, {"version": 1, "fix:2:make": "Sedan"}).status_code == 409
    assert confirm(client, version="x").status_code == 409
    assert latest().fixes == {"2:make": "Först"}


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "tom"),
        (b"MZ\x90\x00 not a workbook", "inte ett kalkylblad"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "lösenord"),
        (empty_workbook(), "Filen"),
        (workbook([]), "ingen utrustning"),
        (b"Namn;Telefon\nAnna;1\n", "inventarielista"),
    ],
)
def test_a_file_that_is_no_inventory_ends_in_a_sentence_and_leaves_nothing(client, gym, data, sentence):
    page = send(client, gym, data)
    assert page.status_code == 200
    assert sentence in page.content.decode()
    assert not InventoryUpload.objects.exists()
    assert not StoredFile.objects.exists()


def test_a_cancelled_upload_is_gone(client, gym):
    send(client, gym, workbook())
    preview = client.get(reverse("preview_import", args=[latest().pk])).content.decode()
    assert "Filen och det du har rättat här försvinner" in preview
    client.post(reverse("cancel_import", args=[latest().pk]))
    assert not InventoryUpload.objects.exists()
    assert not StoredFile.objects.exists()


def test_another_units_upload_does_not_exist(client, gym):
    send(client, gym, workbook())
    stranger = signed_in(GymFactory().site)
    pk = latest().pk
    for name in ("preview_import", "import_progress"):
        assert stranger.get(reverse(name, args=[pk])).status_code == 404
    for name in ("preview_import", "confirm_import", "cancel_import"):
        assert stranger.post(reverse(name, args=[pk]), {"version": 1}).status_code == 404
    assert signed_in(gym.site, Role.ADMINISTRATION).get(reverse("preview_import", args=[pk])).status_code == 403
    assert not Equipment.objects.exists()


def test_a_long_list_is_read_behind_a_page_that_says_so_and_brought_in_by_the_worker(client, gym, monkeypatch):
    monkeypatch.setattr(views, "LARGE_BYTES", 10)
    preview = send(client, gym, workbook()).url
    assert "Läser filen" in client.get(preview).content.decode()
    assert "4 maskiner hittades" in client.get(preview + "?visa=1").content.decode()
    found = latest()
    answer = client.post(reverse("confirm_import", args=[found.pk]), {"version": 1})
    assert answer.url == reverse("import_progress", args=[found.pk])
    assert "4 maskiner lades till" in client.get(answer.url, follow=True).content.decode()
    assert Equipment.objects.count() == 4


def test_what_the_worker_could_not_bring_in_is_said_in_the_preview(client, gym, monkeypatch):
    monkeypatch.setattr(views, "LARGE_BYTES", 10)
    send(client, gym, workbook(UNREAD))
    page = confirm(client).content.decode()
    assert "Läser filen" in page
    shown = client.get(reverse("preview_import", args=[latest().pk]) + "?visa=1").content.decode()
    assert "1 rad saknar namn eller vem som köpte" in shown


@override_settings(TASKS={"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}})
def test_a_waiting_import_shows_progress_and_is_not_started_twice(client, gym, monkeypatch):
    monkeypatch.setattr(views, "LARGE_BYTES", 10)
    send(client, gym, workbook())
    page = confirm(client).content.decode()
    assert 'id="framsteg"' in page
    assert "håller redan på" in confirm(client).content.decode()
    assert not Equipment.objects.exists()


@override_settings(TASKS={"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}})
def test_an_import_whose_worker_was_ended_can_be_confirmed_again(client, gym, monkeypatch):
    monkeypatch.setattr(views, "LARGE_BYTES", 10)
    preview = send(client, gym, workbook()).url
    confirm(client)
    assert client.get(preview).url == reverse("import_progress", args=[latest().pk])
    InventoryUpload.objects.update(queued_at=latest().queued_at - GIVEN_UP)
    assert client.get(reverse("import_progress", args=[latest().pk])).url == preview
    assert "4 maskiner hittades" in client.get(preview + "?visa=1").content.decode()
    assert 'id="framsteg"' in confirm(client).content.decode()


def test_a_long_preview_shows_a_part_at_a_time(client, gym, monkeypatch):
    monkeypatch.setattr(views, "ROWS_SHOWN", 2)
    preview = send(client, gym, workbook()).url
    for page, row, other in (
        ("1", "Rad 2</span>", "Rad 5</span>"),
        ("2", "Rad 5</span>", "Rad 2</span>"),
        ("x", "Rad 2</span>", "Rad 5</span>"),
    ):
        shown = client.get(f"{preview}?sida={page}").content.decode()
        assert row in shown
        assert other not in shown


def test_hostile_text_in_a_workbook_is_shown_as_text(client, gym):
    rows = [["1", "<script>alert(1)</script>", "", "", "</script><b>", "kommunen", "", "", "{{ 7|add:7 }}"]]
    page = client.get(send(client, gym, workbook(rows), name="<img src=x>.xlsx").url).content.decode()
    assert "<script>alert" not in page
    assert "<img src=x>" not in page
    assert "&lt;script&gt;" in page

"""Can a manager bring in the list of staff through the pages, put a row right and confirm?"""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.html import escape

from livskraft.access.models import Assignment, User
from livskraft.access.tests.factories import actor_at
from livskraft.organisation.tests.factories import SiteFactory

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def manager(client):
    by = actor_at(SiteFactory(name="Almgården"))
    client.force_login(by.user, backend=BACKEND)
    return by


def uploaded(client, text):
    file = SimpleUploadedFile("personal.csv", text.encode(), "text/csv")
    return client.post("/personal/lista/", {"file": file})


def listed(answer):
    return re.search(r'name="list" value="([^"]+)"', answer.content.decode())[1]


def test_a_row_is_put_right_and_the_list_confirmed(client, manager):
    answer = uploaded(client, "Namn;Roll;Lön\nAnna Ek;USK;1\nBo Ek;Kock;2\nCia Ek;Snickare;3")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "1 läggs till" in page
    assert "2 att rätta" in page
    assert "De här kolumnerna läses inte: Lön." in page
    assert not User.objects.filter(name="Anna Ek").exists()
    data = {"list": listed(answer), "fix:3:role": "care_staff", "confirm": "1"}
    refused = client.post("/personal/lista/granska/", data)
    assert "1 rad behöver rättas" in refused.content.decode()
    assert "De här kolumnerna läses inte: Lön." in refused.content.decode()
    assert not User.objects.filter(name="Anna Ek").exists()
    done = client.post(
        "/personal/lista/granska/", {"list": listed(refused), "skip:4": "1", "confirm": "1"}, follow=True
    )
    assert "2 uppdrag lades till." in done.content.decode()
    assert set(Assignment.objects.filter(role="care_staff").values_list("user__name", flat=True)) == {
        "Anna Ek",
        "Bo Ek",
    }


def test_enter_in_a_field_reads_the_list_again_and_saves_nothing(client, manager):
    answer = uploaded(client, "Namn;Roll;Lön\nAnna Ek;Kock;1")
    again = client.post("/personal/lista/granska/", {"list": listed(answer), "fix:2:role": "care_staff"})
    assert "1 läggs till" in again.content.decode()
    assert "De här kolumnerna läses inte: Lön." in again.content.decode()
    assert not User.objects.filter(name="Anna Ek").exists()


def test_the_file_is_not_kept(client, manager, var):
    uploaded(client, "Namn;Roll\nAnna Ek;USK")
    assert not [path for path in var.rglob("*") if path.is_file() and b"Anna Ek" in path.read_bytes()]


def test_what_is_no_list_says_so_beside_the_file(client, manager):
    answer = uploaded(client, "Maskin;Pris\nBenpress;3")
    assert "Ingen kolumn med namn hittades" in answer.content.decode()


@pytest.mark.parametrize("tamper", [lambda text: text + "x", lambda text: "x", lambda text: ""])
def test_a_list_that_was_changed_on_the_way_is_not_taken(client, manager, tamper):
    text = listed(uploaded(client, "Namn;Roll\nAnna Ek;USK"))
    answer = client.post("/personal/lista/granska/", {"list": tamper(text), "confirm": "1"})
    assert answer.status_code == 422
    assert not User.objects.filter(name="Anna Ek").exists()


def test_a_list_is_of_use_only_to_who_uploaded_it(client, manager):
    text = listed(uploaded(client, "Namn;Roll\nAnna Ek;USK"))
    other = actor_at(manager.assignment.unit)
    client.force_login(other.user, backend=BACKEND)
    answer = client.post("/personal/lista/granska/", {"list": text, "confirm": "1"})
    assert "någon annans" in answer.content.decode()
    assert not User.objects.filter(name="Anna Ek").exists()


def test_without_a_list_one_begins_with_the_file(client, manager):
    assert client.post("/personal/lista/granska/")["Location"] == "/personal/lista/"
    assert client.get("/personal/lista/granska/")["Location"] == "/personal/lista/"


def test_hostile_cells_are_text(client, manager):
    answer = uploaded(client, "Namn;Roll\n<script>alert(1)</script>;{{ x }}")
    page = answer.content.decode()
    assert "<script>alert" not in page
    assert escape("<script>alert(x)</script>").replace("(x)", "(1)") in page

"""Is a list looked through before it is loaded, what is wrong told row by row, and nothing saved by looking?"""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.modules.training.models import CodeList
from livskraft.modules.training.tests.kva import shipped_codes
from livskraft.organisation.tests.factories import SiteFactory

pytestmark = pytest.mark.django_db
GOOD = "Kod;Text\nAW005;Uppföljning\nDV200;Utfärdande\n"
BAD = GOOD + "AW000;För bred\nDV200;Igen\n"


@pytest.fixture
def administrator(client):
    client.force_login(actor_at(SiteFactory().parent.parent, Role.SYSTEM_ADMINISTRATOR).user)
    return client


def read(administrator, text, **said):
    file = SimpleUploadedFile("kva.csv", text.encode("utf-8-sig"))
    said = {"starts": "2026-01-01", "source": "Källan"} | said
    return administrator.post("/administration/journal/koder/ny/", {"file": file} | said)


def load(administrator, answer):
    return administrator.post(
        "/administration/journal/koder/las-in/", {"sealed": answer.context["sealed"]}, follow=True
    )


def test_without_a_list_the_page_says_what_it_means(administrator):
    assert "Ingen kodlista är inläst" in administrator.get("/administration/journal/koder/").content.decode()


def test_a_list_is_looked_through_and_then_loaded(administrator):
    answer = read(administrator, GOOD)
    text = answer.content.decode()
    assert "Inget är sparat än." in text
    assert "Läs in 2 koder" in text
    assert not CodeList.objects.exists()
    assert "2 koder är inlästa." in load(administrator, answer).content.decode()
    made = CodeList.objects.get()
    assert (made.name, made.source, made.codes.count()) == ("kva.csv", "Källan", 2)


def test_wrong_rows_are_told_by_number_and_left_out_only_in_so_many_words(administrator):
    answer = read(administrator, BAD)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Rad 4" in text
    assert "Koder som slutar på 000" in text
    assert "Rad 5" in text
    assert "Läs in 2 koder utan 2 rader med fel" in text
    load(administrator, answer)
    assert CodeList.objects.get().codes.count() == 2


def test_a_file_without_a_single_code_cannot_be_loaded(administrator):
    answer = read(administrator, "Kod;Text\nAW000;För bred\n")
    assert "Det finns ingen kod att läsa in." in answer.content.decode()
    assert answer.context["sealed"] == ""


@pytest.mark.parametrize(
    ("text", "why"),
    [("Nummer;Namn\nAW005;En\n", "kolumnerna Kod och Text"), ("", "Kod och Text"), ("\x00", "kalkylblad")],
)
def test_a_file_that_is_no_list_is_refused_beside_its_field(administrator, text, why):
    answer = read(administrator, text)
    assert why in answer.content.decode()
    assert answer.context["form"].errors["file"]


@pytest.mark.parametrize("said", [{"starts": ""}, {"starts": "i morgon"}, {"source": "  "}])
def test_a_list_has_a_day_and_a_source(administrator, said):
    answer = read(administrator, GOOD, **said)
    assert next(iter(said)) in answer.context["form"].errors


def test_what_is_loaded_is_what_was_looked_through_and_not_too_long_ago(administrator):
    answer = read(administrator, GOOD)
    sealed = answer.context["sealed"]
    for forged in ("", sealed[:-2], sealed.replace(":", "::", 1), "x" * 100):
        administrator.post("/administration/journal/koder/las-in/", {"sealed": forged})
    with time_machine.travel(timezone.now() + timedelta(hours=1, seconds=5)):
        administrator.post("/administration/journal/koder/las-in/", {"sealed": sealed})
    assert not CodeList.objects.exists()


def test_the_list_in_force_is_told_and_can_be_searched(administrator):
    shipped_codes()
    text = administrator.get("/administration/journal/koder/", {"q": "recept uppf"}).content.decode()
    assert "Gäller nu" in text
    assert "AW005" in text
    assert "DV200" not in text
    assert "Ingen kod har" in administrator.get("/administration/journal/koder/", {"q": "<b>"}).content.decode()

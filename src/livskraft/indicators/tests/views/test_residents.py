"""Can the administration type in residents, one by one and from a file, and take one back?"""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from livskraft.access.roles import Role
from livskraft.access.tests.factories import AssignmentFactory
from livskraft.indicators.models import Residents
from livskraft.organisation.models import Unit
from livskraft.organisation.tests.factories import SiteFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def site() -> Unit:
    return SiteFactory(name="Almgården")


@pytest.fixture
def administration(client: Client, site: Unit) -> Client:
    held = AssignmentFactory(unit=site.parent.parent, role=Role.ADMINISTRATION)
    client.force_login(held.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_an_empty_page_says_what_to_do_and_where_a_number_is_missing(administration: Client) -> None:
    text = administration.get("/nyckeltal/invanare/").content.decode()
    assert "Inga antal än" in text
    assert "Almgården" in text


def test_a_number_is_typed_in_and_taken_back(administration: Client, site: Unit) -> None:
    data = {"unit": site.pk, "number": 38, "on": "2026-01-01", "source": "Listan"}
    assert administration.post("/nyckeltal/invanare/nytt/", data).status_code == 302
    held = Residents.objects.get()
    assert (held.unit, held.number) == (site, 38)
    page = administration.get("/nyckeltal/invanare/").content.decode()
    assert "Listan" in page
    # Closed periods are measured anew when the next month closes, and residents are in what they are measured by.
    assert "Frysta siffror räknas om när nästa månad stängs" in page
    administration.post(f"/nyckeltal/invanare/{held.pk}/ta-bort/")
    assert not Residents.objects.exists()


def test_a_refusal_stands_beside_its_field(administration: Client, site: Unit) -> None:
    data = {"unit": site.pk, "number": 38, "on": "2999-01-01", "source": "Listan"}
    assert "Dagen har inte varit än" in administration.post("/nyckeltal/invanare/nytt/", data).content.decode()


@pytest.mark.parametrize("number", [-1, 1_000_001])
def test_a_number_that_cannot_be_is_refused_in_plain_words(administration: Client, site: Unit, number: int) -> None:
    data = {"unit": site.pk, "number": number, "on": "2026-01-01", "source": "Listan"}
    assert "från 0 till en miljon" in administration.post("/nyckeltal/invanare/nytt/", data).content.decode()


def test_thousands_are_grouped(administration: Client, site: Unit) -> None:
    data = {"unit": site.parent.parent.pk, "number": 2140, "on": "2026-01-01", "source": "SCB"}
    administration.post("/nyckeltal/invanare/nytt/", data)
    assert "2\xa0140" in administration.get("/nyckeltal/invanare/").content.decode()


def test_a_file_is_shown_before_it_is_saved(administration: Client) -> None:
    text = "Plats;Antal;Gäller per;Källa;Nya <b>\nAlmgården;38;2026-01-01;Listan;3\nNejgården;4;2026-01-01;Listan\n"
    answer = administration.post(
        "/nyckeltal/invanare/importera/", {"file": SimpleUploadedFile("boende.csv", text.encode())}
    )
    page = answer.content.decode()
    assert "1 rad kan sparas" in page
    assert "1 rad lämnas utanför" in page
    assert "Platsen finns inte hos er." in page
    assert "De här kolumnerna läses inte: Nya &lt;b&gt;." in page
    assert not Residents.objects.exists()
    administration.post("/nyckeltal/invanare/importera/bekrafta/", {"rader": answer.context["sealed"]})
    assert Residents.objects.get().number == 38


def test_a_file_that_is_none_is_refused_in_words(administration: Client) -> None:
    answer = administration.post(
        "/nyckeltal/invanare/importera/", {"file": SimpleUploadedFile("brev.xlsx", b"Hej!\x00")}
    )
    assert "kalkylblad" in answer.content.decode()


def test_a_preview_that_is_not_ours_is_refused(administration: Client) -> None:
    answer = administration.post("/nyckeltal/invanare/importera/bekrafta/", {"rader": "x"})
    assert answer.status_code == 422
    assert "Läs in filen igen" in answer.content.decode()

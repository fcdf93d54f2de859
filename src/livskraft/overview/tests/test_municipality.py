"""Does the overview say where it slips, narrowed as the address asks, within each one's reach?"""

from importlib import import_module

import pytest
from django.urls import reverse

from livskraft.access.roles import Role
from livskraft.access.tests.factories import AssignmentFactory
from livskraft.duties.tests.factories import only_kinds, site_kind
from livskraft.organisation.tests.factories import SiteFactory, responsible_body

__all__ = ["only_kinds"]
pytestmark = pytest.mark.django_db
URL = "/kommun/"
# The package has a view of the same name.
PAGE = import_module("livskraft.overview.views.municipality")


@pytest.fixture
def sites(only_kinds):
    only_kinds(site_kind("test.late", days=-2), site_kind("test.soon", days=2))
    return SiteFactory(name="Lunden"), SiteFactory(name="Asken")


@pytest.fixture
def look(client):
    def get(address=URL, role=Role.ADMINISTRATION, at=None):
        user = AssignmentFactory(unit=at or responsible_body(), role=role).user
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client.get(address)

    return get


def words(answer):
    return " ".join(answer.content.decode().split())


def test_numbers_are_shown_with_what_they_mean(look, sites):
    text = words(look())
    assert "2 av 4 saker att göra är försenade. 2 platser visas." in text
    assert "1 av 2 försenade" in text
    assert f'href="{reverse("site_page", args=[sites[0].pk])}"' in text


def test_the_choice_lives_in_the_address_and_follows_on(look, sites):
    area = sites[0].parent.parent_id
    text = words(look(f"{URL}?omrade={area}"))
    assert "Lunden" in text
    assert "Asken" not in text
    assert f'href="?omrade={area}&amp;slag=test.late"' in text
    assert f'href="/kommun/excel/?omrade={area}"' in text
    assert "?slag=test.late" in words(look(f"{URL}?slag=test.late"))


def test_with_many_sites_each_area_has_a_page_of_its_own_with_the_same_choice(look, sites, monkeypatch):
    monkeypatch.setattr(PAGE, "MOST_AT_ONCE", 1)
    area = sites[0].parent.parent
    text = words(look(f"{URL}?slag=test.late"))
    assert f'href="?omrade={area.pk}&amp;slag=test.late">{area.name}</a>' in text
    assert "Lunden" not in text
    text = words(look(f"{URL}?omrade={area.pk}&slag=test.late"))
    assert "Lunden" in text


def test_a_site_in_no_area_is_listed_though_there_are_many(look, sites, monkeypatch):
    monkeypatch.setattr(PAGE, "MOST_AT_ONCE", 1)
    SiteFactory(name="Fristående", parent=responsible_body())
    text = words(look())
    assert "Fristående" in text
    assert "Lunden" not in text


def test_a_choice_that_fits_nothing_says_what_to_do(look, sites):
    assert "Inget stämmer med det du har valt" in words(look(f"{URL}?omrade=999999"))


def test_an_area_manager_sees_their_own_sites_only(look, sites):
    provider = sites[0].parent.contracts.get().provider
    text = words(look(role=Role.AREA_MANAGER, at=provider))
    assert "Lunden" in text
    assert "Asken" not in text


@pytest.mark.parametrize("address", [URL, "/kommun/excel/"])
@pytest.mark.parametrize("role", [Role.UNIT_MANAGER, Role.CARE_STAFF, Role.SYSTEM_ADMINISTRATOR, Role.RESEARCHER])
def test_others_may_not_open_it(look, sites, role, address):
    assert look(address, role=role).status_code == 403


def test_the_workbook_is_handed_out_as_a_file_with_the_same_choice(look, sites):
    from io import BytesIO

    from python_calamine import load_workbook

    answer = look(f"/kommun/excel/?omrade={sites[0].parent.parent_id}")
    assert answer["Content-Disposition"].startswith("attachment")
    cells = [cell for row in load_workbook(BytesIO(answer.content)).get_sheet_by_index(0).to_python() for cell in row]
    assert "Lunden" in cells
    assert "Asken" not in cells

"""Is a site's page a good noticeboard, for those who reach it and nobody else?"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from livskraft.access.roles import EXTERNAL, Role
from livskraft.access.tests.factories import AssignmentFactory, UserFactory
from livskraft.duties.tests.factories import only_kinds, site_kind
from livskraft.modules.minigym.tests.factories import EquipmentFactory, GymFactory
from livskraft.organisation.tests.factories import SiteFactory

__all__ = ["only_kinds"]
pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def site(only_kinds):
    only_kinds(site_kind("test.visit", days=-12), site_kind("test.order", Role.AREA_MANAGER))
    return SiteFactory(name="Lunden")


def answer(client, site, role=Role.UNIT_MANAGER, at=None, query=""):
    client.force_login(AssignmentFactory(unit=at or site, role=role).user, backend=BACKEND)
    return client.get(reverse("site_page", args=[site.pk]) + query)


def text(*args, **kwargs):
    found = answer(*args, **kwargs)
    assert found.status_code == 200
    return " ".join(found.content.decode().split())


def test_the_page_says_what_is_here_who_is_who_and_whose_house_it_is(client, site):
    gym = GymFactory(site=site, name="Lilla gymmet")
    EquipmentFactory(gym=gym)
    EquipmentFactory(gym=gym, status="out_of_use")
    AssignmentFactory(unit=site, role=Role.PHYSIOTHERAPIST, user=UserFactory(name="Fia Fys"))
    found = text(client, site)
    for words in (
        "Lilla gymmet",
        "2 maskiner",
        "1 ur bruk",
        "Fia Fys",
        site.premises.property_owner.name,
        "Upphandlat avtal",
    ):
        assert words in found


def test_everything_owed_at_the_site_is_there_with_who_owes_it(client, site):
    found = text(client, site)
    assert found.count("Besök Lunden</a>") == 1
    assert "Områdesansvarig hos utförare" in found


def test_one_kind_can_be_picked_out(client, site):
    assert "Försenat" not in text(client, site, query="?slag=test.order")
    assert "Försenat" in text(client, site, query="?slag=hittepå")


def test_only_who_answers_for_a_duty_gets_its_button(client, site):
    assert text(client, site).count(f'href="/besok/{site.pk}/"') == 2
    assert text(client, site, Role.CARE_STAFF).count(f'href="/besok/{site.pk}/"') == 0
    provider = site.parent.contracts.get().provider
    assert text(client, site, Role.AREA_MANAGER, at=provider).count(f'href="/besok/{site.pk}/"') == 4


def test_a_site_out_of_reach_does_not_exist(client, site):
    twin = SiteFactory()
    assert answer(client, site, at=twin).status_code == 404
    assert answer(client, site.parent, at=site.parent).status_code == 404


@pytest.mark.parametrize("role", sorted(EXTERNAL))
def test_nobody_from_outside_may_open_it(client, site, role):
    assert answer(client, site, role).status_code == 403


def test_who_may_not_see_minigyms_sees_none_of_them(client, site):
    GymFactory(site=site, name="Lilla gymmet")
    assert "Lilla gymmet" not in text(client, site, Role.PLANNER)


def test_with_one_site_the_list_leads_straight_to_it(client, site):
    client.force_login(AssignmentFactory(unit=site).user, backend=BACKEND)
    found = client.get(reverse("sites"))
    assert found["Location"] == reverse("site_page", args=[site.pk])


def test_with_several_sites_they_are_listed_and_with_none_the_page_says_what_to_do(client, site):
    SiteFactory(parent=site.parent, name="Boda")
    SiteFactory(name="Tvillingen")
    client.force_login(AssignmentFactory(unit=site.parent).user, backend=BACKEND)
    found = client.get(reverse("sites")).content.decode()
    assert "Boda" in found
    assert "Lunden" in found
    assert "Tvillingen" not in found
    client.force_login(
        AssignmentFactory(unit=site.parent.contracts.get().provider.parent.children.last()).user, backend=BACKEND
    )
    assert "Du har inga platser" in client.get(reverse("sites")).content.decode()


def test_twenty_gyms_cost_as_many_queries_as_one(client, site):
    user = AssignmentFactory(unit=site).user
    client.force_login(user, backend=BACKEND)

    def cost():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse("site_page", args=[site.pk])).status_code == 200
        return len(captured)

    GymFactory(site=site)
    cost()
    few = cost()
    for _ in range(19):
        EquipmentFactory(gym=GymFactory(site=site))
        AssignmentFactory(unit=site, role=Role.CARE_STAFF)
    assert cost() == few

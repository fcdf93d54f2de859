"""Is a site's page a good noticeboard, for those who reach it and nobody else?"""

from dataclasses import replace
from datetime import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from livskraft.access.roles import EXTERNAL, Role
from livskraft.access.tests.factories import AssignmentFactory, UserFactory
from livskraft.duties.tests.factories import only_kinds, site_kind
from livskraft.files.tests.factories import picture, upload
from livskraft.modules.activities.tests.factories import activity_at, occasion_of
from livskraft.modules.minigym.tests.factories import EquipmentFactory, GymFactory
from livskraft.organisation.models import Presentation
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
    assert text(client, site, Role.ADMINISTRATION, at=site.parent).count(f'href="/besok/{site.pk}/"') == 0


def test_how_many_persons_a_duty_is_about_is_only_for_those_who_do_it(client, site, only_kinds):
    only_kinds(replace(site_kind("test.talk"), persons=True, label="Samtal att hålla"))
    assert "Besök Lunden" in text(client, site)
    for role, at in ((Role.CARE_STAFF, site), (Role.ADMINISTRATION, site.parent), (Role.PHYSIOTHERAPIST, site)):
        found = text(client, site, role, at=at)
        assert "Besök Lunden" not in found
        assert "Samtal att hålla" in found


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


def presented(client, site, **fields):
    return client.post(
        reverse("present_site", args=[site.pk]), {"version": 0, "phone": "012-34 56 78", "text": "Hej"} | fields
    )


def test_the_manager_writes_what_the_public_reads_and_sees_it_at_once(client, site):
    assert reverse("present_site", args=[site.pk]) in text(client, site)
    assert reverse("open_data") in client.get(reverse("present_site", args=[site.pk])).content.decode()
    answer = presented(client, site, way="Buss 4")
    assert answer.headers["Location"] == reverse("place", args=[site.pk])
    client.logout()
    assert "Buss 4" in client.get(reverse("place", args=[site.pk])).content.decode()


def test_a_picture_without_words_is_asked_for_beside_its_field(client, site):
    answer(client, site)
    found = presented(client, site, picture=upload(picture(), "bild.jpg"))
    assert "Beskriv vad bilden visar" in found.content.decode()
    assert not Presentation.objects.exists()
    presented(client, site, picture=upload(picture(), "bild.jpg"), picture_alt="Entrén")
    assert Presentation.objects.get().picture


@pytest.mark.parametrize("hostile", [b"<svg onload='alert(1)'/>", b"<!doctype html><script>1</script>", b"%PDF-1.7"])
def test_what_is_not_a_picture_is_refused(client, site, hostile):
    answer(client, site)
    found = presented(client, site, picture=upload(hostile, "bild.jpg"), picture_alt="Entrén")
    assert found.status_code == 200
    assert not Presentation.objects.exists()


def test_the_second_of_two_who_write_sees_both_versions(client, site):
    answer(client, site)
    presented(client, site, text="Först")
    found = presented(client, site, text="Sedan")
    assert found.status_code == 409
    page = found.content.decode()
    assert "Först" in page
    assert "Sedan" in page


def test_who_only_sees_the_site_is_led_to_the_public_page(client, site):
    found = text(client, site, role=Role.CARE_STAFF)
    assert reverse("place", args=[site.pk]) in found
    assert reverse("present_site", args=[site.pk]) not in found


def test_the_board_tells_what_is_on_today_and_leads_to_the_programme(client, site):
    assert "Inget i programmet i dag." in text(client, site, Role.CARE_STAFF)
    occasion_of(activity_at(site, title="Sittgympa"), on=timezone.localdate(), from_time=time(0, 10), to_time=None)
    told = text(client, site, Role.CARE_STAFF)
    assert "Sittgympa" in told
    assert reverse("programme", args=[site.pk]) in told

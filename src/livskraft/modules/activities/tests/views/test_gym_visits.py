"""Does one press lead to today's list in the gym, and is support written up about nobody?"""

import pytest
from django.test import Client

from livskraft.access.roles import Role
from livskraft.access.tests.factories import AssignmentFactory
from livskraft.modules.activities.models import Occasion, Support
from livskraft.modules.activities.rules.vocabulary import Kind
from livskraft.modules.activities.tests.factories import DECISION, activity_at
from livskraft.organisation.tests.factories import SiteFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    return SiteFactory()


def browser(unit, role=Role.CARE_STAFF):
    client = Client()
    held = AssignmentFactory(unit=unit, role=role)
    client.force_login(held.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_one_press_leads_to_todays_list_and_the_next_to_the_same(site):
    staff = browser(site)
    assert "Inga besök är uppskrivna i dag" in staff.get(f"/program/{site.pk}/gym/").content.decode()
    answers = [staff.post(f"/program/{site.pk}/gym/") for _press in range(2)]
    occasion = Occasion.objects.get()
    assert [answer.headers["Location"] for answer in answers] == [f"/program/tillfalle/{occasion.pk}/narvaro/"] * 2


def test_where_heads_are_counted_it_leads_to_the_counting_and_so_does_the_list_of_today(site):
    activity_at(site, kind=Kind.GYM, **DECISION)
    staff = browser(site)
    answer = staff.post(f"/program/{site.pk}/gym/")
    counting = f"/program/tillfalle/{Occasion.objects.get().pk}/antal/"
    assert answer.headers["Location"] == counting
    assert f'href="{counting}"' in staff.get(f"/program/{site.pk}/gym/").content.decode()


def test_support_is_written_up_and_told_with_its_minutes(site):
    staff = browser(site)
    said = {"kind": "showed", "visitors": "2", "minutes": "25"}
    text = staff.post(f"/program/{site.pk}/gym/stod/", said, follow=True).content.decode()
    assert "Stödet är uppskrivet." in text
    assert "Sammanlagt 25 minuter." in text
    assert Support.objects.get().visitors == 2


@pytest.mark.parametrize("wrong", [{"visitors": "0"}, {"minutes": "9" * 30}, {"kind": "hälsa"}, {"minutes": ""}])
def test_wrong_support_is_told_beside_its_field_and_opens_no_gym(site, wrong):
    said = {"kind": "showed", "visitors": "2", "minutes": "25"} | wrong
    assert browser(site).post(f"/program/{site.pk}/gym/stod/", said).status_code == 200
    assert not Support.objects.exists()
    assert not Occasion.objects.exists()


def test_a_therapist_of_the_area_gives_support_and_counts_heads_but_writes_no_names(site):
    therapist = browser(site.parent, Role.PHYSIOTHERAPIST)
    page = f"/program/{site.pk}/gym/"
    text = therapist.get(page).content.decode()
    assert "Skriv upp stöd" in text
    assert "Skriv upp ett besök" not in text
    assert therapist.post(page).headers["Location"] == page
    assert not Occasion.objects.exists()
    activity_at(site, kind=Kind.GYM, **DECISION)
    assert "Skriv upp ett besök" in therapist.get(page).content.decode()
    answer = therapist.post(page)
    assert therapist.get(answer.headers["Location"]).status_code == 200


def test_another_sites_gym_is_not_there(site):
    stranger = browser(SiteFactory())
    for page in ("gym/", "gym/stod/"):
        assert stranger.get(f"/program/{site.pk}/{page}").status_code == 404
        assert stranger.post(f"/program/{site.pk}/{page}").status_code == 404
    assert not Occasion.objects.exists()

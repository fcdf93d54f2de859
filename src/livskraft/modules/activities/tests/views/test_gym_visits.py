"""Does one press lead to today's list in the gym, and is support written up about nobody?"""

import pytest
from django.test import Client

from livskraft.access.roles import Role
from livskraft.access.tests.factories import AssignmentFactory
from livskraft.modules.activities.models import HeadCount, Occasion, Support
from livskraft.modules.activities.rules.vocabulary import Kind
from livskraft.modules.activities.tests.factories import DECISION, activity_at
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.tests.factories import person_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    return SiteFactory()


def browser(unit, role=Role.CARE_STAFF):
    client = Client()
    held = AssignmentFactory(unit=unit, role=role)
    client.force_login(held.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_the_first_name_makes_todays_list_and_the_next_press_leads_to_it(site):
    staff = browser(site)
    page = staff.get(f"/program/{site.pk}/gym/").content.decode()
    assert "Inga besök är uppskrivna i dag" in page
    assert f'href="/program/{site.pk}/gym/besok/"' in page
    note = f"/program/{site.pk}/gym/besok/"
    assert staff.get(note).status_code == 200
    assert "Kryssa för minst en" in staff.post(note, {"do": "save"}).content.decode()
    assert not Occasion.objects.exists()
    answer = staff.post(note, {"do": "save", "new": "Elsa Exempel"})
    listed = f"/program/tillfalle/{Occasion.objects.get().pk}/narvaro/"
    assert answer.headers["Location"] == listed
    assert "Elsa Exempel" in staff.get(listed).content.decode()
    assert staff.get(note).headers["Location"] == listed


def test_who_is_searched_for_before_the_first_visit_can_be_ticked_and_nothing_is_made(site):
    elsa = person_at(site, "Elsa", "Exempel")
    told = browser(site).post(f"/program/{site.pk}/gym/besok/", {"do": "search", "search": "Elsa"}).content.decode()
    assert f'name="here" value="{elsa.pk}"' in told
    assert not Occasion.objects.exists()


def test_where_heads_are_counted_the_first_number_makes_the_list_of_today(site):
    activity_at(site, kind=Kind.GYM, **DECISION)
    staff = browser(site)
    note = f"/program/{site.pk}/gym/besok/"
    assert "Spara antalet" in staff.get(note).content.decode()
    assert "Skriv hur många som kom." in staff.post(note, {"65plus-women": "0"}).content.decode()
    assert not Occasion.objects.exists()
    assert staff.post(note, {"65plus-women": "2"}).headers["Location"] == f"/program/{site.pk}/gym/"
    counting = f"/program/tillfalle/{Occasion.objects.get().pk}/antal/"
    assert f'href="{counting}"' in staff.get(f"/program/{site.pk}/gym/").content.decode()
    assert staff.get(note).headers["Location"] == counting


def test_two_who_both_write_the_first_number_meet_what_the_other_wrote(site):
    activity_at(site, kind=Kind.GYM, **DECISION)
    staff, note = browser(site), f"/program/{site.pk}/gym/besok/"
    staff.post(note, {"65plus-women": "2", "was-65plus-women": "0"})
    second = staff.post(note, {"65plus-women": "3", "was-65plus-women": "0"})
    assert second.status_code == 409
    assert "65 år eller äldre, kvinnor" in second.content.decode()
    staff.post(note, {"65plus-men": "1", "was-65plus-men": "0"})
    assert sorted(HeadCount.objects.values_list("number", flat=True)) == [1, 2]


def test_a_support_written_in_error_is_put_right_and_taken_away(site):
    staff = browser(site)
    staff.post(f"/program/{site.pk}/gym/stod/", {"kind": "showed", "visitors": "2", "minutes": "25"})
    support = Support.objects.get()
    page = f"/program/stod/{support.pk}/"
    assert f'href="{page}"' in staff.get(f"/program/{site.pk}/gym/").content.decode()
    assert 'value="25"' in staff.get(page).content.decode()
    staff.post(page, {"kind": "showed", "visitors": "2", "minutes": "5"})
    assert Support.objects.get().minutes == 5
    assert browser(SiteFactory()).post(f"{page}ta-bort/").status_code == 404
    assert "Stödet är borttaget." in staff.post(f"{page}ta-bort/", follow=True).content.decode()
    assert not Support.objects.exists()


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
    assert therapist.post(f"{page}besok/", {"new": "Elsa"}).headers["Location"] == page
    assert not Occasion.objects.exists()
    activity_at(site, kind=Kind.GYM, **DECISION)
    assert "Skriv upp ett besök" in therapist.get(page).content.decode()
    assert therapist.post(f"{page}besok/", {"65plus-men": "3"}).headers["Location"] == page
    assert Occasion.objects.exists()


def test_another_sites_gym_is_not_there(site):
    stranger = browser(SiteFactory())
    for page in ("gym/", "gym/stod/", "gym/besok/"):
        assert stranger.get(f"/program/{site.pk}/{page}").status_code == 404
    for page in ("gym/stod/", "gym/besok/"):
        assert stranger.post(f"/program/{site.pk}/{page}").status_code == 404
    assert not Occasion.objects.exists()

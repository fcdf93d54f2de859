"""Can staff paste a text, see each line that was not understood, put it right, and save what is ticked?"""

import pytest
from django.test import Client
from django.urls import reverse

from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.modules.activities.models import Activity, Occasion, PastedProgramme
from livskraft.modules.activities.tests.factories import activity_at
from livskraft.organisation.tests.factories import SiteFactory

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
TEXT = "Välkommen till oss\nTisdag 20 januari\n10-12 Sittgympa 20 kr\nNågot oklart om kaffet\nOnsdag 21 januari: stängt"


@pytest.fixture
def site():
    return SiteFactory()


@pytest.fixture
def browser(site):
    client = Client()
    client.force_login(actor_at(site, Role.CARE_STAFF).user, backend=BACKEND)
    return client


def pasted(browser, site, text=TEXT):
    answer = browser.post(reverse("paste_programme", args=[site.pk]), {"text": text, "year": "2032"})
    assert answer.status_code == 302
    return answer["Location"]


def test_what_was_not_understood_is_shown_and_what_was_is_ticked(browser, site):
    page = browser.get(pasted(browser, site)).content.decode()
    assert "De här raderna förstods inte" in page
    assert "Något oklart om kaffet" in page
    assert 'name="take" value="0" checked' in page
    assert 'name="closed" value="2032-01-21" checked' in page


def test_what_is_ticked_is_saved_under_the_name_that_was_put_right(browser, site):
    url = pasted(browser, site)
    typed = {"version": 1, "take": "0", "title_0": "Gympa på stol", "kind_0": "training"}
    assert "vecka=2032-V04" in browser.post(url, typed)["Location"]
    assert Activity.objects.get().title == "Gympa på stol"
    assert Occasion.objects.count() == 1


@pytest.mark.parametrize("take", ["7", "x", "-1", "9" * 50])
def test_a_row_that_was_not_proposed_cannot_be_ticked(browser, site, take):
    answer = browser.post(pasted(browser, site), {"version": 1, "take": take, "title_0": "Gympa", "kind_0": "training"})
    assert answer.status_code == 200
    assert not Occasion.objects.exists()


def test_the_text_comes_back_to_be_put_right(browser, site):
    browser.get(pasted(browser, site))
    url = f"{reverse('paste_programme', args=[site.pk])}?fran={PastedProgramme.objects.get().pk}"
    assert "Något oklart om kaffet" in browser.get(url).content.decode()


def test_a_text_without_a_time_says_how_to_write_it(browser, site):
    page = browser.get(pasted(browser, site, "Hej och välkommen")).content.decode()
    assert "Inget blev läst" in page


def test_a_saved_text_leads_to_the_programme_and_is_not_saved_again(browser, site):
    url = pasted(browser, site)
    typed = {"version": 1, "take": "0", "title_0": "Gympa", "kind_0": "training"}
    browser.post(url, typed)
    assert "Programmet är sparat" in browser.get(url).content.decode()
    browser.post(url, typed)
    assert Occasion.objects.count() == 1


def test_another_places_text_does_not_exist(browser, site):
    other = SiteFactory()
    stranger = Client()
    stranger.force_login(actor_at(other, Role.CARE_STAFF).user, backend=BACKEND)
    url = pasted(stranger, other)
    assert browser.get(url).status_code == 404
    assert browser.get(reverse("paste_programme", args=[other.pk])).status_code == 404


def test_markup_in_the_text_is_shown_as_words(browser, site):
    page = browser.get(pasted(browser, site, "<script>alert(1)</script>\n" + TEXT)).content.decode()
    assert "<script>alert(1)" not in page


def test_what_is_written_another_way_goes_to_the_activity_that_is_there(site, browser):
    bingo = activity_at(site, title="Bingo")
    text = "Tisdag 20 januari: 13-14 BINGO!"
    page = browser.post(reverse("paste_programme", args=[site.pk]), {"text": text, "year": 2026})["Location"]
    told = browser.get(page).content.decode()
    assert "I texten står ”BINGO!”. Här finns redan ”Bingo”" in told
    assert 'value="Bingo"' in told
    version = PastedProgramme.objects.get().version
    browser.post(page, {"version": version, "take": ["0"], "title_0": "Bingo", "kind_0": "social"})
    assert Activity.objects.get() == bingo
    assert bingo.occasions.count() == 1

"""Does the page show what the poster will hold, and is the poster a paper of the week and size that were asked for?"""

from datetime import date, time
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.modules.activities.tests.factories import activity_at, occasion_of
from livskraft.organisation.tests.factories import SiteFactory

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
WEEK, MONDAY = "vecka=2026-V50", date(2026, 12, 7)


@pytest.fixture
def site():
    return SiteFactory(name="Lunden")


@pytest.fixture
def staff(site):
    client = Client()
    client.force_login(actor_at(site, Role.CARE_STAFF).user, backend=BACKEND)
    return client


def page(staff, site, query=WEEK):
    return staff.get(f"{reverse('poster', args=[site.pk])}?{query}").content.decode()


def test_the_page_shows_what_will_stand_on_it_and_leads_to_the_paper(staff, site):
    occasion_of(activity_at(site, title="Körsång <b>"), on=MONDAY, from_time=time(14), to_time=None)
    found = page(staff, site, f"{WEEK}&format=a4&valt=ja")
    assert "Körsång &lt;b&gt;" in found
    assert "14.00" in found
    assert f'href="{reverse("poster_pdf", args=[site.pk])}?vecka=2026-V50&amp;format=a4&amp;valt=ja"' in found


def test_an_empty_week_says_so_and_offers_no_paper(staff, site):
    found = page(staff, site)
    assert "Inget är planerat den här veckan" in found
    assert reverse("poster_pdf", args=[site.pk]) not in found


@pytest.mark.parametrize(("size", "width"), [("a3", 842), ("a4", 595), ("x", 842)])
def test_the_paper_has_the_size_that_was_asked_for(staff, site, size, width):
    occasion_of(activity_at(site), on=MONDAY)
    answer = staff.get(f"{reverse('poster_pdf', args=[site.pk])}?{WEEK}&format={size}")
    assert answer["Content-Type"] == "application/pdf"
    (sheet,) = PdfReader(BytesIO(answer.content)).pages
    assert round(sheet.mediabox.width) == width
    assert "Sittgympa" in sheet.extract_text()
    assert "Vecka 50" in sheet.extract_text()


def test_the_programme_leads_to_the_poster_of_its_week(staff, site):
    found = staff.get(f"{reverse('programme', args=[site.pk])}?{WEEK}").content.decode()
    assert f'href="{reverse("poster", args=[site.pk])}?{WEEK}"' in found


def test_another_sites_poster_is_not_found(staff):
    other = SiteFactory()
    for name in ("poster", "poster_pdf"):
        assert staff.get(reverse(name, args=[other.pk])).status_code == 404

"""Can staff plan a week on a phone and at a desk: add, cancel, move, close a day, and see how it stands?"""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.base_user import AbstractBaseUser
from django.utils import timezone
from playwright.sync_api import Page, expect

from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.modules.activities.models import Occasion
from livskraft.modules.activities.rules.programme import week_of
from livskraft.organisation.models import Unit
from livskraft.organisation.tests.factories import SiteFactory

pytestmark = pytest.mark.django_db(transaction=True)
SignIn = Callable[[Page, AbstractBaseUser], None]
Axe = Callable[[Page], None]


@pytest.fixture
def site() -> Unit:
    found: Unit = SiteFactory(name="Almgården")
    return found


def test_staff_plan_a_week_and_what_becomes_of_it_is_said(screen: Page, sign_in: SignIn, axe: Axe, site: Unit):
    sign_in(screen, actor_at(site, Role.CARE_STAFF).user)
    screen.goto("/program/")
    expect(screen.get_by_text("Inget är planerat den här veckan")).to_be_visible()
    axe(screen)

    monday = week_of(timezone.localdate()).after.first
    screen.get_by_role("link", name="Lägg till aktivitet").click()
    expect(screen.get_by_label("Sista dagen")).to_be_hidden()
    expect(screen.get_by_label("Nämnd som har beslutat")).to_be_hidden()
    expect(screen.get_by_label("Det hålls även om det är stängt")).to_be_hidden()
    axe(screen)
    screen.get_by_role("radio", name="Varje vecka").check()
    screen.get_by_role("radio", name="Bara hur många").check()
    screen.get_by_label("Sista dagen").fill(f"{monday + timedelta(days=20)}")
    screen.get_by_label("Datum", exact=True).fill(f"{monday}")
    screen.get_by_label("Vad är det?").fill("Sittgympa")
    screen.get_by_label("Börjar").fill("10:00")
    screen.get_by_role("button", name="Lägg till i programmet").click()
    expect(screen.get_by_text("Bara antal kräver nämndens beslut").first).to_be_visible()
    axe(screen)
    screen.get_by_label("Nämnd som har beslutat").fill("Äldrenämnden")
    screen.get_by_label("Beslutets diarienummer").fill("ÄN 2025-114")
    screen.get_by_label("Beslutsdatum").fill("2025-09-18")
    screen.get_by_role("button", name="Lägg till i programmet").click()
    expect(screen.get_by_role("heading", level=1)).to_have_text("Sittgympa")
    expect(screen.get_by_text("Varje måndag från")).to_be_visible()
    axe(screen)

    first = Occasion.objects.earliest("starts_at")
    screen.goto(first.get_absolute_url())
    axe(screen)
    screen.get_by_role("link", name="Flytta").click()
    screen.get_by_label("Ny dag").fill(f"{monday + timedelta(days=1)}")
    screen.get_by_label("Varför flyttas det?").fill("Salen är upptagen")
    axe(screen)
    screen.get_by_role("button", name="Flytta").click()
    expect(screen.get_by_text("Flyttat från måndag")).to_be_visible()
    axe(screen)
    screen.goto(f"/program/{site.pk}/?vecka={week_of(monday).code}")
    expect(screen.get_by_text("Flyttat till tisdag")).to_be_visible()
    axe(screen)

    screen.get_by_role("link", name="Sittgympa").last.click()
    screen.get_by_role("link", name="Ställ in").click()
    screen.get_by_label("Varför ställs det in?").fill("Ledaren har förhinder")
    screen.get_by_role("button", name="Ställ in").click()
    expect(screen.get_by_role("heading", name="Inställt")).to_be_visible()
    axe(screen)

    screen.goto(f"/program/{site.pk}/stang/")
    screen.get_by_label("Dag", exact=True).fill(f"{monday + timedelta(days=7)}")
    axe(screen)
    screen.get_by_role("button", name="Stäng dagen").click()
    expect(screen.get_by_text("Stängt", exact=True)).to_be_visible()
    expect(screen.get_by_text("Inställt: Mötesplatsen är stängd")).to_be_visible()
    axe(screen)
    screen.get_by_role("link", name="Visa månad").click()
    axe(screen)

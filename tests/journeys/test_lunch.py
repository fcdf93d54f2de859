"""Can care staff set up lunch, write the week's menu on a phone, book a portion and count what was served?"""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from livskraft.access.roles import Role
from livskraft.access.tests.factories import AssignmentFactory
from livskraft.modules.activities.models import LunchCount
from livskraft.modules.activities.rules.programme import week_of
from livskraft.organisation.tests.factories import SiteFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_lunch_week_from_the_first_menu_to_the_last_portion(screen, sign_in, axe):
    site = SiteFactory(name="Almgården")
    today = timezone.localdate()
    sign_in(screen, AssignmentFactory(unit=site, role=Role.CARE_STAFF).user)
    screen.goto(f"/program/{site.pk}/lunch/")
    axe(screen)
    screen.get_by_role("link", name="Lägg upp lunchen").click()
    for day in ("Måndag", "Tisdag", "Onsdag", "Torsdag", "Fredag", "Lördag", "Söndag"):
        screen.get_by_label(day).check()
    screen.get_by_label("Från klockan").fill("11:30")
    screen.get_by_label("Till klockan").fill("13:00")
    screen.get_by_label("Pris i kronor").fill("85")
    screen.get_by_label("Lunchen kan bokas").check()
    axe(screen)
    screen.get_by_role("button", name="Spara").click()
    expect(screen.get_by_text("Lunchens tider är sparade.")).to_be_visible()

    screen.goto(f"/program/{site.pk}/lunch/?vecka={week_of(today).after.code}")
    screen.get_by_role("link", name="Skriv matsedeln").click()
    axe(screen)
    screen.get_by_label("Måndag, rätt 1").fill("Kokt torsk med äggsås")
    screen.get_by_label("Måndag, allergener 1").fill("fisk, ägg, smör")
    screen.get_by_role("button", name="Spara matsedeln").click()
    expect(screen.get_by_text("ingen av allergenerna").first).to_be_visible()
    axe(screen)
    screen.get_by_label("Måndag, allergener 1").fill("fisk, ägg, mjölk")
    screen.get_by_role("button", name="Spara matsedeln").click()
    expect(screen.get_by_text("Kokt torsk med äggsås")).to_be_visible()
    expect(screen.get_by_text("Innehåller ägg, fisk, mjölk")).to_be_visible()
    axe(screen)

    screen.get_by_role("link", name="Bokningar").first.click()
    screen.get_by_label("Vem är det till?").fill("Gun-Britt")
    axe(screen)
    screen.get_by_role("button", name="Boka", exact=True).click()
    expect(screen.get_by_text("1 portion är bokad.")).to_be_visible()
    axe(screen)

    screen.goto(f"/program/{site.pk}/lunch/?vecka={week_of(today - timedelta(days=1)).code}")
    screen.get_by_role("link", name="Räkna portioner").first.click()
    screen.get_by_label("Serverade portioner").fill("31")
    axe(screen)
    screen.get_by_role("button", name="Spara").click()
    expect(screen.get_by_text("31 portioner serverade")).to_be_visible()
    assert LunchCount.objects.get().portions == 31

"""Can staff paste the week's text, see what was not understood, put it right, and find it in the programme?"""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from livskraft.access.roles import Role
from livskraft.access.tests.factories import AssignmentFactory
from livskraft.kit.partial_date import MONTHS
from livskraft.modules.activities.models import Occasion
from livskraft.modules.activities.rules.programme import week_of
from livskraft.organisation.tests.factories import SiteFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_programme_from_a_letter_to_the_week(screen, sign_in, axe):
    site = SiteFactory(name="Almgården")
    monday = week_of(timezone.localdate()).after.first
    tuesday, thursday = (monday + timedelta(days=n) for n in (1, 3))
    text = (
        f"Tisdag {tuesday.day} {MONTHS[tuesday.month - 1]}:\n• 10-12 – Sittgympa och kaffe\n"
        "• 14 – Brasskvintett, 40 kr\n"
        f"Torsdag {thursday.day} {MONTHS[thursday.month - 1]} • Stängt\n"
        "Vid eftermiddagsaktiviteterna är det insläpp tidigast 13.15"
    )
    sign_in(screen, AssignmentFactory(unit=site, role=Role.CARE_STAFF).user)
    screen.goto(f"/program/{site.pk}/")
    screen.get_by_role("link", name="Klistra in ett program").click()
    screen.get_by_label("Programmet").fill(text)
    screen.get_by_label("Vilket år").fill(str(tuesday.year))
    axe(screen)
    screen.get_by_role("button", name="Läs texten").click()
    expect(screen.get_by_text("De här raderna förstods inte")).to_be_visible()
    expect(screen.get_by_text("insläpp tidigast 13.15").first).to_be_visible()
    axe(screen)
    screen.get_by_role("link", name="Rätta texten").click()
    expect(screen.get_by_label("Programmet")).to_have_value(text)
    screen.get_by_role("button", name="Läs texten").click()
    screen.get_by_label("Aktivitet").last.fill("Brasskvintett i salongen")
    screen.get_by_role("button", name="Spara i programmet").click()
    expect(screen.get_by_text("2 tider lades till i programmet.")).to_be_visible()
    expect(screen.get_by_role("link", name="Brasskvintett i salongen")).to_be_visible()
    expect(screen.get_by_text("Stängt").first).to_be_visible()
    axe(screen)
    assert Occasion.objects.count() == 2

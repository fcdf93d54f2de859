"""Does the week's programme go from the screen to the wall, to the neighbour's phone, and onto a slip of paper?"""

import re
from datetime import time, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from livskraft.access.actor import system_actor
from livskraft.access.roles import Role
from livskraft.access.tests.factories import AssignmentFactory
from livskraft.modules.activities.actions.occasions import cancel_occasion
from livskraft.modules.activities.models import PersonCalendar
from livskraft.modules.activities.rules.programme import week_of
from livskraft.modules.activities.tests.factories import activity_at, occasion_of
from livskraft.modules.activities.tests.sign_ups import popular, signed
from livskraft.organisation.models import Unit
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.tests.factories import person_at

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def site() -> Unit:
    site: Unit = SiteFactory(name="Almgården")
    tuesday = week_of(timezone.localdate()).after.first + timedelta(days=1)
    for title, hour in (("Sittgympa", 10), ("Körsång", 14)):
        activity = activity_at(site, title=title, place="Salongen", sign_up="public")
        occasion = occasion_of(activity, on=tuesday, from_time=time(hour), to_time=time(hour + 1))
    cancel_occasion(occasion=occasion, reason="Ledaren är sjuk", by=system_actor("test"))
    return site


def downloaded(page: Page, name: str, role: str = "link") -> str:
    with page.expect_download() as caught:
        page.get_by_role(role, name=name).click()  # type: ignore[arg-type]  # one of Playwright's words for it
    data = Path(caught.value.path()).read_bytes()
    assert data.startswith(b"%PDF")
    return "".join(sheet.extract_text() for sheet in PdfReader(BytesIO(data)).pages)


def test_the_programme_is_printed_as_a_poster(screen, site, sign_in, axe):
    sign_in(screen, AssignmentFactory(unit=site, role=Role.CARE_STAFF).user)
    screen.goto(f"/program/{site.pk}/?vecka={week_of(timezone.localdate()).after.code}")
    screen.get_by_role("link", name="Skriv ut affischen").click()
    expect(screen.get_by_role("heading", level=1)).to_have_text("Affisch för Almgården")
    expect(screen.get_by_text("Ledaren är sjuk")).to_be_visible()
    axe(screen)
    words = downloaded(screen, "Hämta affischen")
    for told in ("Almgården", "Sittgympa", "Körsång", "Inställt", "Ledaren är sjuk", "Salongen"):
        assert told in words
    screen.get_by_label("Papper").select_option("a4")
    screen.get_by_role("button", name="Visa").click()
    expect(screen.get_by_role("link", name="Hämta affischen")).to_have_attribute("href", re.compile("format=a4"))
    screen.get_by_label("Vecka", exact=True).select_option(index=5)
    screen.get_by_role("button", name="Visa").click()
    expect(screen.get_by_text("Inget är planerat den här veckan")).to_be_visible()
    axe(screen)


def test_anybody_sees_what_is_on_and_turns_the_weeks(screen, site, axe):
    screen.goto(f"/hitta/{site.pk}/")
    expect(screen.get_by_text("Inget i programmet i dag.")).to_be_visible()
    expect(screen.get_by_role("link", name="Anmäl dig")).to_have_count(1)
    axe(screen)
    screen.get_by_role("link", name="Se programmet vecka för vecka").click()
    screen.get_by_role("link", name="Nästa vecka").click()
    expect(screen.get_by_text("Sittgympa")).to_be_visible()
    axe(screen)
    screen.get_by_role("link", name="العربية").click()
    expect(screen.get_by_text("Sittgympa")).to_be_visible()
    axe(screen)
    screen.get_by_role("link", name="التسجيل").first.click()
    expect(screen).to_have_url(re.compile("/program/anmal/"))


def test_a_person_gets_a_calendar_on_a_slip_and_it_ends(screen, sign_in, axe):
    site = SiteFactory(name="Almgården")
    occasion = popular(site)
    signed(occasion, person=person_at(site, "Elsa", "Exempel"))
    sign_in(screen, AssignmentFactory(unit=site, role=Role.CARE_STAFF).user)
    screen.goto(f"/program/tillfalle/{occasion.pk}/anmalda/")
    screen.get_by_role("link", name="Kalender för Elsa Exempel").click()
    axe(screen)
    words = downloaded(screen, "Gör kalendern och hämta lappen", "button")
    assert "Din kalender" in words
    assert "Elsa" not in words
    screen.reload()
    axe(screen)
    screen.get_by_text("Avsluta kalendern").first.click()
    screen.get_by_role("button", name="Avsluta kalendern").last.click()
    expect(screen.get_by_text("Kalendern är avslutad.")).to_be_visible()
    assert not PersonCalendar.objects.filter(revoked_at=None).exists()

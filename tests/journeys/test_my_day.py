"""Does a manager see what is late, put off what cannot be done yet, and find out whom to remind?"""

from collections.abc import Callable
from datetime import date

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from livskraft.access.roles import Role
from livskraft.access.tests.factories import AssignmentFactory, UserFactory
from livskraft.duties.tests.factories import idle_kind, only_kinds, site_kind
from livskraft.organisation.tests.factories import SiteFactory, responsible_body

__all__ = ["only_kinds"]
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def site(only_kinds):
    only_kinds(
        site_kind("test.inspect", days=-12, action="Besikta"),
        site_kind("test.check", days=0),
        site_kind("test.week", days=4),
        site_kind("test.wallbars", days=-52, waits=True),
    )
    return SiteFactory(name="Lunden")


@pytest.fixture
def enter(sign_in) -> Callable[..., Page]:
    """Signs the page in as somebody with the role at the unit, and opens the address."""

    def entered(page: Page, unit, role=Role.UNIT_MANAGER, address="/") -> Page:
        sign_in(page, AssignmentFactory(unit=unit, role=role, user=UserFactory(name="Petra Prov")).user)
        page.goto(address)
        return page

    return entered


def test_late_comes_before_today_before_the_week_and_each_row_says_why(screen, enter, site, axe):
    page = enter(screen, site)
    expect(page.get_by_role("heading", level=2)).to_contain_text(
        ["Försenat", "I dag", "Närmaste veckan", "Väntar på andra", "Plats för plats"]
    )
    late = page.locator("#late + ul > li")
    expect(late).to_contain_text("Försenad 12 dagar")
    why = late.get_by_text("000 Verksamhetschef: besöker")
    expect(why).to_be_hidden()
    late.get_by_text("Varför?").click()
    expect(why).to_be_visible()
    axe(page)


def test_a_wide_screen_has_the_day_to_the_left_and_the_places_to_the_right(desktop, phone, enter, site):
    day, places = (enter(desktop, site).locator(where).bounding_box() for where in ("#late", ".ov-places"))
    assert places["x"] > day["x"] + 400
    day, places = (enter(phone, site).locator(where).bounding_box() for where in ("#late", ".ov-places"))
    assert places["y"] > day["y"] + 400


def test_what_cannot_be_done_yet_waits_until_a_day_and_comes_back(screen, enter, site, axe):
    page = enter(screen, site)
    page.locator("#late + ul").get_by_role("link", name="Anteckna").click()
    axe(page)
    page.get_by_role("button", name="Spara").click()
    expect(page.get_by_role("group", name="En sak behöver rättas")).to_be_focused()
    axe(page)
    next_year = date(timezone.localdate().year + 1, timezone.localdate().month, 1)
    page.get_by_label("Vad har hänt, eller vad väntar du på?").fill("Reservdelen är beställd")
    page.get_by_label("Väntar till").fill(next_year.isoformat())
    page.get_by_role("button", name="Spara").click()
    expect(page.locator("#late")).to_have_count(0)
    waiting = page.locator("#waiting + ul > li")
    expect(waiting).to_contain_text("Reservdelen är beställd")
    axe(page)
    waiting.get_by_role("link", name="Ändra anteckningen").click()
    page.get_by_role("button", name="Ta bort anteckningen").click()
    expect(page.locator("#late + ul > li")).to_have_count(1)
    expect(page.locator("#waiting")).to_have_count(0)


def test_what_others_owe_says_whom_to_ring(screen, enter, site, axe):
    page = enter(screen, site)
    row = page.locator("#vantar-pa ~ ul").last
    expect(row.get_by_role("link", name="013-12 34 56")).to_have_attribute("href", "tel:013-123456")
    expect(row).to_contain_text("Fastighets AB Exempel, Kim Kontakt")
    page.get_by_role("link", name="Se det samlat för var och en").click()
    expect(page.get_by_role("heading", level=2)).to_contain_text(["Fastighets AB Exempel"])
    axe(page)


def test_an_empty_day_leads_on_to_the_site(screen, enter, only_kinds, axe):
    only_kinds(idle_kind())
    page = enter(screen, SiteFactory(name="Lunden"))
    expect(page.get_by_role("heading", name="Allt är gjort")).to_be_visible()
    axe(page)
    page.get_by_role("link", name="Se dina platser").click()
    expect(page.get_by_role("heading", level=1, name="Lunden")).to_be_visible()
    expect(page.get_by_role("heading", name="Inget att göra här just nu")).to_be_visible()
    axe(page)


def test_the_department_goes_from_the_municipality_to_a_site(screen, enter, site, axe):
    SiteFactory(name="Asken")
    page = enter(screen, responsible_body(), Role.ADMINISTRATION, "/kommun/")
    axe(page)
    page.get_by_label("Område").select_option(label=site.parent.parent.name)
    page.get_by_role("button", name="Visa").click()
    expect(page.get_by_role("link", name="Asken")).to_have_count(0)
    page.get_by_role("link", name="Lunden").click()
    expect(page.get_by_role("heading", level=1, name="Lunden")).to_be_visible()
    expect(page.get_by_text("Saknas").first).to_be_visible()
    axe(page)
    page.goto("/plats/")
    axe(page)


def test_the_morning_e_mail_is_declined_in_ones_own_menu(screen, enter, site, axe):
    page = enter(screen, site, address="/konto/morgonmejl/")
    axe(page)
    page.get_by_role("checkbox").uncheck()
    page.get_by_role("button", name="Spara").click()
    expect(page.get_by_text("Du får inte mejlet längre.")).to_be_visible()
    expect(page.get_by_role("checkbox")).not_to_be_checked()

"""Can every component be seen, read and used, on a phone and on a desk, with scripts and without?"""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from livskraft.access.roles import Role
from livskraft.access.tests.factories import AssignmentFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)
GALLERY = "/om/komponenter/"


@pytest.fixture
def enter(sign_in) -> Callable[[Page], Page]:
    """Signs the page in as somebody with two assignments, so that there is something to switch between."""
    user = UserFactory(name="Sigrid Ekholm")
    unit = AssignmentFactory(user=user, role=Role.SYSTEM_ADMINISTRATOR).unit
    AssignmentFactory(user=user, unit=unit, role=Role.ADMINISTRATION)

    def entered(page: Page) -> Page:
        sign_in(page, user)
        return page

    return entered


def test_every_component_is_accessible(screen, enter, axe):
    enter(screen)
    for address in (GALLERY, f"{GALLERY}?fel=1", "/om/", "/om/tillganglighet/", "/finns-inte/"):
        screen.goto(address)
        expect(screen.locator("h1")).to_be_visible()
        axe(screen)


def test_the_accessibility_statement_needs_no_signing_in(screen, axe):
    screen.goto("/om/tillganglighet/")
    expect(screen.get_by_role("heading", level=1)).to_have_text("Tillgänglighetsredogörelse")
    axe(screen)


def test_the_menus_open_close_and_are_accessible(screen, enter, axe):
    enter(screen).goto(GALLERY)
    person = screen.locator(".lk-menu > summary")
    person.click()
    expect(screen.get_by_role("button", name="Logga ut")).to_be_visible()
    expect(screen.get_by_role("button", name="Handläggare på förvaltningen")).to_be_visible()
    axe(screen)
    screen.keyboard.press("Escape")
    expect(screen.get_by_role("button", name="Logga ut")).to_be_hidden()
    expect(person).to_be_focused()
    navigation = screen.get_by_role("navigation", name="Huvudmeny")
    if screen.get_by_text("Meny", exact=True).is_visible():
        expect(navigation.get_by_role("link").first).to_be_hidden()
        screen.get_by_text("Meny", exact=True).click()
        axe(screen)
    expect(navigation.get_by_role("link").first).to_be_visible()


def test_the_error_summary_takes_focus_and_leads_to_the_field(screen, enter):
    enter(screen).goto(f"{GALLERY}?fel=1")
    expect(screen.locator(".ds-error-summary")).to_be_focused()
    screen.get_by_role("link", name="Utlåtande: Välj ett alternativ.").click()
    expect(screen.get_by_label("Utan anmärkning")).to_be_focused()


def test_a_destructive_step_asks_once_and_can_be_left(screen, enter, axe):
    enter(screen).goto(GALLERY)
    opener = screen.locator(".lk-confirm summary")
    opener.click()
    dialog = screen.get_by_role("dialog")
    expect(dialog).to_contain_text("Du tar bort Motionscykel 3")
    axe(screen)
    dialog.get_by_role("button", name="Avbryt").click()
    expect(dialog).to_have_count(0)
    expect(opener).to_be_focused()


def test_without_scripts_it_asks_in_place_and_the_summary_still_takes_focus(open_page, enter):
    page = enter(open_page(java_script_enabled=False))
    page.goto(f"{GALLERY}?fel=1")
    expect(page.locator(".ds-error-summary")).to_be_focused()
    page.locator(".lk-confirm summary").click()
    expect(page.get_by_text("Du tar bort Motionscykel 3")).to_be_visible()
    expect(page.locator("[data-lk-print]")).to_be_hidden()


def test_a_table_becomes_cards_on_a_phone(phone, desktop, enter):
    for page, shown_as in ((phone, "block"), (desktop, "table-row")):
        enter(page).goto(GALLERY)
        row = page.locator(".lk-table tr", has_text="Motionscykel 3")
        assert row.evaluate("row => getComputedStyle(row).display") == shown_as


def test_the_letters_are_our_own(desktop, enter):
    enter(desktop).goto(GALLERY)
    desktop.evaluate("document.fonts.ready.then(() => true)")
    loaded = desktop.evaluate("[...document.fonts].filter(font => font.status === 'loaded').map(font => font.family)")
    assert "Inter" in loaded


def test_everything_one_presses_is_large_enough(phone, enter):
    enter(phone).goto(GALLERY)
    small = phone.evaluate(
        """() => [...document.querySelectorAll("button, summary, .ds-button, .ds-input:not([type=hidden]), nav a")]
            .filter((element) => element.checkVisibility() && !element.closest(".lk-choice"))
            .map((element) => [element.textContent.trim(), element.getBoundingClientRect().height])
            .filter(([, height]) => height < 44)"""
    )
    assert small == []


def test_on_paper_only_what_can_be_read_is_left(desktop, enter):
    enter(desktop).goto(GALLERY)
    desktop.emulate_media(media="print")
    expect(desktop.locator(".lk-print-only")).to_be_visible()
    expect(desktop.locator(".lk-status").first).to_be_visible()
    for hidden in (".lk-breadcrumbs", ".lk-pager", ".lk-filters", ".lk-title__actions", ".lk-footer ul"):
        expect(desktop.locator(hidden).first).to_be_hidden()

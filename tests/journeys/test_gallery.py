"""Can every component be seen, read and used, on a phone and on a desk, with scripts and without?"""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.django_db(transaction=True)
GALLERY = "/om/komponenter/"


def test_every_component_is_accessible(screen, axe):
    for address in (GALLERY, f"{GALLERY}?fel=1", "/om/", "/om/tillganglighet/", "/finns-inte/"):
        screen.goto(address)
        expect(screen.locator("h1")).to_be_visible()
        axe(screen)


def test_the_error_summary_takes_focus_and_leads_to_the_field(screen):
    screen.goto(f"{GALLERY}?fel=1")
    expect(screen.locator(".ds-error-summary")).to_be_focused()
    screen.get_by_role("link", name="Utlåtande: Välj ett alternativ.").click()
    expect(screen.get_by_label("Utan anmärkning")).to_be_focused()


def test_a_destructive_step_asks_once_and_can_be_left(screen, axe):
    screen.goto(GALLERY)
    opener = screen.locator(".lk-confirm summary")
    opener.click()
    dialog = screen.get_by_role("dialog")
    expect(dialog).to_contain_text("Du tar bort Motionscykel 3")
    axe(screen)
    dialog.get_by_role("button", name="Avbryt").click()
    expect(dialog).to_have_count(0)
    expect(opener).to_be_focused()


def test_without_scripts_it_asks_in_place_and_the_summary_still_takes_focus(open_page):
    page = open_page(java_script_enabled=False)
    page.goto(f"{GALLERY}?fel=1")
    expect(page.locator(".ds-error-summary")).to_be_focused()
    page.locator(".lk-confirm summary").click()
    expect(page.get_by_text("Du tar bort Motionscykel 3")).to_be_visible()
    expect(page.locator("[data-lk-print]")).to_be_hidden()


def test_a_table_becomes_cards_on_a_phone(phone, desktop):
    for page, shown_as in ((phone, "block"), (desktop, "table-row")):
        page.goto(GALLERY)
        row = page.get_by_role("row").filter(has_text="Motionscykel 3")
        assert row.evaluate("row => getComputedStyle(row).display") == shown_as


def test_the_letters_are_our_own(desktop):
    desktop.goto(GALLERY)
    assert desktop.evaluate("document.fonts.ready.then(() => document.fonts.check('18px Inter', 'åäö'))")
    loaded = desktop.evaluate("[...document.fonts].filter(font => font.status === 'loaded').map(font => font.family)")
    assert "Inter" in loaded


def test_everything_one_presses_is_large_enough(phone):
    phone.goto(GALLERY)
    small = phone.evaluate(
        """() => [...document.querySelectorAll("button, summary, .ds-button, .ds-input:not([type=hidden]), nav a")]
            .filter((element) => element.checkVisibility())
            .map((element) => [element.textContent.trim(), element.getBoundingClientRect(), element])
            .filter(([, box, element]) => box.height < 44 && !element.closest(".lk-choice"))
            .map(([words, box]) => `${words}: ${box.height}`)"""
    )
    assert small == []


def test_on_paper_only_what_can_be_read_is_left(desktop):
    desktop.goto(GALLERY)
    desktop.emulate_media(media="print")
    expect(desktop.locator(".lk-print-only")).to_be_visible()
    expect(desktop.locator(".lk-status").first).to_be_visible()
    for hidden in (".lk-breadcrumbs", ".lk-pager", ".lk-filters", ".lk-title__actions", ".lk-footer ul"):
        expect(desktop.locator(hidden).first).to_be_hidden()

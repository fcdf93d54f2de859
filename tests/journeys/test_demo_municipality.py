"""Can everybody in the demo municipality open their day and every page in their menu, and does done work disappear?"""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from livskraft.access import demo as access_demo
from livskraft.access.models import User
from livskraft.access.roles import Role
from livskraft.modules.incidents import demo as incidents_demo
from livskraft.modules.minigym import demo as minigym_demo

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def municipality():
    """The demo as it is built for people; roles → somebody who has it."""
    today = timezone.localdate()
    access_demo.demo(today)
    minigym_demo.demo(today)
    incidents_demo.demo(today)
    return {role: next(name for name, held, *_ in access_demo.PEOPLE if held == role) for role in Role}


def test_every_role_opens_its_day_and_every_page_in_its_menu(screen, sign_in, axe, municipality):
    looked_at = set()
    for role, name in municipality.items():
        sign_in(screen, User.objects.get(name=name))
        screen.goto("/")
        expect(screen.get_by_role("heading", level=1)).to_have_text("Min dag")
        links = screen.locator(".lk-nav a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
        for link in links[1:]:
            answer = screen.goto(link)
            assert answer.status == 200, f"{role} is led to {link}, which answers {answer.status}"
            if link not in looked_at:
                looked_at.add(link)
                axe(screen)
        screen.context.clear_cookies()


def test_the_binder_is_printed_and_the_duty_disappears(screen, sign_in, axe, municipality):
    sign_in(screen, User.objects.get(name="Henrik Boström"))
    screen.goto("/")
    owed = screen.locator("a.lk-list__title", has_text="Skriv ut pärmen för Källstorp minigym")
    expect(owed).to_be_visible()
    owed.click()
    axe(screen)
    with screen.expect_download() as download:
        screen.get_by_role("button", name="Skriv ut till pärmen").click()
    assert download.value.path().read_bytes().startswith(b"%PDF-")
    expect(screen.get_by_text("Pärmen är aktuell")).to_be_visible()
    axe(screen)
    screen.goto("/")
    expect(screen.get_by_role("heading", level=1)).to_have_text("Min dag")
    expect(owed).to_have_count(0)
    axe(screen)


def test_a_stopped_machine_is_seen_to_and_the_day_is_empty(screen, sign_in, axe, municipality):
    sign_in(screen, User.objects.get(name="Jonas Ekstrand"))
    screen.goto("/")
    screen.locator("a.lk-list__title", has_text="Åtgärda Chest press MG-8").click()
    axe(screen)
    screen.get_by_role("link", name="Det är åtgärdat").first.click()
    screen.get_by_label("Vad gjordes?").fill("Vajern är bytt och provkörd.")
    screen.get_by_label("tas i bruk igen").check()
    axe(screen)
    screen.get_by_role("button", name="Spara").click()
    screen.goto("/")
    expect(screen.get_by_text("Åtgärda Chest press")).to_have_count(0)
    axe(screen)

"""Does anybody find a minigym and its hours, without scripts too, and in the municipality's own pages?"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import quote, unquote

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Frame, Page, expect

from livskraft.access.tests.factories import AssignmentFactory, UserFactory
from livskraft.modules.minigym.models import Instruction
from livskraft.modules.minigym.tests.factories import EquipmentFactory
from livskraft.organisation.models import Unit
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.overview.tests.factories import closed_days, gym_of, open_site

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def site() -> Unit:
    site = open_site(
        "Lunden", text="Välkommen hit", phone="012-34 56 78", way="Buss 4 stannar utanför.", access="Hiss finns."
    )
    item = EquipmentFactory(gym=gym_of(site), kind__name="Benpress")
    EquipmentFactory(gym=gym_of(site), kind__name="Armcykel", status="out_of_use")
    now = timezone.now()
    instruction = Instruction.objects.create(kind=item.kind)
    version = instruction.versions.create(number=1, written_at=now, approved_at=now)
    version.texts.create(language="sv", purpose="Stärker benen.", how_to="Sätt dig\nTryck ifrån", written_at=now)
    instruction.published, instruction.review_on = version, now.date()
    instruction.save()
    SiteFactory(name="Asken")
    return site


def test_a_visitor_searches_reads_the_hours_and_how_a_machine_is_used(screen: Page, site, axe):
    tomorrow = timezone.localdate() + timedelta(days=1)
    closed_days(site, tomorrow, tomorrow, "Golvet vaxas")
    page = screen
    page.goto("/logga-in/")
    page.get_by_role("link", name="Är du besökare?").click()
    axe(page)
    page.get_by_label("Plats, område eller adress").fill("lun")
    page.get_by_role("button", name="Sök").click()
    expect(page.get_by_role("status")).to_have_text("1 plats hittades.")
    axe(page)
    page.get_by_role("link", name="Lunden").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Lunden")
    expect(page.get_by_role("row").nth(2)).to_contain_text("Golvet vaxas")
    expect(page.get_by_role("link", name="Ring platsen")).to_have_attribute("href", "tel:012345678")
    expect(page.get_by_text("Ur bruk")).to_be_visible()
    expect(page.get_by_text("11 kap. 1 § socialtjänstlagen")).to_be_visible()
    axe(page)
    page.get_by_role("link", name="Benpress").click()
    expect(page.get_by_text("Tryck ifrån")).to_be_visible()
    axe(page)


def test_nothing_needs_a_script(open_page: Callable[..., Page], site):
    page = open_page(java_script_enabled=False)
    page.goto("/hitta/?q=lun")
    page.get_by_role("link", name="Lunden").click()
    expect(page.get_by_role("table", name="Öppettider den närmaste veckan")).to_be_visible()
    page.get_by_role("link", name="Träffpunkter och minigym").click()
    page.get_by_label("Plats, område eller adress").fill("finnsinte")
    page.get_by_role("button", name="Sök").click()
    expect(page.get_by_role("heading", name="Ingen plats stämmer med sökningen")).to_be_visible()


def test_the_place_prints_as_a_notice_for_the_door(desktop: Page, site):
    desktop.goto(f"/hitta/{site.pk}/")
    desktop.emulate_media(media="print")
    expect(desktop.get_by_role("table")).to_be_visible()
    expect(desktop.get_by_text("012-34 56 78")).to_be_visible()
    for hidden in ("För personal", "Ring platsen", "Karta (annan webbplats)"):
        expect(desktop.get_by_text(hidden)).to_be_hidden()


def test_the_manager_writes_what_the_public_reads(screen: Page, site, sign_in, axe):
    sign_in(screen, AssignmentFactory(unit=site, user=UserFactory(name="Petra Prov")).user)
    screen.goto(f"/plats/{site.pk}/")
    screen.get_by_role("link", name="Ändra det allmänheten läser").click()
    axe(screen)
    screen.get_by_label("Telefon till platsen").fill("fråga Petra")
    screen.get_by_role("button", name="Spara").click()
    expect(screen.get_by_role("group", name="En sak behöver rättas")).to_be_focused()
    axe(screen)
    screen.get_by_label("Telefon till platsen").fill("012-99 99 99")
    screen.get_by_role("button", name="Spara").click()
    expect(screen.get_by_role("heading", level=1)).to_have_text("Lunden")
    expect(screen.get_by_role("link", name="012-99 99 99")).to_be_visible()


def test_open_data_shows_the_block_as_it_will_look(screen: Page, site, axe):
    screen.goto("/oppna-data/")
    screen.locator("iframe").scroll_into_view_if_needed()
    block = screen.frame_locator("iframe")
    expect(block.get_by_role("heading", level=1)).to_be_visible()
    axe(screen)
    screen.goto(f"/inbaddat/{site.pk}/")
    axe(screen)


class TheirPages(BaseHTTPRequestHandler):
    """Whatever is asked for is a page with the address after ? in a frame."""

    def do_GET(self) -> None:
        page = f'<!doctype html><iframe src="{unquote(self.path.partition("?")[2])}"></iframe>'.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, *about: object) -> None:
        """Tests are silent."""


@pytest.fixture
def their_site() -> Iterator[str]:
    """Another site on this machine; the browser lets no far-away one reach us at all."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), TheirPages)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def framed(new_context: Callable[..., BrowserContext], live_server, their_site: str) -> Callable[[str], Frame]:
    """Our page in a frame of theirs; what the browser says of a refusal is not a fault of the test."""

    def shown(path: str) -> Frame:
        page = new_context().new_page()
        page.goto(f"{their_site}/?{quote(live_server.url + path)}")
        page.wait_for_timeout(500)
        return page.frames[1]

    return shown


def test_another_site_shows_the_block_only_when_the_settings_name_it(framed, their_site, settings, site):
    block = f"/inbaddat/{site.pk}/"
    assert not framed(block).get_by_role("heading", name="Lunden", exact=True).count()
    settings.LIVSKRAFT_EMBEDDED_ON = [their_site]
    expect(framed(block).get_by_role("heading", name="Lunden", exact=True)).to_be_visible()


@pytest.mark.parametrize("path", ["/hitta/", "/hitta/{site}/", "/logga-in/", "/oppna-data/"])
def test_nothing_else_is_shown_in_a_frame_of_another_site(framed, their_site, settings, site, path):
    settings.LIVSKRAFT_EMBEDDED_ON = [their_site]
    assert not framed(path.format(site=site.pk)).get_by_role("heading").count()

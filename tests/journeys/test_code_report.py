"""Can a list of codes be loaded, and can the month's measures be taken out for the national register and reported?"""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from livskraft.access.actor import Actor
from livskraft.access.roles import Role
from livskraft.access.tests.factories import AssignmentFactory, UserFactory
from livskraft.modules.training.tests.factories import episode_of, later
from livskraft.modules.training.tests.kva import municipal_site
from livskraft.modules.training.tests.notes import note_of
from livskraft.organisation.queries import keeper_of
from livskraft.people.tests.factories import person_at

pytestmark = pytest.mark.django_db(transaction=True)
BAD = "Kod;Text\nAW005;Uppföljning av recept\nAW000;För bred\n"
GOOD = "Kod;Text\nAW005;Uppföljning av recept\nAW020;Rehabiliteringsplan\n"


@pytest.fixture(autouse=True)
def lindvik(settings):
    settings.LIVSKRAFT_MUNICIPALITY_CODE = "0580"


def test_a_list_is_looked_through_and_loaded(screen, sign_in, axe):
    site = municipal_site()
    sign_in(screen, AssignmentFactory(unit=site.parent.parent, role=Role.SYSTEM_ADMINISTRATOR).user)
    screen.goto("/administration/journal/koder/")
    axe(screen)
    screen.get_by_role("link", name="Läs in en lista").click()
    axe(screen)
    screen.get_by_label("Kodlistan").set_input_files(
        [{"name": "kva.csv", "mimeType": "text/csv", "buffer": BAD.encode()}]
    )
    screen.get_by_label("Gäller från och med").fill("2026-01-01")
    screen.get_by_label("Källa").fill("Socialstyrelsen")
    screen.get_by_role("button", name="Läs filen").click()
    expect(screen.get_by_text("Rad 3")).to_be_visible()
    axe(screen)
    screen.get_by_role("link", name="Välj en annan fil").click()
    screen.get_by_label("Kodlistan").set_input_files(
        [{"name": "kva.csv", "mimeType": "text/csv", "buffer": GOOD.encode()}]
    )
    screen.get_by_label("Gäller från och med").fill("2026-01-01")
    screen.get_by_label("Källa").fill("Socialstyrelsen")
    screen.get_by_role("button", name="Läs filen").click()
    axe(screen)
    screen.get_by_role("button", name="Läs in 2 koder").click()
    expect(screen.get_by_text("2 koder är inlästa.")).to_be_visible()
    screen.get_by_label("Kod eller ord").fill("plan")
    screen.get_by_role("button", name="Sök", exact=True).last.click()
    expect(screen.get_by_text("AW020")).to_be_visible()
    axe(screen)


def test_a_month_is_checked_taken_out_and_reported(screen, sign_in, axe):
    site = municipal_site()
    last_month = timezone.now().replace(day=1) - timedelta(days=10)
    maja = AssignmentFactory(unit=site, role=Role.PHYSIOTHERAPIST, user=UserFactory(name="Maja Prov"))
    by = Actor(at=last_month, user=maja.user, assignment=maja)
    note_of(episode_of(person_at(site, "Gun", number="194408139089", at=by.at), by), later(by, hours=2))
    note_of(episode_of(person_at(site, "Okänd", at=by.at), by), later(by, hours=3))
    manager = AssignmentFactory(unit=keeper_of(site, timezone.localdate()), role=Role.AREA_MANAGER)
    sign_in(screen, manager.user)
    screen.goto("/")
    screen.get_by_role("link", name="Öppna rapporten").first.click()
    expect(screen.get_by_role("heading", level=1)).to_contain_text("Vårdåtgärder i")
    expect(screen.get_by_text("Patienten har inget personnummer")).to_be_visible()
    for name in ("Gun", "Okänd"):
        expect(screen.get_by_text(name)).to_have_count(0)
    axe(screen)
    with screen.expect_download() as coming:
        screen.get_by_role("button", name="Hämta KHSL1 utan det som är fel").click()
    told = coming.value.path().read_text()
    assert len(told.splitlines()) == 2
    assert ";194408139089;" in told
    screen.locator("summary", has_text="Rapporten är skickad").click()
    axe(screen)
    screen.locator(".lk-confirm__box").get_by_role("button", name="Rapporten är skickad").click()
    expect(screen.get_by_text("Månaden är rapporterad.")).to_be_visible()
    axe(screen)

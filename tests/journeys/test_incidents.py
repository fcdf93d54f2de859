"""Can staff report on a phone what leads to each of the three routes, and do the right people take it to the end?"""

import re
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from livskraft.access.actor import Actor
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.modules.incidents.models import Incident
from livskraft.modules.incidents.rules import State
from livskraft.modules.minigym.models import Equipment
from livskraft.modules.minigym.rules import Status
from livskraft.modules.minigym.tests.factories import EquipmentFactory, GymFactory
from livskraft.organisation.models import Unit

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def item() -> Equipment:
    found: Equipment = EquipmentFactory(gym=GymFactory(name="Minigymmet i entrén"))
    return found


@pytest.fixture
def site(item: Equipment) -> Unit:
    return item.gym.site


def person(site: Unit, role: Role) -> Actor:
    return actor_at(site, role, at=datetime.now(UTC))


def report(page: Page, axe, *, kind: str, what: str, context: str) -> None:
    page.goto("/handelser/")
    axe(page)
    page.get_by_role("link", name="Rapportera en händelse").click()
    axe(page)
    for choice in (kind, what, context):
        # From the beginning of the words: "Fall" is not "Olycksfall".
        page.get_by_role("radio", name=re.compile(f"^{choice}")).check()
    page.get_by_role("button", name="Nästa").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Lite mer om händelsen")


def send(page: Page, axe, who: str, words: str) -> None:
    page.get_by_role("radio", name=who).check()
    page.get_by_label("Berätta kort vad som hände").fill(words)
    axe(page)
    page.get_by_role("button", name="Skicka rapporten").click()
    expect(page.get_by_text("Tack. Rapporten är sparad")).to_be_visible()
    axe(page)


def test_friskvard_to_which_nothing_contributed_ends_with_the_visitor_told(screen: Page, sign_in, axe, site: Unit):
    manager = person(site, Role.UNIT_MANAGER)
    sign_in(screen, person(site, Role.CARE_STAFF).user)
    report(screen, axe, kind="Olycksfall", what="Fall", context="Friskvård")
    expect(screen.get_by_label("Vilken maskin?")).to_be_hidden()
    expect(screen.get_by_label("Besökarens namn")).to_be_hidden()
    send(screen, axe, "En besökare, utan namn", "Snubblade på sina skosnören.")
    expect(screen.get_by_text("gäller besökarens egen försäkring")).to_be_visible()
    expect(screen.get_by_role("button", name="Skriv ut till besökaren")).to_be_visible()

    screen.context.clear_cookies()
    sign_in(screen, manager.user)
    screen.goto("/")
    screen.locator("a.lk-list__title", has_text="Ta emot: olycksfall").click()
    axe(screen)
    screen.get_by_role("button", name="Ta emot").click()
    screen.get_by_role("link", name="Ta ställning till lagarna").click()
    axe(screen)
    screen.get_by_role("radio", name="Nej, det anmäls inte").check()
    screen.get_by_label("Skäl, Lex Sarah").fill("Ingen brist.")
    screen.get_by_role("button", name="Spara").click()
    screen.get_by_role("link", name="Ta ställning", exact=True).click()
    screen.get_by_role("radio", name="Ja").check()
    axe(screen)
    screen.get_by_role("button", name="Spara").click()
    screen.get_by_role("link", name="Besluta").click()
    screen.get_by_label("Besked till den som").fill("Besökaren mår bra.")
    screen.get_by_label("Varför behövs ingen åtgärd?").fill("Inget på platsen bidrog.")
    axe(screen)
    screen.get_by_role("button", name="Spara").click()
    screen.get_by_role("button", name="Avsluta händelsen").click()
    expect(screen.get_by_text("Händelsen är avslutad.")).to_be_visible()
    axe(screen)
    assert Incident.objects.get().state == State.CLOSED
    screen.goto("/handelser/alla/")
    axe(screen)
    screen.goto("/handelser/oversikt/")
    axe(screen)


def test_a_faulty_item_is_stopped_and_the_coordinator_gets_it(screen: Page, sign_in, axe, site: Unit, item: Equipment):
    coordinator = person(site, Role.SAFETY_COORDINATOR)
    sign_in(screen, person(site, Role.CARE_STAFF).user)
    report(screen, axe, kind="Olycksfall", what="Klämning", context="Friskvård")
    screen.get_by_role("checkbox", name="Utrustningen").check()
    screen.get_by_label("Vilken maskin?").select_option(label=f"{item}, {item.gym.name}")
    screen.get_by_role("radio", name="En besökare, med namn").check()
    screen.get_by_label("Besökarens namn").fill("Rut Sandin")
    send(screen, axe, "En besökare, med namn", "Remmen gick av.")
    expect(screen.get_by_text("prövar säkerhetssamordnaren kommunens ansvarsförsäkring")).to_be_visible()
    expect(screen.get_by_text("Ur bruk")).to_be_visible()
    item.refresh_from_db()
    assert item.status == Status.OUT_OF_USE

    screen.context.clear_cookies()
    sign_in(screen, coordinator.user)
    screen.goto("/")
    screen.locator("a.lk-list__title", has_text="kommunens ansvarsförsäkring").click()
    expect(screen.get_by_text("Rut Sandin")).to_be_visible()
    axe(screen)
    screen.get_by_role("link", name="Ta ställning", exact=True).click()
    screen.get_by_role("radio", name="Ja, det ska anmälas").check()
    screen.get_by_label("Ärendenummer").fill("A 17")
    screen.get_by_role("button", name="Spara").click()
    expect(screen.get_by_text("Anmäls", exact=True)).to_be_visible()
    screen.goto("/handelser/texter/")
    axe(screen)


def test_health_care_goes_to_the_patient_insurance_and_to_both_when_something_contributed(
    phone: Page, sign_in, axe, site: Unit
):
    sign_in(phone, person(site, Role.PHYSIOTHERAPIST).user)
    report(phone, axe, kind="Tillbud", what="Fall", context="Hälso- och sjukvård")
    send(phone, axe, "En besökare, utan namn", "Höll på att falla.")
    expect(phone.get_by_text("prövar säkerhetssamordnaren patientförsäkringen")).to_be_visible()
    report(phone, axe, kind="Olycksfall", what="Fall", context="Hälso- och sjukvård")
    phone.get_by_role("checkbox", name="Städningen").check()
    send(phone, axe, "En besökare, utan namn", "Golvet var vått.")
    expect(phone.get_by_text("både patientförsäkringen och kommunens ansvarsförsäkring")).to_be_visible()

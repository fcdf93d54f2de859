"""Does a neighbour sign up, wait, get called and get the seat?"""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from livskraft.access.models import AuditEntry
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.modules.activities.models import SignUp
from livskraft.modules.activities.rules.vocabulary import SignUpState
from livskraft.modules.activities.tests.factories import activity_at, occasion_of
from livskraft.modules.activities.tests.sign_ups import signed
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.tests.factories import person_at

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def staff():
    return actor_at(SiteFactory(name="Ängsgården"), Role.CARE_STAFF)


@pytest.fixture
def occasion(staff):
    activity = activity_at(staff.assignment.unit, title="Måla i akvarell", capacity=1, sign_up="public")
    return occasion_of(activity, on=timezone.localdate() + timedelta(days=5))


def test_a_neighbour_signs_up_waits_is_called_and_gets_the_seat(screen, open_page, sign_in, axe, occasion, staff):
    signed(occasion, "Rut Sandin", by=staff)
    neighbour = open_page(viewport={"width": 390, "height": 844})
    neighbour.goto(f"/program/anmal/{occasion.pk}/")
    expect(neighbour.get_by_text("Alla platser är tagna")).to_be_visible()
    axe(neighbour)
    neighbour.get_by_label("Ditt namn").fill("Sten Granne")
    neighbour.get_by_label("Ditt telefonnummer").fill("ring mig")
    neighbour.get_by_role("button", name="Ställ mig i kö").click()
    expect(neighbour.get_by_text("Skriv ett telefonnummer med riktnummer").first).to_be_visible()
    axe(neighbour)
    neighbour.get_by_label("Ditt telefonnummer").fill("070-174 06 12")
    neighbour.get_by_role("button", name="Ställ mig i kö").click()
    expect(neighbour.get_by_role("heading", level=1)).to_have_text("Tack, du står i kö")
    expect(neighbour.get_by_text("som nummer 1")).to_be_visible()
    axe(neighbour)
    mine = neighbour.url

    sign_in(screen, staff.user)
    screen.goto("/program/ringlista/")
    expect(screen.get_by_text("Ingen väntar på att bli uppringd")).to_be_visible()
    axe(screen)
    screen.goto(occasion.get_absolute_url())
    screen.get_by_role("link", name="Anmälda").click()
    expect(screen.get_by_text("1 av 1 platser är tagna. 1 står i kö.")).to_be_visible()
    axe(screen)
    row = screen.get_by_role("listitem").filter(has_text="Rut Sandin")
    row.locator("summary").click()
    screen.get_by_role("button", name="Avanmäl").last.click()
    expect(screen.get_by_text("Rut Sandin är avanmäld.")).to_be_visible()
    axe(screen)
    neighbour.goto(mine)
    expect(neighbour.get_by_text("Det har blivit en plats till dig.")).to_be_visible()

    screen.get_by_role("link", name="Ringlista").first.click()
    expect(screen.get_by_role("heading", name="Sten Granne")).to_be_visible()
    expect(screen.get_by_role("link", name="070-174 06 12")).to_have_attribute("href", "tel:+46701740612")
    expect(screen.get_by_text("Vill du ha den?")).to_be_visible()
    axe(screen)
    screen.get_by_role("button", name="Inget svar").click()
    expect(screen.get_by_text("svarade inte och står kvar")).to_be_visible()
    screen.get_by_role("button", name="Nådd").click()
    expect(screen.get_by_role("heading", name="Tänker på saken")).to_be_visible()
    axe(screen)
    screen.get_by_role("button", name="Tackade ja").click()
    expect(screen.get_by_text("Sten Granne har fått platsen.")).to_be_visible()
    assert SignUp.objects.get(name__isnull=False, state=SignUpState.SEAT).name == "Sten Granne"

    neighbour.goto(mine)
    expect(neighbour.get_by_text("Du har en plats. Välkommen!")).to_be_visible()
    axe(neighbour)
    neighbour.get_by_text("Avanmäl mig").first.click()
    neighbour.get_by_role("button", name="Avanmäl mig").last.click()
    expect(neighbour.get_by_role("heading", level=1)).to_have_text("Du är avanmäld")
    axe(neighbour)
    neighbour.goto(f"/program/anmal/{occasion.pk}/?sprak=ar")
    expect(neighbour.locator("html")).to_have_attribute("dir", "rtl")
    axe(neighbour)


def test_the_staff_sign_up_somebody_they_know_and_call_when_it_is_cancelled(screen, sign_in, axe, occasion, staff):
    person_at(staff.assignment.unit, "Elsa", "Åkerlund")
    sign_in(screen, staff.user)
    screen.goto(f"/program/tillfalle/{occasion.pk}/anmalda/")
    expect(screen.get_by_text("Ingen är anmäld än")).to_be_visible()
    axe(screen)
    screen.get_by_label("Någon som mötesplatsen känner").fill("elsa")
    screen.get_by_role("button", name="Sök", exact=True).last.click()
    axe(screen)
    screen.get_by_role("listitem").filter(has_text="Elsa Åkerlund").get_by_role("button", name="Anmäl").click()
    expect(screen.get_by_text("Elsa Åkerlund har en plats.")).to_be_visible()
    screen.get_by_label("Namn", exact=True).fill("Tyra Mossberg")
    screen.get_by_label("Telefon", exact=True).fill("070-174 06 07")
    screen.get_by_role("button", name="Anmäl", exact=True).last.click()
    expect(screen.get_by_text("Tyra Mossberg står i kö.")).to_be_visible()
    axe(screen)
    screen.goto(f"/program/tillfalle/{occasion.pk}/stall-in/")
    screen.get_by_label("skäl").or_(screen.get_by_role("textbox")).last.fill("Vattenläcka")
    screen.get_by_role("button", name="Ställ in").click()
    screen.goto("/program/ringlista/")
    for name in ("Elsa Åkerlund", "Tyra Mossberg"):
        card = screen.get_by_role("listitem").filter(has_text=name)
        expect(card.get_by_text("är inställt. Vattenläcka.")).to_be_visible()
        card.get_by_role("button", name="Lämnade besked").click()
        expect(screen.get_by_text(f"Du lämnade besked till {name}.")).to_be_visible()
    expect(screen.get_by_text("Ingen väntar på att bli uppringd")).to_be_visible()
    screen.get_by_role("button", name="Ångra").click()
    expect(screen.get_by_text("Tyra Mossberg står i listan som förut.")).to_be_visible()
    axe(screen)
    assert AuditEntry.objects.filter(verb="activities.calls_read").exists()

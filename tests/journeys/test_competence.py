"""Can an area manager bring in the staff of a site and see to it that everybody has a competence plan?"""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from livskraft.access.models import User
from livskraft.access.roles import Role
from livskraft.access.tests.factories import AssignmentFactory
from livskraft.organisation.queries import provider_of
from livskraft.organisation.tests.factories import SiteFactory

pytestmark = pytest.mark.django_db(transaction=True)
KEPT = """PERSONALLISTA Ekbacken;;;
Uppdaterad: mars;;;
Efternamn;Förnamn;Befattning;Lön
Ek;Anna;Undersköterska natt;29000
Lund;Bo;Kock;28000
Summa: 2;;;
"""


@pytest.fixture
def site():
    return SiteFactory(name="Ekbacken")


def test_staff_are_brought_in_and_get_their_plans(screen, sign_in, axe, site, tmp_path):
    provider = provider_of(site, timezone.localdate())
    sign_in(screen, AssignmentFactory(role=Role.AREA_MANAGER, unit=provider).user)
    screen.goto("/personal/")
    screen.get_by_role("link", name="Läs in en lista").click()
    axe(screen)
    kept = tmp_path / "personal.csv"
    kept.write_text(KEPT, encoding="utf-8")
    screen.get_by_label("Kalkylblad med personalen").set_input_files(kept)
    screen.get_by_label("Enhet för rader utan enhet").select_option("Ekbacken")
    screen.get_by_role("button", name="Läs in").click()
    expect(screen.get_by_text("1 att rätta")).to_be_visible()
    axe(screen)
    screen.get_by_label("Roll, rad 5").select_option("Omsorgspersonal")
    screen.get_by_role("button", name="Läs om med rättelserna").click()
    expect(screen.get_by_text("2 läggs till")).to_be_visible()
    axe(screen)
    screen.get_by_role("button", name="Bekräfta och lägg till 2 uppdrag").click()
    expect(screen.get_by_text("2 uppdrag lades till.")).to_be_visible()

    screen.goto("/")
    owed = screen.locator("a.lk-list__title", has_text="2 medarbetare på Ekbacken saknar kompetensplan")
    owed.click()
    axe(screen)
    screen.get_by_role("link", name="Anna Ek").click()
    axe(screen)
    screen.get_by_label("Mål").fill("Ge stöd i minigymmet\nLeda en reflektion")
    screen.get_by_role("button", name="Spara").click()
    expect(screen.get_by_role("heading", level=1)).to_have_text("Kompetensplan för Anna Ek")
    axe(screen)
    screen.get_by_role("link", name="Avsluta").first.click()
    axe(screen)
    screen.get_by_label("Målet är nått").check()
    screen.get_by_role("button", name="Spara").click()
    screen.get_by_role("link", name="Följ upp planen").click()
    axe(screen)
    screen.get_by_label("Nästa uppföljning senast").fill(str(timezone.localdate() + timedelta(days=90)))
    screen.get_by_label("Vad kom ni fram till?").fill("Trygg i gymmet")
    screen.get_by_role("button", name="Spara").click()
    expect(screen.get_by_text("Planen följdes upp")).to_be_visible()
    axe(screen)
    with screen.expect_download() as download:
        screen.get_by_role("link", name="Skriv ut").click()
    assert download.value.path().read_bytes().startswith(b"%PDF-")
    screen.goto("/")
    expect(
        screen.locator("a.lk-list__title", has_text="1 medarbetare på Ekbacken saknar kompetensplan")
    ).to_be_visible()

    anna = User.objects.get(name="Anna Ek")
    screen.context.clear_cookies()
    sign_in(screen, anna)
    screen.goto("/minigym/kompetens/min/")
    expect(screen.get_by_text("Leda en reflektion")).to_be_visible()
    axe(screen)

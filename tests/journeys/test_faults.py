"""Can a visitor report a fault by QR and follow it until the machine is in use again, seen to by the right firm?"""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.cache import cache
from django.utils import timezone
from PIL import Image
from playwright.sync_api import expect

from livskraft.access.tests.factories import AssignmentFactory
from livskraft.modules.minigym.models import Equipment, Fault, Gym
from livskraft.modules.minigym.rules import RegimeKey, Status
from livskraft.modules.minigym.tests.factories import (
    EquipmentFactory,
    EquipmentKindFactory,
    GymFactory,
    municipal_agreement,
    provider_agreement,
    regime,
)
from livskraft.organisation.models import Contact

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def nobody_has_sent_anything():
    cache.clear()


@pytest.fixture
def gym() -> Gym:
    """A gym with a machine of the municipality's and one of the provider's, each with its firm, and wall bars."""
    gym: Gym = GymFactory(name="Minigymmet i entrén")
    for kind, bought_by in (("Benpress", RegimeKey.MUNICIPAL), ("Crosstrainer", RegimeKey.PROVIDER)):
        EquipmentFactory(gym=gym, kind=EquipmentKindFactory(name=kind, sort_key=kind.lower()), regime=regime(bought_by))
    Contact.objects.create(unit=municipal_agreement().firm, name="Sara Serviz", email="service@example.invalid")
    provider_agreement(gym)
    owner = gym.site.premises.property_owner
    Contact.objects.create(unit=owner, name="Frans Fastighet", email="hus@example.invalid")
    return gym


@pytest.fixture
def item(gym: Gym) -> Equipment:
    return Equipment.objects.get(kind__name="Benpress")


@pytest.fixture
def manager(gym: Gym):
    return AssignmentFactory(unit=gym.site).user


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "foto.jpg"
    Image.new("RGB", (300, 200), "brown").save(path)
    return path


def test_a_visitor_reports_a_fault_and_follows_it_until_the_machine_is_back(
    open_page, screen, sign_in, axe, item, manager, photo
):
    visitor = open_page(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    visitor.goto(f"/m/{item.token}/")
    expect(visitor.get_by_text("I bruk")).to_be_visible()
    axe(visitor)
    # Three taps from the machine to the receipt.
    visitor.get_by_role("link", name="Anmäl fel").tap()
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Anmäl fel")
    axe(visitor)
    choice = visitor.get_by_text("Något är trasigt eller löst")
    assert choice.bounding_box()["height"] >= 44
    choice.tap()
    visitor.get_by_role("button", name="Skicka").tap()
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Tack, anmälan är skickad")
    axe(visitor)
    followed = visitor.url.removesuffix("?tack")

    sign_in(screen, manager)
    screen.goto("/")
    screen.locator("a.lk-list__title", has_text="Se till felet på Benpress").click()
    axe(screen)
    screen.get_by_role("button", name="Ta ur bruk").click()
    expect(screen.get_by_text("Sätt upp skylten på maskinen")).to_be_visible()
    axe(screen)
    with screen.expect_download() as download:
        screen.get_by_role("link", name="Skriv ut skylten UR BRUK").click()
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF")
    visitor.goto(followed)
    expect(visitor.get_by_text("Maskinen är tagen ur bruk tills felet är åtgärdat.")).to_be_visible()
    visitor.get_by_role("link", name="Tillbaka till maskinen").click()
    expect(visitor.get_by_text("Använd den inte")).to_be_visible()
    axe(visitor)

    screen.get_by_role("link", name="Beställ underhåll").click()
    expect(screen.get_by_label("Benpress")).to_be_checked()
    screen.get_by_role("button", name="Spara beställningen").click()
    assert "service@example.invalid" in str(screen.get_by_role("link", name="Skriv e-post").get_attribute("href"))
    visitor.goto(followed)
    expect(visitor.get_by_text("Lagning är beställd.")).to_be_visible()

    screen.goto(Fault.objects.get().get_absolute_url())
    expect(screen.get_by_text("Beställt av Kommunens servicefirma")).to_be_visible()
    screen.get_by_role("link", name="Det är åtgärdat").click()
    axe(screen)
    screen.get_by_role("button", name="Spara").click()
    expect(screen.get_by_role("group", name="En sak behöver rättas")).to_be_focused()
    screen.get_by_label("Vad gjordes?").fill("Ny vajer monterad och provkörd.")
    screen.get_by_label("Maskinen är säker och tas i bruk igen").check()
    screen.get_by_role("button", name="Spara").click()
    expect(screen.get_by_text("Maskinen är i bruk igen")).to_be_visible()
    expect(screen.get_by_text(re.compile(rf"Åter i bruk .*, av {manager.name}\."))).to_be_visible()
    axe(screen)
    item.refresh_from_db()
    assert item.status == Status.IN_USE
    visitor.goto(followed)
    expect(visitor.get_by_text("Felet är åtgärdat och maskinen är i bruk igen.")).to_be_visible()
    expect(visitor.get_by_text("vajer")).to_have_count(0)
    axe(visitor)


def test_the_providers_own_machine_goes_to_the_providers_own_firm(screen, sign_in, axe, gym, manager, photo):
    item = Equipment.objects.get(kind__name="Crosstrainer")
    screen.goto(f"/m/{item.token}/fel/")
    screen.get_by_text("Något annat").click()
    screen.get_by_role("button", name="Skicka").click()
    expect(screen.get_by_text("Skriv vad som är fel.").first).to_be_visible()
    axe(screen)
    screen.get_by_label("Berätta mer").fill("Skärmen är svart.")
    screen.get_by_label("Foto").set_input_files(photo)
    screen.get_by_role("button", name="Skicka").click()
    sign_in(screen, manager)
    screen.goto("/minigym/fel/")
    axe(screen)
    screen.get_by_role("link", name="Skärmen är svart").click()
    expect(screen.get_by_alt_text("Foto av felet")).to_be_visible()
    screen.get_by_role("button", name="Går att använda, men ska åtgärdas").click()
    expect(screen.get_by_text("Utförarens servicefirma lagar maskinen")).to_be_visible()
    axe(screen)


def test_two_reports_of_the_same_fault_become_one_and_nothing_was_wrong(screen, sign_in, axe, item, manager):
    now = timezone.now()
    for hours, words in ((3, "Den gnisslar"), (2, "Konstigt ljud")):
        Fault.objects.create(
            gym=item.gym,
            item=item,
            symptom="noise",
            words=words,
            reported_at=now - timedelta(hours=hours),
            due=timezone.localdate(now) + timedelta(days=3),
        )
    sign_in(screen, manager)
    screen.goto(Fault.objects.earliest("reported_at").get_absolute_url())
    screen.get_by_role("button", name="Samma fel").click()
    expect(screen.get_by_text("Anmälningarna är hoplagda.")).to_be_visible()
    expect(screen.get_by_text("Konstigt ljud")).to_be_visible()
    axe(screen)
    screen.get_by_role("link", name="Inget fel").click()
    expect(screen.get_by_label("Inget fel hittades")).to_be_checked()
    screen.get_by_label("Vad gjordes?").fill("Provkörd, allt låter som det ska.")
    screen.get_by_role("button", name="Spara").click()
    expect(screen.get_by_text("Felet är avslutat.")).to_be_visible()
    screen.goto("/minigym/fel/")
    expect(screen.get_by_text("Inga fel är anmälda")).to_be_visible()
    axe(screen)


def test_the_owner_of_the_house_is_asked_about_the_room(screen, sign_in, axe, gym, manager):
    screen.goto(f"/m/gym/{gym.token}/")
    axe(screen)
    screen.get_by_role("link", name="Anmäl fel i lokalen").click()
    screen.get_by_text("Ljus, värme eller luft").click()
    screen.get_by_role("button", name="Skicka").click()
    followed = screen.url
    sign_in(screen, manager)
    screen.goto(Fault.objects.get().get_absolute_url())
    screen.get_by_role("link", name="Brev till fastighetsägaren").click()
    assert "hus@example.invalid" in str(screen.get_by_role("link", name="Skriv e-post").get_attribute("href"))
    axe(screen)
    screen.get_by_role("button", name="Brevet är skickat").click()
    expect(screen.get_by_text("fick brev")).to_be_visible()
    axe(screen)
    screen.goto(followed)
    expect(screen.get_by_text("Personalen har bett den som äger huset att åtgärda felet.")).to_be_visible()


def test_a_code_is_called_in_and_the_old_label_says_so(screen, sign_in, axe, gym, item, manager):
    sign_in(screen, manager)
    screen.goto(f"/minigym/{gym.pk}/etiketter/")
    axe(screen)
    with screen.expect_download() as download:
        screen.get_by_role("link", name="Hämta alla etiketter").click()
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF")
    screen.get_by_role("link", name=f"Ny QR-kod {item}").click()
    axe(screen)
    screen.get_by_label("Varför behövs en ny kod?").fill("Etiketten är borta.")
    screen.get_by_role("button", name="Skapa ny kod").click()
    expect(screen.get_by_text("har en ny QR-kod")).to_be_visible()
    assert screen.goto(f"/m/{item.token}/").status == 410
    expect(screen.get_by_role("heading", level=1)).to_have_text("Koden gäller inte längre")
    axe(screen)
    assert screen.goto("/m/fel-kod/").status == 404
    axe(screen)


def test_the_machines_page_is_read_in_arabic(screen, axe, item):
    screen.goto(f"/m/{item.token}/")
    screen.get_by_role("link", name="العربية").click()
    expect(screen.locator("html")).to_have_attribute("dir", "rtl")
    axe(screen)
    screen.locator("a[data-variant='primary']").click()
    expect(screen.locator("html")).to_have_attribute("lang", "ar")
    axe(screen)

"""Can a physiotherapist publish a second version of an instruction, and does the visitor at the machine read it?"""

from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Page, expect

from livskraft.access.roles import Role
from livskraft.access.tests.factories import AssignmentFactory
from livskraft.modules.minigym.models import Equipment, Instruction
from livskraft.modules.minigym.tests.factories import (
    EquipmentFactory,
    EquipmentKindFactory,
    GymFactory,
    approved,
    in_language,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def item() -> Equipment:
    item: Equipment = EquipmentFactory(gym=GymFactory(name="Minigymmet i entrén"), kind=EquipmentKindFactory())
    return item


@pytest.fixture
def therapist(item: Equipment) -> Any:
    return AssignmentFactory(unit=item.gym.site, role=Role.PHYSIOTHERAPIST)


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "sitsen.jpg"
    Image.new("RGB", (300, 200), "brown").save(path)
    return path


def test_a_first_instruction_is_written_from_the_start_page(
    screen: Page, sign_in: Any, axe: Any, item: Equipment, therapist: Any, photo: Path
) -> None:
    page = screen
    sign_in(page, therapist.user)
    page.goto("/")
    axe(page)
    page.get_by_role("link").filter(has_text="Skriv bruksanvisning för benpress").first.click()
    axe(page)
    page.get_by_role("main").get_by_role("link", name="Skriv bruksanvisning").click()
    axe(page)
    page.get_by_label("Vad är maskinen bra för?").fill("Stärker benen.")
    page.get_by_label("Hur gör man?").fill("Sätt dig.\nTryck ifrån.")
    page.get_by_label("Vad ska man tänka på?").fill("Lås inte knäna.")
    page.get_by_label("Lägg till en bild").set_input_files(photo)
    page.get_by_label("Vad visar bilden?").fill("Hur man ställer sitsen")
    page.get_by_role("button", name="Spara utkastet").click()
    expect(page.get_by_role("img", name="Hur man ställer sitsen")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Godkänn bruksanvisningen").click()
    expect(page.get_by_text("Bruksanvisningen är godkänd.")).to_be_visible()
    axe(page)
    page.goto("/")
    expect(page.get_by_text("Skriv bruksanvisning för benpress")).to_have_count(0)


def test_a_second_version_is_published_and_the_visitor_reads_it(
    screen: Page, sign_in: Any, axe: Any, item: Equipment, therapist: Any
) -> None:
    page = screen
    in_language(approved(item.kind), "ar", how_to="اجلس.\nادفع.", warnings="توقف إذا شعرت بألم.")
    sign_in(page, therapist.user)
    page.goto("/minigym/bruksanvisningar/")
    axe(page)
    page.get_by_role("link", name="Benpress").click()
    page.get_by_role("link", name="Skriv en ny version").click()
    page.get_by_label("Vad ska man tänka på?").fill("Sluta om du får ont. Lås inte knäna.")
    page.get_by_label("Vad är nytt i den här versionen?").fill("Knäna.")
    page.get_by_role("button", name="Spara utkastet").click()
    expect(page.get_by_role("insertion")).to_have_text("Tillagt: Lås inte knäna.")
    page.get_by_label("Tidigare vägledning behöver förnyas").check()
    page.get_by_role("button", name="Godkänn bruksanvisningen").click()
    expect(page.get_by_text("Version 2: Knäna.")).to_be_visible()
    assert Instruction.objects.get().published.renews_guidance
    page.get_by_role("link", name="Jämför med version 1").click()
    axe(page)

    page.context.clear_cookies()
    page.goto(f"/m/{item.token}/")
    expect(page.get_by_text("Lås inte knäna.")).to_be_visible()
    page.get_by_role("link", name="العربية").click()
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert page.locator("html").get_attribute("lang") == "ar"
    expect(page.get_by_text("هذه ترجمة لنسخة أقدم")).to_be_visible()
    expect(page.get_by_role("heading", name="طريقة الاستخدام")).to_be_visible()
    axe(page)


def test_a_translation_is_brought_up_to_date_and_printed(
    screen: Page, sign_in: Any, axe: Any, item: Equipment, therapist: Any
) -> None:
    page = screen
    in_language(approved(item.kind), "ar")
    approved(item.kind, warnings="Lås inte knäna.")
    sign_in(page, therapist.user)
    page.goto(f"/minigym/bruksanvisningar/{item.kind_id}/?sprak=ar")
    expect(page.get_by_text("هذه ترجمة لنسخة أقدم")).to_be_visible()
    axe(page)
    page.get_by_role("link", name="Arabiska", exact=True).click()
    axe(page)
    page.get_by_label("Vad ska man tänka på?").fill("لا تمدّ الركبتين بالكامل.")
    page.get_by_role("button", name="Spara översättningen").click()
    expect(page.get_by_text("لا تمدّ الركبتين بالكامل.")).to_be_visible()
    expect(page.get_by_text("هذه ترجمة لنسخة أقدم")).to_have_count(0)
    with page.expect_download() as sheet:
        page.get_by_role("link", name="A5 på arabiska").click()
    assert sheet.value.suggested_filename.endswith(".pdf")


def test_an_old_instruction_is_gone_through_and_one_machine_gets_words_of_its_own(
    screen: Page, sign_in: Any, axe: Any, item: Equipment, therapist: Any
) -> None:
    page = screen
    version = approved(item.kind)
    Instruction.objects.update(review_on=timezone.localdate())
    sign_in(page, therapist.user)
    page.goto("/")
    page.get_by_role("link").filter(has_text="Gå igenom: benpress").first.click()
    page.get_by_role("link", name="Gå igenom", exact=True).click()
    axe(page)
    page.get_by_role("button", name="Spara genomgången").click()
    expect(page.get_by_text("Bruksanvisningen gäller som den är.")).to_be_visible()
    assert Instruction.objects.get().published == version
    page.goto(f"/minigym/utrustning/{item.pk}/")
    page.get_by_role("link", name="Skriv vad som är särskilt").click()
    axe(page)
    page.get_by_label("Vad är särskilt").fill("Spaken går trögt.")
    page.get_by_role("button", name="Spara").click()
    page.context.clear_cookies()
    page.goto(f"/m/{item.token}/")
    expect(page.get_by_text("Spaken går trögt.")).to_be_visible()

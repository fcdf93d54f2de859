"""Can a therapist put an exercise with a picture in the library, and does the staff read it on a phone?"""

from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from livskraft.access.roles import Role
from livskraft.access.tests.factories import AssignmentFactory
from livskraft.modules.minigym.tests.factories import EquipmentFactory, EquipmentKindFactory, GymFactory, approved
from livskraft.modules.training.models import Exercise
from livskraft.modules.training.tests.exercises import exercise_named

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def site() -> Any:
    kind = EquipmentKindFactory(name="Benpress")
    approved(kind)
    return EquipmentFactory(gym=GymFactory(), kind=kind).gym.site


@pytest.fixture
def drawing(tmp_path: Path) -> Path:
    path = tmp_path / "benpress.png"
    Image.new("RGB", (400, 300), "teal").save(path)
    return path


def test_a_therapist_writes_it_and_the_staff_reads_it_on_a_phone(
    screen: Page, sign_in: Any, axe: Any, site: Any, drawing: Path
) -> None:
    page = screen
    exercise_named("Resa sig från stol", steps="Sätt dig långt fram.\nRes dig.")
    sign_in(page, AssignmentFactory(unit=site, role=Role.PHYSIOTHERAPIST).user)
    page.goto("/traning/")
    page.get_by_role("link", name="Övningar", exact=True).click()
    axe(page)
    page.get_by_role("link", name="Skriv en övning").click()
    axe(page)
    page.get_by_label("Vad heter övningen?").fill("Pressa med benen")
    page.get_by_label("Utrustning").select_option("Benpress")
    page.get_by_label("Hur gör man?").fill("1. Sätt fötterna på plattan.\n2. Tryck ifrån.")
    page.get_by_label("Vad ska man tänka på?").fill("Lås inte knäna.")
    page.get_by_label("Vad gör man i stället").select_option("Resa sig från stol")
    page.get_by_label("Bild (valfritt)").set_input_files(drawing)
    page.get_by_role("button", name="Spara övningen").click()
    expect(page.get_by_role("link", name="Skriv vad bilden visar")).to_be_visible()
    axe(page)
    page.get_by_label("Bild (valfritt)").set_input_files(drawing)
    page.get_by_label("Vad visar bilden?").fill("En person trycker ifrån med benen")
    page.get_by_role("button", name="Spara övningen").click()
    expect(page.get_by_text("Övningen är sparad.")).to_be_visible()
    axe(page)

    page.context.clear_cookies()
    page.set_viewport_size({"width": 390, "height": 844})
    sign_in(page, AssignmentFactory(unit=site, role=Role.CARE_STAFF).user)
    page.goto("/traning/ovningar/")
    page.get_by_label("Sök övning").fill("benpress")
    page.get_by_role("button", name="Sök", exact=True).click()
    expect(page.get_by_text("1 övning stämmer.")).to_be_visible()
    axe(page)
    page.get_by_role("link", name="Pressa med benen").click()
    shown = page.get_by_role("img", name="En person trycker ifrån med benen")
    expect(shown).to_have_js_property("naturalWidth", 400)
    expect(page.get_by_role("listitem").filter(has_text="Tryck ifrån.")).to_be_visible()
    expect(page.get_by_role("link", name="Ändra")).to_have_count(0)
    axe(page)
    page.get_by_role("link", name="Resa sig från stol").click()
    expect(page.get_by_role("heading", name="Görs i stället för")).to_be_visible()
    page.go_back()
    page.get_by_role("link", name="Bruksanvisning: Benpress").click()
    expect(page.get_by_role("heading", name="Benpress")).to_be_visible()


def test_before_one_is_retired_those_left_without_are_told_and_it_can_be_undone(
    screen: Page, sign_in: Any, axe: Any, site: Any
) -> None:
    page = screen
    instead = exercise_named("Resa sig från stol")
    exercise_named("Pressa med benen", alternative=instead.pk)
    sign_in(page, AssignmentFactory(unit=site, role=Role.OCCUPATIONAL_THERAPIST).user)
    page.goto(instead.get_absolute_url())
    page.locator("summary", has_text="Ta bort ur biblioteket").click()
    expect(page.get_by_text("blir utan tills du väljer en annan: Pressa med benen.")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Ta bort ur biblioteket").click()
    expect(page.get_by_text("Resa sig från stol är borttagen ur biblioteket.")).to_be_visible()
    assert Exercise.objects.current().count() == 1
    axe(page)
    page.get_by_role("button", name="Ångra").click()
    expect(page.get_by_text("Resa sig från stol finns i biblioteket igen.")).to_be_visible()
    assert Exercise.objects.current().count() == 2


def test_exercises_are_put_together_to_begin_from(screen: Page, sign_in: Any, axe: Any, site: Any) -> None:
    page = screen
    for name in ("Tåhävning", "Knäböj"):
        exercise_named(name)
    sign_in(page, AssignmentFactory(unit=site, role=Role.PHYSIOTHERAPIST).user)
    page.goto("/traning/ovningar/")
    page.get_by_role("link", name="Urval att utgå från").click()
    axe(page)
    page.get_by_role("main").get_by_role("link", name="Nytt urval").first.click()
    page.get_by_label("Vad heter urvalet?").fill("Starkare ben")
    page.get_by_role("checkbox", name="Knäböj").check()
    axe(page)
    page.get_by_role("button", name="Spara").click()
    expect(page.get_by_role("heading", name="Starkare ben")).to_be_visible()
    axe(page)

"""Can care staff make the weekly self-check on a phone, and can the manager see to what it found and open the gym?"""

from datetime import UTC, datetime, time
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from livskraft.access.actor import Actor
from livskraft.access.roles import Role
from livskraft.access.tests.factories import AssignmentFactory
from livskraft.modules.minigym.actions.hours import set_hours
from livskraft.modules.minigym.actions.routines import make_template
from livskraft.modules.minigym.models import Closure, Gym
from livskraft.modules.minigym.queries.hours import Span
from livskraft.modules.minigym.rules import Every, Status, Weekday
from livskraft.modules.minigym.tests.factories import EquipmentFactory, EquipmentKindFactory, GymFactory

pytestmark = pytest.mark.django_db(transaction=True)
POINTS = ["Golvet är rent och torrt", "Vajrar och handtag är hela", "Larmknappen fungerar"]


@pytest.fixture
def gym() -> Gym:
    gym: Gym = GymFactory(name="Minigymmet i entrén")
    EquipmentFactory(gym=gym, number="MG-1", kind=EquipmentKindFactory(name="Benpress", sort_key="benpress"))
    return gym


@pytest.fixture
def manager(gym):
    assignment = AssignmentFactory(unit=gym.site)
    by = Actor(at=datetime.now(UTC), user=assignment.user, assignment=assignment)
    make_template(name="Veckokontroll", every=Every.WEEK, points=POINTS, gym=gym, by=by)
    week = {row: [Span(time(8), time(17))] for row in Weekday}
    set_hours(gym=gym, opening=week, staffed={}, version=gym.version, by=by)
    return assignment.user


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "foto.jpg"
    Image.new("RGB", (300, 200), "brown").save(path)
    return path


def test_the_weekly_check_closes_the_gym_and_the_manager_opens_it_again(screen, sign_in, axe, gym, manager, photo):
    nurse = AssignmentFactory(unit=gym.site, role=Role.CARE_STAFF).user
    sign_in(screen, nurse)
    screen.goto(f"/minigym/{gym.pk}/egenkontroll/")
    axe(screen)
    screen.get_by_role("button", name="Börja").click()
    expect(screen.get_by_role("heading", level=1)).to_have_text(POINTS[0])
    axe(screen)
    screen.get_by_role("button", name="Som det ska").click()
    expect(screen.get_by_role("heading", level=1)).to_have_text(POINTS[1])
    screen.get_by_role("link", name="Avviker").click()
    axe(screen)
    screen.get_by_label("Vad avviker?").fill("Vajern på benpressen är av, och golvet är fullt av glas.")
    screen.get_by_label("Foto").set_input_files(photo)
    screen.get_by_label("Gäller det en maskin?").select_option("Benpress MG-1")
    screen.get_by_label("Ta maskinen ur bruk").check()
    screen.get_by_label("Stäng hela minigymmet").check()
    screen.get_by_role("button", name="Spara avvikelsen").click()
    expect(screen.get_by_role("heading", level=1)).to_have_text(POINTS[2])
    axe(screen)
    screen.get_by_role("button", name="Som det ska").click()
    screen.get_by_role("button", name="Avsluta egenkontrollen").click()
    expect(screen.get_by_text("Egenkontrollen är klar")).to_be_visible()
    axe(screen)
    assert gym.items.get().status == Status.OUT_OF_USE

    screen.context.clear_cookies()
    sign_in(screen, manager)
    screen.goto("/")
    expect(screen.get_by_text("Gör egenkontrollen")).to_have_count(0)
    screen.locator("a.lk-list__title", has_text="Åtgärda avvikelsen i Minigymmet i entrén").click()
    expect(screen.get_by_text("Minigymmet är stängt")).to_be_visible()
    axe(screen)
    screen.get_by_role("link", name="Det är åtgärdat").click()
    axe(screen)
    screen.get_by_label("Vad gjordes?").fill("Glaset är uppsopat.")
    screen.get_by_label("öppnar igen").check()
    screen.get_by_role("button", name="Spara").click()
    expect(screen.get_by_text("Minigymmet är öppet igen")).to_be_visible()
    axe(screen)
    assert not Closure.objects.open().exists()


def test_the_manager_writes_hours_an_exception_and_closes_the_gym(screen, sign_in, axe, gym, manager):
    sign_in(screen, manager)
    screen.goto(f"/minigym/{gym.pk}/oppettider/")
    axe(screen)
    screen.get_by_role("link", name="Ändra tiderna").click()
    axe(screen)
    monday = screen.get_by_role("group", name="Måndag")
    monday.get_by_label("Öppet").fill("på morgonen")
    screen.get_by_role("button", name="Spara").click()
    expect(screen.get_by_text("Skriv tiderna som 8–17").last).to_be_visible()
    axe(screen)
    monday.get_by_label("Öppet").fill("8-12, 13-16.30")
    monday.get_by_label("Bemannat").fill("9-11")
    screen.get_by_role("button", name="Spara").click()
    expect(screen.get_by_text("8–12, 13–16.30").first).to_be_visible()
    screen.get_by_role("link", name="Lägg till undantag").click()
    axe(screen)
    screen.get_by_label("Från och med").fill("2099-12-23")
    screen.get_by_label("Vad gäller?").fill("Golvet lackas")
    screen.get_by_role("button", name="Spara").click()
    expect(screen.get_by_text("Stängt. Golvet lackas")).to_be_visible()
    with screen.expect_download() as download:
        screen.get_by_role("link", name="Anslag till dörren").click()
    assert download.value.path().read_bytes().startswith(b"%PDF-")
    screen.get_by_role("link", name="Stäng tills vidare").click()
    axe(screen)
    screen.get_by_label("Varför stängs minigymmet?").fill("Vattenläcka i taket")
    screen.get_by_role("button", name="Stäng minigymmet").click()
    axe(screen)
    screen.goto(gym.get_absolute_url())
    expect(screen.get_by_text("Vattenläcka i taket")).to_be_visible()
    axe(screen)


def test_the_department_sets_what_every_gym_checks(screen, sign_in, axe, gym):
    body = gym.site.parent.parent.parent
    sign_in(screen, AssignmentFactory(unit=body, role=Role.ADMINISTRATION).user)
    screen.goto("/minigym/egenkontroll/")
    axe(screen)
    screen.get_by_role("link", name="Kommunens egenkontroller").click()
    axe(screen)
    screen.get_by_role("link", name="Ny egenkontroll").click()
    screen.get_by_label("Namn").fill("Månadskontroll")
    screen.get_by_label("Varje månad").check()
    screen.get_by_label("Punkter").fill("\n".join(POINTS))
    axe(screen)
    screen.get_by_role("button", name="Spara").click()
    expect(screen.get_by_text(POINTS[2])).to_be_visible()
    axe(screen)

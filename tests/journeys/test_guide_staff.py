"""Can a physiotherapist guide a group so that the gaps close, and answer the manager who wants to buy something?"""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from livskraft.access.roles import Role
from livskraft.access.tests.factories import AssignmentFactory, UserFactory, actor_at
from livskraft.modules.minigym.actions.guidance import set_turns
from livskraft.modules.minigym.rules import RegimeKey, Weekday
from livskraft.modules.minigym.tests.factories import regime
from livskraft.modules.minigym.tests.guidance import guided, gym_with, renewing_instruction, staffed, worker
from livskraft.organisation.queries import provider_of

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = ["Anna Prov", "Bo Prov", "Cia Prov", "Dan Prov", "Eva Prov"]


@pytest.fixture
def gym():
    return gym_with("Benpress", "Motionscykel", name="Lundens minigym", site__name="Lunden")


@pytest.fixture
def manager(gym):
    return AssignmentFactory(unit=gym.site, role=Role.UNIT_MANAGER, user=UserFactory(name="Petra Prov")).user


@pytest.fixture
def therapist(gym):
    person = UserFactory(name="Maja Prov")
    return AssignmentFactory(unit=gym.site, role=Role.PHYSIOTHERAPIST, user=person).user


def as_somebody_else(screen, sign_in, person):
    screen.context.clear_cookies()
    sign_in(screen, person)


def test_five_are_guided_at_once_and_the_managers_gap_is_gone(screen, sign_in, axe, gym, manager, therapist):
    people = [worker(gym.site, name) for name in PEOPLE]
    spans = [staffed(gym, day) for day in Weekday]
    turns = [(Weekday(span.weekday), span.starts, span.ends, people[0].pk) for span in spans]
    set_turns(gym=gym, turns=turns, by=actor_at(gym.site))

    sign_in(screen, manager)
    screen.goto("/")
    gap = screen.locator("a.lk-list__title", has_text="Ordna vägledd personal till 8 bemannade pass")
    gap.click()
    expect(screen.get_by_text("14 av 14 pass saknar någon som får ge stöd")).to_be_visible()
    axe(screen)

    as_somebody_else(screen, sign_in, therapist)
    screen.goto(f"/minigym/vagledning/{gym.site_id}/")
    screen.get_by_role("link", name="Registrera vägledning").click()
    axe(screen)
    screen.get_by_role("button", name="Spara vägledningen").click()
    expect(screen.get_by_text("Kryssa i minst en ruta.").first).to_be_visible()
    axe(screen)
    for name in [*PEOPLE, "Benpress", "Motionscykel"]:
        screen.get_by_label(name).check()
    screen.get_by_role("button", name="Spara vägledningen").click()
    expect(screen.get_by_text("5 medarbetare är vägledda.")).to_be_visible()
    expect(screen.get_by_text("Alla pass har någon som får ge stöd")).to_be_visible()
    axe(screen)
    with screen.expect_download() as download:
        screen.get_by_role("link", name="Skriv ut vilka som får ge stöd").click()
    assert download.value.path().read_bytes().startswith(b"%PDF-")

    as_somebody_else(screen, sign_in, manager)
    screen.goto("/")
    expect(screen.get_by_role("heading", level=1)).to_have_text("Min dag")
    expect(gap).to_have_count(0)


def test_a_new_instruction_asks_the_physiotherapist_to_guide_anew(screen, sign_in, axe, gym, therapist):
    now = timezone.now()
    guided(gym.site, [worker(gym.site, "Anna Prov")], on=timezone.localdate() - timedelta(days=5), at=now)
    renewing_instruction("Benpress", now - timedelta(days=1))
    sign_in(screen, therapist)
    screen.goto("/")
    owed = screen.locator("a.lk-list__title", has_text="Vägled 1 medarbetare på nytt på Lunden")
    owed.click()
    expect(screen.get_by_label("Anna Prov")).to_be_checked()
    expect(screen.get_by_label("Benpress")).to_be_checked()
    expect(screen.get_by_label("Motionscykel")).not_to_be_checked()
    screen.get_by_role("button", name="Spara vägledningen").click()
    screen.goto("/")
    expect(screen.get_by_role("heading", level=1)).to_have_text("Min dag")
    expect(owed).to_have_count(0)


def test_a_supplement_is_asked_for_answered_and_decided(screen, sign_in, axe, gym, manager, therapist):
    for key in RegimeKey:
        regime(key)
    sign_in(screen, manager)
    screen.goto("/minigym/samrad/")
    axe(screen)
    screen.get_by_role("link", name="Starta ett samråd").click()
    axe(screen)
    screen.get_by_role("link", name="Kompletterande utrustning").click()
    screen.get_by_label("Vad vill du fråga om?").fill("Får vi köpa en roddmaskin?")
    screen.get_by_label("Vilken utrustning?").fill("Roddmaskin med ryggstöd")
    screen.get_by_label("Vad kostar den, ungefär (kr)?").fill("38 900")
    screen.get_by_label("Utföraren", exact=True).check()
    axe(screen)
    screen.get_by_role("button", name="Skicka frågan").click()
    expect(screen.get_by_text("Utföraren köper. Då ansvarar utföraren själv")).to_be_visible()
    axe(screen)

    as_somebody_else(screen, sign_in, therapist)
    screen.goto("/")
    screen.locator("a.lk-list__title", has_text="Svara verksamhetschefen på Lunden").click()
    screen.get_by_label("Ditt svar").fill("Ja, men den behöver ryggstöd.")
    axe(screen)
    screen.get_by_role("button", name="Skicka svaret").click()

    as_somebody_else(screen, sign_in, manager)
    screen.goto("/")
    owed = screen.locator("a.lk-list__title", has_text="Avsluta samrådet på Lunden")
    owed.click()
    screen.get_by_label("Vi gör det", exact=True).check()
    screen.get_by_label("Vad kom ni fram till?").fill("Vi köper i vår.")
    screen.get_by_role("button", name="Avsluta samrådet").click()
    expect(screen.get_by_text("Vi köper i vår.")).to_be_visible()
    axe(screen)
    screen.goto("/")
    expect(screen.get_by_role("heading", level=1)).to_have_text("Min dag")
    expect(owed).to_have_count(0)


def test_the_area_manager_assesses_and_the_department_sets_how_often(screen, sign_in, axe, gym, therapist):
    provider = provider_of(gym.site, timezone.localdate())
    area_manager = AssignmentFactory(unit=provider, role=Role.AREA_MANAGER).user
    department = AssignmentFactory(unit=gym.site.parent.parent.parent, role=Role.ADMINISTRATION).user
    sign_in(screen, department)
    screen.goto("/minigym/lokala-regler/")
    screen.get_by_label("Så ofta bedöms fysioterapeutens förutsättningar").select_option("6")
    axe(screen)
    screen.get_by_role("button", name="Spara").click()
    expect(screen.get_by_text("Så ofta bedöms fysioterapeutens förutsättningar, 6 månader.")).to_be_visible()

    as_somebody_else(screen, sign_in, area_manager)
    screen.goto("/")
    owed = screen.locator("a.lk-list__title", has_text="Bedöm om fysioterapeuterna har förutsättningar")
    owed.click()
    for group in range(4):
        screen.get_by_label("Finns", exact=True).nth(group).check()
    screen.get_by_label("Vad bygger bedömningen på?").fill("Samtal och planering.")
    axe(screen)
    screen.get_by_role("button", name="Spara bedömningen").click()
    axe(screen)
    screen.goto("/minigym/forutsattningar/")
    expect(screen.get_by_text("Var 6:e månad.")).to_be_visible()
    axe(screen)
    screen.goto("/")
    expect(screen.get_by_role("heading", level=1)).to_have_text("Min dag")
    expect(owed).to_have_count(0)

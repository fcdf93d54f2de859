"""Does retention keep everything in Linköping, throw the old away in Jönköping after a decision, and never a hold?"""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import expect

from livskraft.access.roles import Role
from livskraft.access.tests.factories import AssignmentFactory
from livskraft.organisation.kinds import ContractKind, UnitKind
from livskraft.organisation.tests.factories import SiteFactory, UnitFactory, responsible_body
from livskraft.people import tasks
from livskraft.people.actions.persons import Contact
from livskraft.people.models import LegalHold, Person
from livskraft.people.rules.vocabulary import Regime
from livskraft.people.tests.factories import person_at
from livskraft.people.tests.upkeep import note, only

pytestmark = pytest.mark.django_db(transaction=True)
LONG_AGO, OLD = datetime(2020, 1, 2, 9, tzinfo=UTC), date(2020, 11, 1)
NUMBERS = {"Gammal": "194408139089", "Forskning": "194004057032", "Tvist": "193805028432", "Okänd": ""}


@pytest.fixture
def site(settings, tmp_path):
    settings.LIVSKRAFT_VAR = tmp_path
    site = SiteFactory(name="Almgården", contract={"kind": ContractKind.ASSIGNMENT})
    with only(*Regime):
        for name, number in NUMBERS.items():
            # Known to the unit until 2020, but for the one that the manager will hold.
            until = None if name == "Tvist" else date(2020, 3, 1)
            note(person_at(site, name, "Person", number=number, at=LONG_AGO, until=until), OLD)
        yield site


@pytest.fixture
def department(site):
    unit = UnitFactory(kind=UnitKind.DEPARTMENT, parent=responsible_body(), name="Förvaltningen")
    return AssignmentFactory(role=Role.ADMINISTRATION, unit=unit).user


def test_the_preview_for_linkoping_keeps_everything(screen, sign_in, axe, site, department, settings):
    settings.LIVSKRAFT_MUNICIPALITY_CODE = "0580"
    sign_in(screen, department)
    screen.goto("/administration/gallring/")
    expect(screen.get_by_text("i Östergötlands län gallras inga personakter")).to_be_visible()
    expect(screen.get_by_text("Inget gallras", exact=True)).to_be_visible()
    axe(screen)
    # Two regimes are left to look for, and nothing is old enough under either.
    screen.get_by_role("button", name="Ta fram ett underlag nu").first.click()
    expect(screen.get_by_text("Inget är gammalt nog")).to_be_visible()
    axe(screen)


def test_in_jonkoping_the_old_goes_after_a_decision_and_what_is_held_stays(
    screen, sign_in, axe, site, department, settings
):
    settings.LIVSKRAFT_MUNICIPALITY_CODE = "0680"
    sign_in(screen, department)
    screen.goto("/administration/gallring/")
    axe(screen)
    screen.get_by_role("button", name="Ta fram ett underlag nu").first.click()
    expect(screen.get_by_text("Född en dag som bevaras för forskning: 1")).to_be_visible()
    expect(screen.get_by_text("Födelsedagen är okänd, så allt bevaras tills den är känd: 1")).to_be_visible()
    for name in NUMBERS:
        expect(screen.get_by_text(name, exact=True)).to_have_count(0)
    axe(screen)
    screen.get_by_role("link", name="Besluta").click()
    screen.get_by_role("button", name="Besluta").click()
    expect(screen.get_by_role("link", name="Beslutets diarienummer")).to_be_visible()
    axe(screen)
    screen.get_by_label("Beslutets diarienummer").fill("ÄN 2026-88")
    screen.get_by_role("button", name="Besluta").click()
    expect(screen.get_by_text("Gallringen görs i natt")).to_be_visible()
    axe(screen)
    order = screen.url

    screen.context.clear_cookies()
    sign_in(screen, AssignmentFactory(role=Role.UNIT_MANAGER, unit=site).user)
    screen.goto(Person.objects.get(given_name="Tvist").get_absolute_url())
    screen.get_by_role("link", name="Spärra mot gallring").click()
    axe(screen)
    screen.get_by_label("Varför måste uppgifterna vara kvar?").fill("Anhöriga har överklagat.")
    screen.get_by_role("button", name="Spärra").click()
    expect(screen.get_by_text("gallras inte förrän spärren är hävd")).to_be_visible()
    assert LegalHold.objects.count() == 1

    with time_machine.travel(timezone.now() + timedelta(days=1)):
        tasks.execute_orders.call()
    assert set(Person.objects.values_list("given_name", flat=True)) == {"Forskning", "Tvist", "Okänd"}

    screen.context.clear_cookies()
    sign_in(screen, department)
    screen.goto(order)
    expect(screen.get_by_text("Gallrad", exact=True)).to_be_visible()
    expect(screen.get_by_text("Får inte gallras förrän spärren är hävd: 1")).to_be_visible()
    axe(screen)


def test_two_who_are_the_same_become_one_and_can_become_two_again(screen, sign_in, axe, site):
    for contact in (Contact(), Contact(phone="070-174 06 50")):
        person_at(site, "Birgit", "Öhman", birth_year=1941, contact=contact)
    sign_in(screen, AssignmentFactory(role=Role.UNIT_MANAGER, unit=site).user)
    screen.goto("/personer/")
    screen.get_by_role("link", name="Dubbletter").click()
    axe(screen)
    screen.get_by_role("link", name="Birgit Öhman och Birgit Öhman").click()
    expect(screen.get_by_text("070-174 06 50")).to_be_visible()
    axe(screen)
    screen.get_by_label("Telefon").check()
    screen.get_by_role("button", name="Slå ihop").click()
    expect(screen.get_by_text("Personerna är en nu")).to_be_visible()
    assert Person.objects.standing().filter(given_name="Birgit").count() == 1
    screen.get_by_role("link", name="Sammanslagna de senaste 30 dagarna").click()
    axe(screen)
    screen.locator("summary", has_text="Ångra").click()
    screen.get_by_role("button", name="Ångra").click()
    expect(screen.get_by_text("De är två personer igen")).to_be_visible()
    assert Person.objects.standing().filter(given_name="Birgit").count() == 2


def test_the_department_gives_the_municipalitys_own_rule_and_ends_it(screen, sign_in, axe, department, settings):
    settings.LIVSKRAFT_MUNICIPALITY_CODE = "0680"
    sign_in(screen, department)
    screen.goto("/administration/gallring/")
    screen.get_by_role("link", name="Regler", exact=True).click()
    axe(screen)
    screen.get_by_role("link", name="Lägg till en egen regel").click()
    screen.get_by_role("button", name="Spara").click()
    axe(screen)
    screen.get_by_label("Ett antal år efter den sista anteckningen").check()
    screen.get_by_role("spinbutton", name="Antal år").fill("7")
    screen.get_by_label("Källa").fill("Dokumenthanteringsplan ÄN 2026/12")
    screen.get_by_role("button", name="Spara").click()
    expect(screen.get_by_text("Gallras när 7 år har gått")).to_be_visible()
    axe(screen)
    screen.locator(".lk-confirm summary").click()
    screen.get_by_role("dialog").get_by_role("button", name="Avsluta regeln").click()
    expect(screen.get_by_role("heading", name="Avslutade egna regler")).to_be_visible()
    axe(screen)

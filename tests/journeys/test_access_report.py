"""Can a person say yes and take it back, and be told on request all that is kept and who has read it?"""

import pytest
from playwright.sync_api import Page, expect

from livskraft.access import audit
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.organisation.models import Unit
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.models import AccessReport, Person
from livskraft.people.tests.factories import person_at, protected

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def site() -> Unit:
    found: Unit = SiteFactory()
    return found


@pytest.fixture
def elsa(site: Unit) -> Person:
    return person_at(site, "Elsa", "Exempel", number="194408139089")


def test_staff_write_in_a_yes_print_it_and_take_it_back(screen: Page, sign_in, axe, site: Unit, elsa: Person):
    sign_in(screen, actor_at(site, Role.CARE_STAFF).user)
    screen.goto(elsa.get_absolute_url())
    screen.get_by_role("link", name="Samtycken").click()
    expect(screen.get_by_text("Inga samtycken")).to_be_visible()
    axe(screen)
    screen.get_by_role("link", name="Skriv in ett samtycke").click()
    axe(screen)
    screen.get_by_role("button", name="Spara").click()
    expect(screen.get_by_text("behöver rättas")).to_be_visible()
    axe(screen)
    screen.get_by_role("radio", name="Bilder").check()
    screen.get_by_label("Vem får uppgifterna?").fill("Lindviks förening")
    screen.get_by_role("radio", name="Muntligt").check()
    screen.get_by_role("button", name="Spara").click()
    expect(screen.get_by_text("Bilder: Lindviks förening")).to_be_visible()
    axe(screen)
    with screen.expect_download() as paper:
        screen.get_by_role("link", name="Skriv ut", exact=True).click()
    assert paper.value.suggested_filename.endswith(".pdf")
    screen.get_by_role("link", name="Återkalla").click()
    expect(screen.get_by_text("Vi tar inga fler bilder")).to_be_visible()
    axe(screen)
    screen.get_by_role("button", name="Spara").click()
    expect(screen.get_by_text("Återkallat", exact=True)).to_be_visible()
    axe(screen)
    screen.get_by_role("link", name="Skriv ut en blankett").click()
    axe(screen)


def test_the_manager_goes_through_what_is_kept_with_the_person(screen: Page, sign_in, axe, site: Unit, elsa: Person):
    manager = actor_at(site)
    audit.read(actor_at(site, Role.CARE_STAFF), "people.read", [elsa])
    sign_in(screen, manager.user)
    screen.goto(elsa.get_absolute_url())
    screen.get_by_role("link", name="Utdrag till personen").click()
    axe(screen)
    screen.get_by_role("radio", name="På plats").check()
    screen.get_by_role("button", name="Gör utdraget").click()
    expect(screen.get_by_role("heading", name="Det här finns om dig i Livskraft")).to_be_visible()
    expect(screen.get_by_text("19440813-9089")).to_be_visible()
    # On a phone the long tables are folded lines.
    screen.locator("main details").evaluate_all("every => every.forEach(one => { one.open = true })")
    expect(screen.get_by_text("omsorgspersonal").filter(visible=True).first).to_be_visible()
    axe(screen)
    with screen.expect_download() as paper:
        screen.get_by_role("link", name="Hämta papperet").click()
    assert paper.value.suggested_filename.endswith(".pdf")
    assert AccessReport.objects.get().made_by == manager.user


def test_of_somebody_protected_only_who_is_named_hears(desktop: Page, sign_in, axe, site: Unit, elsa: Person):
    manager, other = actor_at(site), actor_at(site)
    protected(elsa, manager.user)
    sign_in(desktop, other.user)
    for address in ("utdrag", "samtycken"):
        answer = desktop.goto(f"/personer/{elsa.pk}/{address}/")
        assert answer
        assert answer.status == 404
    sign_in(desktop, manager.user)
    desktop.goto(f"/personer/{elsa.pk}/samtycken/")
    expect(desktop.get_by_text("Skriv inte ut något")).to_be_visible()
    axe(desktop)
    desktop.goto(f"/personer/{elsa.pk}/utdrag/")
    desktop.get_by_role("radio", name="På plats").check()
    desktop.get_by_role("button", name="Gör utdraget").click()
    expect(desktop.get_by_text("Dina uppgifter är skyddade")).to_be_visible()
    axe(desktop)

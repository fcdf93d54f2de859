"""Is somebody registered, found and read, opened in an emergency and judged, and hidden from all but those named?"""

from datetime import UTC, datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from livskraft.access.actor import Actor
from livskraft.access.permissions import granted
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.models import Unit
from livskraft.organisation.tests.factories import ContractFactory, SiteFactory, UnitFactory
from livskraft.people.actions.persons import Contact
from livskraft.people.models import Person
from livskraft.people.permissions import Permission
from livskraft.people.tests.factories import person_at, protected, sister

pytestmark = pytest.mark.django_db(transaction=True)
NUMBER = "194408139089"


@pytest.fixture
def site() -> Unit:
    return SiteFactory(name="Almgården")  # type: ignore[no-any-return]  # a factory


def somebody(site: Unit, role: Role) -> Actor:
    return actor_at(site, role, at=datetime.now(UTC))


def as_another(page: Page, sign_in, who: Actor) -> None:
    page.context.clear_cookies()
    sign_in(page, who.user)


def test_somebody_is_registered_found_read_and_opened_in_an_emergency_by_the_neighbours(
    screen: Page, sign_in, axe, site: Unit
):
    neighbours = sister(site)
    sign_in(screen, somebody(site, Role.CARE_STAFF).user)
    screen.goto("/personer/")
    axe(screen)
    screen.get_by_role("link", name="Registrera en person").click()
    axe(screen)
    screen.get_by_role("button", name="Registrera").click()
    expect(screen.get_by_role("link", name="Förnamn")).to_be_visible()
    axe(screen)
    screen.get_by_label("Förnamn").fill("Åsa")
    screen.get_by_label("Efternamn").fill("Örn")
    screen.get_by_label("Personnummer").fill("440813-9089")
    screen.get_by_label("Telefon").fill("070-174 06 05")
    screen.get_by_label("Praktiska anpassningar").fill("Hörslinga")
    screen.get_by_role("button", name="Registrera").click()
    expect(screen.get_by_role("heading", level=1)).to_have_text("Åsa Örn")
    axe(screen)

    # From any page, by the field in the header, which on a phone is in the menu.
    screen.goto("/")
    field = screen.get_by_label("Namn eller nummer")
    if not field.is_visible():
        screen.get_by_text("Meny", exact=True).click()
    axe(screen)
    field.fill("örn ås")
    field.press("Enter")
    expect(screen.get_by_role("heading", name="Träffar")).to_be_visible()
    assert screen.url.endswith("/personer/"), "an address has no name"
    axe(screen)
    screen.get_by_role("link", name="Åsa Örn").click()
    expect(screen.get_by_text("19440813-••••")).to_be_visible()
    screen.get_by_role("button", name="Visa numret").click()
    expect(screen.get_by_text("19440813-9089")).to_be_visible()
    axe(screen)
    screen.get_by_role("link", name="Ändra anhöriga").click()
    screen.get_by_label("Namn", exact=True).fill("Maria Örn")
    screen.get_by_role("button", name="Skriv in").click()
    expect(screen.get_by_text("Den anhöriga är inskriven")).to_be_visible()
    axe(screen)

    helper, manager = somebody(neighbours, Role.CARE_STAFF), somebody(neighbours, Role.UNIT_MANAGER)
    person = Person.objects.get()
    as_another(screen, sign_in, helper)
    screen.goto(person.get_absolute_url())
    expect(screen.get_by_text("Åsa Örn")).to_have_count(0)
    screen.goto("/personer/")
    screen.get_by_role("link", name="Nödöppna en person").click()
    axe(screen)
    screen.get_by_label("Personnummer").fill(NUMBER)
    screen.get_by_label("Varför behöver du öppna personen?").fill("Ramlade i vår entré och är förvirrad")
    screen.get_by_role("button", name="Nödöppna").click()
    expect(screen.get_by_role("heading", level=1)).to_have_text("Åsa Örn")
    expect(screen.get_by_text("Du har nödöppnat den här personen")).to_be_visible()
    axe(screen)

    as_another(screen, sign_in, manager)
    screen.goto("/")
    screen.get_by_role("link", name="Bedöm nödöppningen").first.click()
    axe(screen)
    screen.get_by_role("radio", name="Ja, det behövdes i arbetet").check()
    screen.get_by_label("Vad du har tagit reda på").fill("Ringde dottern, som kom.")
    screen.get_by_role("button", name="Spara bedömningen").click()
    expect(screen.get_by_text("Inget att bedöma")).to_be_visible()
    axe(screen)


def test_a_manager_protects_somebody_and_only_those_named_see_them(desktop: Page, sign_in, axe, site: Unit):
    person = person_at(site, "Kanarievilda", "Ek", contact=Contact("Kanariegatan 1"))
    manager, staff = somebody(site, Role.UNIT_MANAGER), somebody(site, Role.CARE_STAFF)
    sign_in(desktop, manager.user)
    desktop.goto(person.get_absolute_url())
    desktop.get_by_role("link", name="Skydd", exact=True).click()
    axe(desktop)
    desktop.get_by_role("link", name="Skydda uppgifterna").click()
    axe(desktop)
    desktop.get_by_role("radio", name="Sekretessmarkering").check()
    desktop.get_by_label("Vad grundas beslutet på?").fill("Brev från Skatteverket")
    desktop.get_by_role("button", name="Besluta").click()
    desktop.get_by_role("link", name="Namnge en behörig till").click()
    axe(desktop)
    desktop.get_by_label("Vem ska få känna till personen?").select_option(label=staff.user.name)
    desktop.get_by_role("button", name="Namnge").click()
    expect(desktop.get_by_text(staff.user.name, exact=True)).to_be_visible()
    axe(desktop)
    desktop.goto(person.get_absolute_url())
    expect(desktop.get_by_text("Kanariegatan")).to_have_count(0)
    axe(desktop)
    desktop.get_by_role("button", name="Visa kontaktuppgifterna").click()
    expect(desktop.get_by_text("Kanariegatan 1")).to_be_visible()
    as_another(desktop, sign_in, staff)
    desktop.goto(person.get_absolute_url())
    expect(desktop.get_by_role("heading", level=1)).to_have_text("Kanarievilda Ek")


@pytest.mark.parametrize("role", [role for role in Role if granted(Permission.VIEW, role)])
def test_somebody_protected_is_nowhere_for_each_role_that_is_not_named(phone: Page, sign_in, site: Unit, role: Role):
    person = protected(person_at(site, "Kanarievilda", "Ek", number=NUMBER))
    sign_in(phone, somebody(site, role).user)
    for words in ("Kanarievilda", NUMBER):
        phone.goto("/personer/")
        phone.get_by_label("Namn, personnummer").fill(words)
        phone.get_by_role("button", name="Sök").click()
        expect(phone.get_by_text("Ingen hittades")).to_be_visible()
    phone.goto(reverse("person", args=[person.pk]))
    expect(phone.get_by_text("Kanarievilda")).to_have_count(0)
    phone.goto("/")
    expect(phone.get_by_text("Kanarievilda")).to_have_count(0)


def test_whom_others_know_is_opened_for_a_reason_and_namesakes_are_told_apart(screen: Page, sign_in, axe, site: Unit):
    person_at(sister(site), "Åsa", "Örn", number=NUMBER)
    person_at(site, "Åsa", "Örn", birth_year=1944)
    sign_in(screen, somebody(site, Role.CARE_STAFF).user)
    screen.goto("/personer/ny/")
    screen.get_by_label("Förnamn").fill("Åsa")
    screen.get_by_label("Personnummer").fill(NUMBER)
    screen.get_by_role("button", name="Registrera").click()
    expect(screen.get_by_text("ser i loggkontrollen")).to_be_visible()
    axe(screen)
    screen.get_by_label("Personen har att göra med vår enhet").check()
    screen.get_by_role("button", name="Registrera").click()
    axe(screen)
    screen.get_by_label("Hur har enheten med personen att göra?").fill("Kommer till minigymmet på tisdagar")
    screen.get_by_role("button", name="Registrera").click()
    expect(screen.get_by_role("heading", level=1)).to_have_text("Åsa Örn")

    as_another(screen, sign_in, somebody(site, Role.UNIT_MANAGER))
    screen.goto("/personer/dubbletter/")
    screen.get_by_role("link", name="Åsa Örn och Åsa Örn").click()
    axe(screen)
    screen.get_by_role("button", name="Inte samma person").click()
    expect(screen.get_by_text("Inga dubbletter")).to_be_visible()
    axe(screen)
    screen.get_by_role("button", name="Ångra").click()
    expect(screen.get_by_role("link", name="Åsa Örn och Åsa Örn")).to_be_visible()


def test_those_whom_a_caregiver_before_left_are_looked_through_and_handed_over(screen: Page, sign_in, axe, site: Unit):
    for name in ("Åsa", "Elsa", "Kanarievilda"):
        person = person_at(site, name, "Örn")
    protected(person)
    held = site.parent.contracts.get()
    held.ends = timezone.localdate()
    held.save()
    ContractFactory(
        area_part=site.parent,
        provider=UnitFactory(kind=UnitKind.PROVIDER, parent=held.provider.parent),
        starts=held.ends,
    )
    sign_in(screen, somebody(site, Role.UNIT_MANAGER).user)
    screen.goto("/personer/")
    axe(screen)
    screen.get_by_role("link", name="Lämna över till oss").click()
    axe(screen)
    expect(screen.get_by_label("Kanarievilda Örn")).to_have_count(0)
    screen.get_by_label("Elsa Örn").uncheck()
    screen.get_by_role("button", name="Granska").click()
    axe(screen)
    screen.get_by_label("Beslut eller överenskommelse").fill("ÄN 2026/44")
    screen.get_by_role("button", name="Granska").click()
    expect(screen.get_by_role("heading", name="1 person lämnas över")).to_be_visible()
    axe(screen)
    screen.get_by_role("button", name="Lämna över 1 person").click()
    expect(screen.get_by_text("1 person är överlämnad till er.")).to_be_visible()
    expect(screen.get_by_text("1 person syns inte")).to_be_visible()

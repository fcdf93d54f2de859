"""Can a caregiver that keeps its journal elsewhere have patients here, from the decision to friskvård?"""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from livskraft.access.roles import Role
from livskraft.access.tests.factories import AssignmentFactory, UserFactory
from livskraft.modules.training.models import Draft, Episode, Goal, Note
from livskraft.organisation.tests.factories import SiteFactory, responsible_body
from livskraft.people.models import CareRelation
from livskraft.people.rules.vocabulary import Purpose
from livskraft.people.tests.factories import person_at

pytestmark = pytest.mark.django_db(transaction=True)
SYSTEM = "Prov Journal"


@pytest.fixture
def site():
    return SiteFactory(name="Lunden")


@pytest.fixture
def therapist(site):
    return AssignmentFactory(unit=site.parent, role=Role.PHYSIOTHERAPIST, user=UserFactory(name="Maja Prov")).user


@pytest.fixture
def administrator():
    held = AssignmentFactory(
        unit=responsible_body(), role=Role.SYSTEM_ADMINISTRATOR, user=UserFactory(name="Ingela Prov")
    )
    return held.user


@pytest.fixture
def person(site):
    return person_at(site.parent, "Gun", "Prov", at=timezone.now())


def test_from_the_decision_to_friskvard(screen, open_page, sign_in, axe, site, therapist, administrator, person):
    sign_in(screen, therapist)
    screen.goto(f"/personer/{person.pk}/")
    screen.get_by_role("link", name="Rehabilitering", exact=True).last.click()
    expect(screen.get_by_text("Det bestäms av systemförvaltaren: Ingela Prov.")).to_be_visible()
    axe(screen)

    desk = open_page()
    sign_in(desk, administrator)
    desk.goto("/administration/journal/")
    axe(desk)
    desk.get_by_role("link", name="Bestäm var journalen förs").click()
    axe(desk)
    keeper = site.parent.contracts.get().provider
    desk.get_by_label("Vårdgivare").select_option(label=keeper.name)
    desk.get_by_label("I ett annat journalsystem").check()
    desk.get_by_role("button", name="Spara").click()
    expect(desk.get_by_text("Skriv vilket journalsystem det är.").first).to_be_visible()
    axe(desk)
    desk.get_by_label("Journalsystemets namn").fill(SYSTEM)
    desk.get_by_role("button", name="Spara").click()
    expect(desk.get_by_text("Beslutet är sparat.")).to_be_visible()
    expect(desk.get_by_text(SYSTEM).first).to_be_visible()

    screen.reload()
    screen.get_by_role("link", name="Öppna rehabilitering").click()
    axe(screen)
    screen.get_by_label("På trygghetsboendet").check()
    screen.get_by_role("button", name="Öppna", exact=True).click()
    expect(screen.get_by_text(f"Journalen förs i {SYSTEM}")).to_be_visible()
    expect(screen.get_by_role("link", name="Skriv en anteckning")).to_have_count(0)
    axe(screen)
    screen.get_by_role("link", name="Skriv in ett pass").click()
    axe(screen)
    screen.get_by_role("button", name="Spara passet").click()
    expect(screen.get_by_text("Inte journalfört")).to_be_visible()

    screen.goto("/rehab/")
    expect(screen.get_by_text("Pass att journalföra")).to_be_visible()
    axe(screen)
    screen.get_by_role("link", name="Gun Prov").click()
    screen.get_by_role("link", name="Avsluta perioden").click()
    expect(screen.get_by_text("1 pass är inte journalfört.")).to_be_visible()
    axe(screen)
    for kind in ("Inledande bedömning", "Sammanfattning"):
        screen.get_by_role("link", name="Skriv att det är journalfört").first.click()
        screen.get_by_label(kind).check()
        axe(screen)
        screen.get_by_role("button", name="Spara").click()
        expect(screen.get_by_text("Sparat: det är journalfört.")).to_be_visible()
        screen.get_by_role("link", name="Avsluta perioden").click()

    axe(screen)
    screen.get_by_label("Ja", exact=True).check()
    screen.get_by_label("Till vad?").fill("Egen träning i minigymmet")
    screen.get_by_role("button", name="Avsluta").click()
    expect(screen.get_by_text("Skriv vem patienten introducerades med.").first).to_be_visible()
    axe(screen)
    screen.get_by_label("Tillsammans med vem?").fill("Anna i personalen")
    screen.get_by_role("button", name="Avsluta").click()
    expect(screen.get_by_text("Rehabiliteringen är avslutad.")).to_be_visible()
    expect(screen.get_by_text("Anna i personalen")).to_be_visible()
    axe(screen)

    assert Episode.objects.get().closed_on
    assert CareRelation.objects.filter(person=person, unit=site, purpose=Purpose.TRAINING).exists()
    assert not any(model.objects.exists() for model in (Note, Draft, Goal))

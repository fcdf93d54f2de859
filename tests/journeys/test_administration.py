"""Can an administrator do the work on a phone and at a desk, on pages that everybody can use?"""

import pytest
from playwright.sync_api import expect

from livskraft.access.roles import Role
from livskraft.access.tests.factories import AssignmentFactory, UserFactory
from livskraft.organisation.models import Contact, Unit
from livskraft.organisation.tests.factories import SiteFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def administrator():
    return AssignmentFactory(role=Role.SYSTEM_ADMINISTRATOR, user__name="Ada Minister").user


@pytest.fixture
def site():
    site = SiteFactory(name="Tallbacken")
    AssignmentFactory(unit=site, user__name="Chef Tallbacken", user__title="Verksamhetschef")
    AssignmentFactory(unit=site, role=Role.CARE_STAFF, user__name="Kim Kollega", user__email=None)
    Contact.objects.create(unit=site, purpose="Reception", name="Expeditionen", phone="011-740 06 00")
    UserFactory(name="Utan Uppdrag", is_active=False)
    return site


def test_every_page_of_the_administration_can_be_used_by_everybody(screen, axe, sign_in, administrator, site):
    sign_in(screen, administrator)
    person = Unit.objects.get(pk=site.pk)
    manager = AssignmentFactory._meta.model.objects.get(user__name="Chef Tallbacken")
    for path in (
        "",
        "enheter/",
        f"enheter/{person.pk}/",
        f"enheter/{site.parent_id}/",
        f"enheter/{site.parent_id}/ny/",
        f"enheter/{site.pk}/namn/",
        "avtal/",
        "avtal/nytt/",
        "parter/",
        "personer/",
        f"personer/{manager.user_id}/",
        f"personer/{manager.user_id}/uppdrag/",
        "personer/ny/",
        "behorigheter/",
        "logg/",
    ):
        screen.goto(f"/administration/{path}")
        axe(screen)
    for path in ("/personal/", "/konto/"):
        screen.goto(path)
        axe(screen)


def test_a_new_colleague_is_added_and_given_an_assignment(screen, axe, sign_in, administrator, site):
    sign_in(screen, administrator)
    screen.goto("/administration/personer/")
    screen.get_by_role("link", name="Lägg till person").click()
    screen.get_by_role("button", name="Lägg till").click()
    expect(screen.get_by_text("En sak behöver rättas")).to_be_visible()
    axe(screen)
    screen.get_by_label("Namn").fill("Nora Ny")
    screen.get_by_role("button", name="Lägg till").click()
    screen.get_by_role("link", name="Ge ett uppdrag").first.click()
    screen.get_by_label("Roll").select_option("Omsorgspersonal")
    screen.get_by_label("Enhet").select_option(label="Tallbacken (Trygghetsboende)")
    screen.get_by_role("button", name="Ge uppdraget").click()
    expect(screen.get_by_text("Tallbacken, från")).to_be_visible()
    screen.goto("/personal/?q=nora")
    expect(screen.get_by_text("Nora Ny")).to_be_visible()

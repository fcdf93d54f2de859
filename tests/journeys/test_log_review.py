"""Can a manager look through last month's readings, on a phone or at a desk, and leave it documented for good?"""

from datetime import datetime, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from django.utils import timezone
from playwright.sync_api import Page, expect

from livskraft.access import audit
from livskraft.access.actor import Actor
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.kit.partial_date import MONTHS
from livskraft.organisation.models import Unit
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.models import LogReview
from livskraft.people.tests.factories import person_at

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def site() -> Unit:
    found: Unit = SiteFactory()
    return found


@pytest.fixture
def last_month() -> datetime:
    """A Swedish night in the middle of it."""
    return timezone.localtime().replace(day=10, hour=23, minute=30) - relativedelta(months=1)


def test_last_month_is_looked_through_and_documented(screen: Page, sign_in, axe, site: Unit, last_month: datetime):
    manager = actor_at(site)
    elsa = person_at(site, "Elsa", "Exempel")
    reader = actor_at(site, Role.CARE_STAFF, at=last_month)
    audit.read(reader, "people.read", [elsa])
    by_day = Actor(at=last_month - timedelta(hours=12), user=reader.user, assignment=reader.assignment)
    audit.read(by_day, "people.read", [elsa])

    sign_in(screen, manager.user)
    screen.goto("/")
    screen.locator("a.lk-list__title", has_text="Kontrollera vem som har läst om personer").click()
    axe(screen)
    month = MONTHS[last_month.month - 1]
    screen.get_by_role("button", name=f"Välj ut läsningar i {month}").click()
    expect(screen.get_by_role("heading", level=1)).to_contain_text(f"Loggkontroll {month}")
    axe(screen)
    expect(screen.get_by_text("utanför arbetstid")).to_have_count(1)
    expect(screen.get_by_text("Elsa Exempel")).to_have_count(2)

    marks = screen.get_by_label("Bedömning")
    marks.nth(0).select_option(label="Frågat den som läste")
    marks.nth(1).select_option(label="Behövdes i arbetet")
    screen.get_by_role("button", name="Spara bedömningarna").click()
    expect(screen.get_by_role("link", name="Skriv vad du har fått veta")).to_be_visible()
    axe(screen)
    screen.get_by_label("Anteckning").nth(0).fill("Larmet gick, och medicinlistan behövdes.")
    screen.get_by_role("button", name="Spara bedömningarna").click()
    expect(screen.get_by_text("Allt är bedömt")).to_be_visible()
    axe(screen)

    screen.get_by_role("link", name="Skriv slutsatsen").click()
    axe(screen)
    screen.get_by_label("Vad kom du fram till?").fill("Allt hörde till arbetet.")
    screen.get_by_role("button", name="Spara").click()
    expect(screen.get_by_text("Den kan inte ändras")).to_be_visible()
    expect(screen.get_by_role("button", name="Spara bedömningarna")).to_have_count(0)
    axe(screen)
    with screen.expect_download() as paper:
        screen.get_by_role("link", name="Skriv ut").click()
    assert paper.value.suggested_filename.endswith(".pdf")
    assert LogReview.objects.get().finished_by == manager.user
    screen.goto("/")
    expect(screen.get_by_text("Kontrollera vem som har läst om personer")).to_have_count(0)


def test_whoever_is_above_looks_through_a_month_of_therapists_and_sees_nobody_s_name(
    screen: Page, sign_in, axe, site: Unit, last_month: datetime
):
    contract = site.parent.contracts.get()
    above = actor_at(contract.provider, Role.AREA_MANAGER)
    reader = actor_at(site.parent, Role.PHYSIOTHERAPIST, at=last_month)

    sign_in(screen, above.user)
    screen.goto("/loggkontroll/")
    expect(screen.get_by_text("Inget att kontrollera")).to_be_visible()
    axe(screen)

    audit.read(reader, "people.read", [person_at(site, "Elsa", "Exempel")])
    screen.goto("/")
    screen.locator("a.lk-list__title", has_text="Kontrollera vem som har läst om personer").click()
    expect(screen.get_by_role("heading", level=1)).to_contain_text(site.parent.name)
    axe(screen)
    screen.goto("/loggkontroll/")
    axe(screen)
    screen.locator("a.lk-list__title", has_text=site.parent.name).click()
    screen.get_by_role("button", name=f"Välj ut läsningar i {MONTHS[last_month.month - 1]}").click()
    expect(screen.get_by_text(reader.user.name)).to_have_count(1)
    expect(screen.get_by_text("gällde en person")).to_have_count(1)
    expect(screen.get_by_text("Elsa")).to_have_count(0)
    axe(screen)
    screen.get_by_label("Bedömning").select_option(label="Behövdes i arbetet")
    screen.get_by_role("button", name="Spara bedömningarna").click()
    screen.get_by_role("link", name="Skriv slutsatsen").click()
    axe(screen)
    screen.get_by_label("Vad kom du fram till?").fill("Besöket hade blivit sent.")
    screen.get_by_role("button", name="Spara").click()
    expect(screen.get_by_text("Den kan inte ändras")).to_be_visible()
    assert LogReview.objects.get().finished_by == above.user
    screen.goto("/")
    expect(screen.get_by_text("Kontrollera vem som har läst om personer")).to_have_count(0)

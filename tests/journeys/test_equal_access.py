"""Can the administration see who has less than others, why a figure is what it is, and what is missing where?"""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
from django.contrib.auth.models import AbstractBaseUser
from django.utils import timezone
from playwright.sync_api import Page, expect

from livskraft.access.actor import system_actor
from livskraft.access.roles import Role
from livskraft.access.tests.factories import AssignmentFactory
from livskraft.indicators.actions import close_month
from livskraft.indicators.rules import Span, Term
from livskraft.modules.minigym.tests.factories import EquipmentFactory, EquipmentKindFactory, GymFactory
from livskraft.organisation.tests.factories import SiteFactory

pytestmark = pytest.mark.django_db(transaction=True)


def closed_months(count: int) -> None:
    latest = Term.holding(Span.MONTH, timezone.localdate()).earlier()
    while latest.closes > timezone.localdate():
        latest = latest.earlier()
    for month in latest.back(count):
        close_month(month=month, by=system_actor("test", timezone.make_aware(datetime.combine(month.closes, time(3)))))


def test_the_administration_finds_who_has_less_and_what_is_missing(
    screen: Page, axe: Callable[[Page], None], sign_in: Callable[[Page, AbstractBaseUser], None]
) -> None:
    # Given two sites in an area, one with two machines and one without a gym.
    bench = EquipmentKindFactory(name="Gåbarr")
    gym = GymFactory(site=SiteFactory(name="Almgården"), opened=date(2020, 1, 1))
    EquipmentFactory(gym=gym, kind=bench)
    EquipmentFactory(gym=gym, kind=bench)
    SiteFactory(name="Björkhagen", parent=gym.site.parent)
    closed_months(3)
    administration = AssignmentFactory(role=Role.ADMINISTRATION, unit=gym.site.parent.parent)
    sign_in(screen, administration.user)

    # When they open the indicators, every one is there with its definition and the latest closed month.
    screen.goto("/nyckeltal/")
    axe(screen)
    expect(screen.get_by_text("Siffrorna är frysta.")).to_be_visible()
    screen.get_by_role("link", name="Utrustning i bruk").click()

    # Then the figure stands with its curve, its table and how it is counted.
    expect(screen.get_by_role("img", name="Kurva över utrustning i bruk")).to_be_visible()
    expect(screen.get_by_text("2 maskiner per minigym").first).to_be_visible()
    expect(screen.get_by_text("Antal öppna minigym på periodens sista dag.")).to_be_visible()
    axe(screen)
    with screen.expect_download() as download:
        screen.get_by_role("link", name="Hämta som Excel").click()
    assert download.value.suggested_filename.startswith("Utrustning i bruk")

    # When they say how many live at each site, from a file, they see each row before it is saved.
    screen.goto("/nyckeltal/invanare/")
    axe(screen)
    screen.get_by_role("link", name="Läs in från Excel").click()
    axe(screen)
    day = (timezone.localdate() - timedelta(days=1)).isoformat()
    rows = f"Plats;Antal;Gäller per;Källa\nAlmgården;40;{day};Listan\nNejgården;7;{day};Listan\n"
    screen.get_by_label("Filen").set_input_files(
        files=[{"name": "boende.csv", "mimeType": "text/csv", "buffer": rows.encode()}]
    )
    screen.get_by_role("button", name="Läs in").click()
    expect(screen.get_by_text("Platsen finns inte hos er.")).to_be_visible()
    axe(screen)
    screen.get_by_role("button", name="Spara raderna").click()
    expect(screen.get_by_text("1 antal är sparat.")).to_be_visible()
    axe(screen)
    screen.get_by_role("link", name="Björkhagen").click()
    screen.get_by_label("Antal").fill("60")
    screen.get_by_label("Källa").fill("Boendets egen lista")
    screen.get_by_role("button", name="Spara").click()
    expect(screen.get_by_text("Antalet är sparat.")).to_be_visible()

    # Then the sites stand beside each other, also the one without a gym.
    this_month = Term.holding(Span.MONTH, timezone.localdate())
    screen.goto(f"/nyckeltal/lika-tillgang/?period={this_month.code}")
    axe(screen)
    if screen.viewport_size and screen.viewport_size["width"] < 768:
        screen.locator("summary", has_text="Utrustning i bruk").click()
        axe(screen)
        expect(screen.locator("details[open] li", has_text="Björkhagen")).to_be_visible()
    else:
        expect(screen.get_by_role("row", name="Björkhagen").first).to_be_visible()

    # When they decide what every site should have, the map says what is missing where.
    screen.goto("/kommun/utrustning/")
    axe(screen)
    screen.get_by_role("link", name="Ändra baslistan").click()
    axe(screen)
    screen.get_by_label("Slag av utrustning").select_option(label="Gåbarr")
    screen.get_by_role("button", name="Spara").click()
    expect(screen.get_by_text("Baslistan är ändrad.")).to_be_visible()
    axe(screen)
    screen.goto("/kommun/utrustning/")
    axe(screen)
    expect(screen.get_by_text("1 av 2 platser har allt.")).to_be_visible()
    expect(screen.get_by_text("Allt, det finns inget minigym")).to_be_visible()

"""Can a unit manager bring in the list that the unit has kept for years, on a phone and at a desk?"""

import json
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from livskraft.access.actor import system_actor
from livskraft.access.tests.factories import AssignmentFactory
from livskraft.modules.minigym.actions.regimes import set_up_minigym
from livskraft.modules.minigym.models import Equipment
from livskraft.modules.minigym.tests.factories import GymFactory

pytestmark = pytest.mark.django_db(transaction=True)
DATA = Path(__file__).parents[2] / "src/livskraft/modules/minigym/tests/data"


@pytest.mark.parametrize("number", [1, 2])
def test_the_units_list_becomes_the_gyms_machines(screen, axe, sign_in, number):
    truth = json.loads((DATA / f"inventarielista-{number}.truth.json").read_text())
    set_up_minigym(by=system_actor("set_up"))
    gym = GymFactory(name="Minigym")
    manager = AssignmentFactory(unit=gym.site)
    sign_in(screen, manager.user)

    # Given an empty gym, the page says what to do.
    screen.goto(gym.get_absolute_url())
    axe(screen)
    screen.get_by_role("link", name="Läs in listan").click()
    axe(screen)

    # When a file that is no list is chosen, a sentence says so.
    screen.get_by_label("Inventarielistan").set_input_files(
        files=[{"name": "brev.xlsx", "mimeType": "application/octet-stream", "buffer": b"Hej!\x00"}]
    )
    screen.get_by_role("button", name="Läs in").click()
    expect(screen.get_by_role("group", name="En sak behöver rättas")).to_be_focused()
    axe(screen)

    # When the unit's own list is chosen, everything that was understood is shown, and nothing is saved.
    screen.get_by_label("Inventarielistan").set_input_files(DATA / f"inventarielista-{number}.xlsx")
    screen.get_by_role("button", name="Läs in").click()
    expect(screen.get_by_role("heading", name=f"{truth['items']} maskiner hittades")).to_be_visible()
    axe(screen)
    for summary in screen.locator("details.lk-card > summary").all():
        summary.click()
    screen.locator(".mg-change > summary").first.click()
    axe(screen)
    assert not Equipment.objects.exists()

    # Then what could not be read is said to be unknown, and all is saved at once.
    for box in screen.locator('input[name^="unknown:"]').all():
        box.check()
    screen.get_by_role("button", name="Läs om med rättelserna").click()
    expect(screen.get_by_role("heading", name=f"{truth['items']} maskiner hittades", exact=True)).to_be_visible()
    axe(screen)
    screen.get_by_role("button", name="Bekräfta och lägg till").click()
    expect(screen.get_by_text(f"{truth['items']} maskiner lades till.")).to_be_visible()
    axe(screen)
    assert Equipment.objects.filter(gym=gym).count() == truth["items"]

    # And the same list again adds nothing.
    screen.goto(reverse("import_inventory", args=[gym.pk]))
    screen.get_by_label("Inventarielistan").set_input_files(DATA / f"inventarielista-{number}.xlsx")
    screen.get_by_role("button", name="Läs in").click()
    expect(screen.get_by_text(f"{truth['items']} finns redan", exact=True)).to_be_visible()

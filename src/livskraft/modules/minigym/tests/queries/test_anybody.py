"""Is a gym told to anybody by its hours and kinds, and are kinds with an instruction known?"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from livskraft.modules.minigym.models import Instruction
from livskraft.modules.minigym.queries.anybody import gyms_for_anybody
from livskraft.modules.minigym.tests.factories import EquipmentFactory, EquipmentKindFactory, GymFactory
from livskraft.overview.tests.factories import MONDAY, NOW, closed, gym_of, open_site

pytestmark = pytest.mark.django_db


def told(gym, days=3):
    (found,) = gyms_for_anybody([gym.site_id], NOW, days)[gym.site_id]
    return found


def test_hours_begin_today_and_last_as_many_days_as_asked():
    found = told(gym_of(open_site()), days=3)
    assert [each.day.isoformat() for each in found.days] == ["2026-11-23", "2026-11-24", "2026-11-25"]
    assert found.hours_known
    assert not told(GymFactory()).hours_known


def test_a_closure_is_told_with_its_reason_and_only_while_it_holds():
    site = open_site()
    closure = closed(site, "Vattenskada")
    assert told(gym_of(site)).closed_until_further_notice == "Vattenskada"
    closure.ended_at = NOW
    closure.save()
    assert told(gym_of(site)).closed_until_further_notice == ""


def test_machines_are_counted_by_kind_the_retired_left_out():
    gym = GymFactory()
    press, cycle = EquipmentKindFactory(name="Benpress"), EquipmentKindFactory(name="Armcykel")
    for status in ("in_use", "in_use", "out_of_use"):
        EquipmentFactory(gym=gym, kind=press, status=status)
    EquipmentFactory(gym=gym, kind=cycle, status="retired", retired_on=MONDAY, retired_reason="Trasig")
    EquipmentFactory(kind=cycle)
    found = told(gym)
    assert [(kind.name, kind.in_use, kind.out_of_use) for kind in found.equipment] == [("Benpress", 2, 1)]
    assert found.machines == 3


def test_only_an_approved_instruction_counts():
    gym = GymFactory()
    item = EquipmentFactory(gym=gym)
    instruction = Instruction.objects.create(kind=item.kind)
    version = instruction.versions.create(number=1, written_at=NOW)
    assert not told(gym).equipment[0].has_instruction
    instruction.published, instruction.review_on = version, MONDAY
    instruction.save()
    assert told(gym).equipment[0].has_instruction


def test_twenty_gyms_cost_as_many_queries_as_one():
    def cost(sites):
        with CaptureQueriesContext(connection) as captured:
            found = gyms_for_anybody(sites, NOW, 7)
        return len(found), len(captured)

    sites = [EquipmentFactory(gym=GymFactory()).gym.site_id for _ in range(20)]
    one = cost(sites[:1])
    assert cost(sites) == (20, one[1])

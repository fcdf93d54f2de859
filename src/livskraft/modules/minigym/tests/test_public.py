"""Does the summary of a gym tell the truth, and only to those who may see gyms?"""

from datetime import UTC, date, datetime

import pytest

from livskraft.access.roles import Role
from livskraft.access.tests.factories import UserFactory, actor_at
from livskraft.modules.minigym.actions.hours import close_gym, reopen_gym
from livskraft.modules.minigym.models import ListConfirmation
from livskraft.modules.minigym.public import gyms_at, item_wherever, items_at
from livskraft.modules.minigym.rules import Status
from livskraft.modules.minigym.tests.factories import EquipmentFactory, GymFactory
from livskraft.organisation.models import Unit

pytestmark = pytest.mark.django_db


def confirm(gym, year):
    ListConfirmation.objects.create(gym=gym, at=datetime(year, 1, 1, tzinfo=UTC), by=UserFactory(), items=1)


def test_retired_items_are_not_counted_and_stopped_ones_are_told():
    gym = GymFactory()
    for status in (Status.IN_USE, Status.OUT_OF_USE, Status.OUT_OF_USE):
        EquipmentFactory(gym=gym, status=status)
    EquipmentFactory(gym=gym, status=Status.RETIRED, retired_on=date(2026, 1, 1), retired_reason="Utsliten")
    (summary,) = gyms_at(Unit.objects.all(), actor_at(gym.site))
    assert (summary.name, summary.items, summary.out_of_use, summary.confirmed_at) == (gym.name, 3, 2, None)


def test_the_latest_confirmation_is_told():
    gym = GymFactory()
    for year in (2024, 2026, 2025):
        confirm(gym, year)
    (summary,) = gyms_at(Unit.objects.all(), actor_at(gym.site))
    assert summary.confirmed_at.year == 2026


def test_gyms_elsewhere_closed_or_not_for_this_role_are_not_there():
    gym = GymFactory()
    GymFactory(site=gym.site, closed=date(2025, 1, 1))
    elsewhere = GymFactory()
    assert len(gyms_at(Unit.objects.all(), actor_at(gym.site))) == 1
    assert gyms_at(Unit.objects.filter(pk=elsewhere.site_id), actor_at(gym.site)) == []
    assert gyms_at(Unit.objects.all(), actor_at(gym.site, Role.PLANNER)) == []


def test_a_gym_that_is_closed_until_further_notice_says_why():
    gym = GymFactory()
    by = actor_at(gym.site)
    close_gym(gym=gym, reason="Vattenläcka", by=by)
    (summary,) = gyms_at(Unit.objects.all(), by)
    assert summary.closed == "Vattenläcka"
    reopen_gym(gym=gym, reason="Torrt", by=by)
    (summary,) = gyms_at(Unit.objects.all(), by)
    assert summary.closed == ""


def test_an_item_is_found_wherever_it_stands_also_out_of_reach():
    item = EquipmentFactory(status=Status.OUT_OF_USE, is_medical_device=True)
    there = item_wherever(item.pk)
    assert (there.name, there.gym, there.out_of_use, there.retired) == (str(item), item.gym.name, True, False)
    assert there.medical_device
    assert items_at(item.gym.site, actor_at(item.gym.site)) == [there]
    assert items_at(item.gym.site, actor_at(GymFactory().site)) == []

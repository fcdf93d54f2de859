"""Does a physiotherapist owe the instructions that are missing or to be gone through, where the machines stand?"""

from datetime import UTC, date, datetime, timedelta

import pytest

from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.duties.catalogue import kinds
from livskraft.duties.queries import counts_at, duties_of
from livskraft.modules.minigym.models import Equipment, Gym
from livskraft.modules.minigym.rules import AHEAD, Status
from livskraft.modules.minigym.tests.factories import (
    EquipmentFactory,
    EquipmentKindFactory,
    GymFactory,
    approved,
    draft_of,
)

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 3, 9, tzinfo=UTC)
TODAY = date(2026, 3, 3)
KIND = "minigym.instruct"


@pytest.fixture
def item():
    return EquipmentFactory(gym=GymFactory())


@pytest.fixture
def therapist(item):
    return actor_at(item.gym.site, Role.PHYSIOTHERAPIST, at=AT)


def owed(actor):
    return [duty for duty in duties_of(actor) if duty.kind.key == KIND]


def test_a_kind_without_an_approved_instruction_is_owed_until_it_has_one(item, therapist):
    (duty,) = owed(therapist)
    assert "Skriv bruksanvisning för benpress" in duty.what
    assert (duty.due, duty.url) == (None, f"/minigym/bruksanvisningar/{item.kind_id}/")
    draft_of(item.kind)
    assert len(owed(therapist)) == 1
    approved(item.kind)
    assert owed(therapist) == []


@pytest.mark.parametrize(
    ("days", "owes", "late"), [(-1, True, 1), (0, True, 0), (AHEAD.days, True, 0), (AHEAD.days + 1, False, 0)]
)
def test_it_is_gone_through_before_its_day(item, therapist, days, owes, late):
    approved(item.kind, at=datetime(2025, 1, 1, tzinfo=UTC), review_on=TODAY + timedelta(days=days))
    found = owed(therapist)
    assert [(duty.due, "Gå igenom" in duty.what) for duty in found] == (
        [(TODAY + timedelta(days=days), True)] if owes else []
    )
    assert sum(count.late for count in counts_at(therapist.units(), TODAY, [kinds[KIND]])) == late


def test_what_is_missing_and_what_is_to_be_read_are_two_things_to_do(item, therapist):
    other = EquipmentKindFactory(name="Ribbstol")
    EquipmentFactory(gym=item.gym, kind=other)
    approved(other, at=datetime(2025, 1, 1, tzinfo=UTC), review_on=TODAY)
    assert sorted(duty.action for duty in owed(therapist)) == ["Gå igenom", "Skriv"]


def test_a_gyms_missing_instructions_are_one_duty(item, therapist):
    for name in ("Armcykel", "Gåbarr", "Ribbstol"):
        EquipmentFactory(gym=item.gym, kind=EquipmentKindFactory(name=name))
    EquipmentFactory(gym=item.gym, kind=item.kind)
    (duty,) = owed(therapist)
    assert duty.count == 4
    assert "armcykel, benpress, gåbarr och 1 till" in duty.what
    assert duty.url == f"/minigym/bruksanvisningar/?minigym={item.gym_id}"


def test_what_stands_nowhere_is_owed_by_nobody(item, therapist):
    Equipment.objects.update(status=Status.RETIRED, retired_on=TODAY, retired_reason="Slut")
    assert owed(therapist) == []
    Equipment.objects.update(status=Status.IN_USE)
    Gym.objects.update(closed=TODAY)
    assert owed(therapist) == []


def test_a_physiotherapist_owes_nothing_for_other_sites(item):
    assert owed(actor_at(GymFactory().site, Role.PHYSIOTHERAPIST, at=AT)) == []
    assert owed(actor_at(item.gym.site, Role.UNIT_MANAGER, at=AT)) == []

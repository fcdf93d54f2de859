"""Does a reported fault stand on the manager's list until somebody has looked at it?"""

from datetime import UTC, date, datetime, timedelta

import pytest

from livskraft.access.tests.factories import actor_at
from livskraft.duties.catalogue import kinds
from livskraft.modules.minigym.actions.faults import close_fault, join_faults, plan_repair
from livskraft.modules.minigym.rules import Outcome
from livskraft.modules.minigym.tests.factories import EquipmentFactory, FaultFactory, GymFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 3, 9, tzinfo=UTC)
TODAY = AT.date()
KIND = kinds["minigym.fault"]


def owed(actor, today=TODAY):
    return KIND.describe(KIND.rows(actor.units(), today), today)


@pytest.fixture
def fault():
    return FaultFactory()


@pytest.fixture
def by(fault):
    return actor_at(fault.gym.site, at=AT)


@pytest.mark.parametrize(("days", "late"), [(0, False), (1, True)])
def test_it_is_late_the_day_after_the_last_day_to_look(fault, by, days, late):
    today = fault.due + timedelta(days=days)
    (duty,) = owed(by, today)
    assert (duty.due, duty.url) == (date(2026, 3, 5), fault.get_absolute_url())
    assert "Sadeln glappar" in duty.what
    (row,) = KIND.rows(by.units(), today)
    assert row.duty_late is late


def test_what_is_followed_up_joined_or_closed_is_owed_no_more(fault, by):
    second = FaultFactory(item=fault.item, reported_at=AT)
    join_faults(fault=second, other=fault, by=by)
    assert [duty.key for duty in owed(by)] == [f"minigym.fault:{fault.pk}"]
    plan_repair(fault=fault, by=by)
    assert owed(by) == []
    other = FaultFactory(item=EquipmentFactory(gym=fault.gym))
    assert len(owed(by)) == 1
    close_fault(fault=other, outcome=Outcome.NO_FAULT, answer="Inget", by=by)
    assert owed(by) == []


def test_a_fault_of_the_room_names_the_gym(by, fault):
    FaultFactory(item=None, gym=fault.gym)
    assert any(duty.what.startswith(f"Se till felet i {fault.gym}") for duty in owed(by))


def test_faults_elsewhere_are_none_of_ours(fault):
    assert owed(actor_at(GymFactory().site, at=AT)) == []


def test_twenty_faults_cost_what_one_costs(fault, by, django_assert_num_queries):
    FaultFactory.create_batch(19, item=fault.item)
    with django_assert_num_queries(1):
        assert len(owed(by)) == 20

"""Is the one who reported told how far the fault has come, and are the staff told who mends it?"""

from datetime import UTC, date, datetime, timedelta

import pytest

from livskraft.access.tests.factories import actor_at
from livskraft.modules.minigym.actions.equipment import retire_equipment
from livskraft.modules.minigym.actions.faults import ask_owner, close_fault, plan_repair, stop_for_fault
from livskraft.modules.minigym.actions.orders import cancel_order, order_service
from livskraft.modules.minigym.actions.tokens import renew_token
from livskraft.modules.minigym.models import Fault
from livskraft.modules.minigym.queries.faults import (
    back_in_use,
    maybe_the_same,
    mending_of,
    order_of,
    stages_of,
    unplanned_faults_of,
    was_revoked,
)
from livskraft.modules.minigym.rules import Outcome, RegimeKey, Stage, Symptom
from livskraft.modules.minigym.tests.factories import (
    EquipmentFactory,
    FaultFactory,
    municipal_agreement,
    provider_agreement,
    regime,
)

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 3, 9, tzinfo=UTC)


@pytest.fixture
def fault():
    return FaultFactory()


@pytest.fixture
def by(fault):
    return actor_at(fault.gym.site, at=AT)


def order(fault, by):
    return order_service(
        gym=fault.gym, agreement=municipal_agreement(), items=[fault.item], text="Laga", yearly=False, by=by
    )


def test_each_step_is_told_and_a_cancelled_order_is_not(fault, by):
    assert stages_of(fault) == [Stage.RECEIVED]
    assert stages_of(plan_repair(fault=fault, by=by)) == [Stage.RECEIVED, Stage.PLANNED]
    stopped = stop_for_fault(fault=fault, by=by)
    assert stages_of(stopped) == [Stage.RECEIVED, Stage.STOPPED]
    made = order(fault, by)
    assert stages_of(stopped)[-1] == Stage.ORDERED
    assert order_of(stopped) == made
    cancel_order(order=made, reason="Lagade själva", by=by)
    assert stages_of(stopped)[-1] == Stage.STOPPED
    closed = close_fault(fault=stopped, outcome=Outcome.FIXED, answer="Klart", back_in_use=True, by=by)
    assert stages_of(closed) == [Stage.RECEIVED, Stage.STOPPED, Stage.BACK]


def test_the_yearly_service_is_not_told_as_a_repair(fault, by):
    order_service(gym=fault.gym, agreement=municipal_agreement(), items=[fault.item], text="Årlig service", by=by)
    assert order_of(fault) is None
    assert stages_of(fault) == [Stage.RECEIVED]


def test_a_machine_retired_since_is_not_told_as_back_in_use(fault, by):
    stopped = stop_for_fault(fault=fault, by=by)
    closed = close_fault(fault=stopped, outcome=Outcome.FIXED, answer="Klart", back_in_use=True, by=by)
    retire_equipment(item=closed.item, reason="Utsliten", by=by)
    assert stages_of(Fault.objects.get())[-1] == Stage.FIXED


def test_an_order_from_before_the_fault_or_after_it_was_closed_is_not_its_own(fault, by):
    order(fault, actor_at(fault.gym.site, at=fault.reported_at - timedelta(days=1)))
    assert order_of(fault) is None
    closed = close_fault(fault=fault, outcome=Outcome.FIXED, answer="Klart", by=by)
    order(fault, actor_at(fault.gym.site, at=AT + timedelta(days=1)))
    assert order_of(closed) is None


def test_asking_the_owner_of_the_house_is_not_told_as_an_order(fault, by):
    room = FaultFactory(item=None, gym=fault.gym, symptom=Symptom.AIR)
    assert order_of(room) is None
    assert stages_of(ask_owner(fault=room, by=by)) == [Stage.RECEIVED, Stage.PLANNED, Stage.ASKED]


def test_who_mends_it_follows_who_bought_it(fault):
    own = FaultFactory(item=EquipmentFactory(gym=fault.gym, regime=regime(RegimeKey.PROVIDER)))
    bars = FaultFactory(item=EquipmentFactory(gym=fault.gym, regime=regime(RegimeKey.PROPERTY)))
    room = FaultFactory(item=None, gym=fault.gym)
    agreements = {fault: municipal_agreement(), own: provider_agreement(fault.gym)}
    for one, agreement in agreements.items():
        found = mending_of(one, date(2026, 3, 3))
        assert (found.agreement, found.owner) == (agreement, None)
    for one, key in ((bars, RegimeKey.PROPERTY), (room, None)):
        found = mending_of(one, date(2026, 3, 3))
        assert (found.regime, found.agreement) == (key, None)
        assert found.owner == fault.gym.site.premises.property_owner


def test_the_stop_that_ended_is_the_faults_own(fault, by):
    assert back_in_use(fault) is None
    stopped = stop_for_fault(fault=fault, by=by)
    assert back_in_use(stopped) is None
    closed = close_fault(fault=stopped, outcome=Outcome.FIXED, answer="Klart", back_in_use=True, by=by)
    assert back_in_use(closed).ended_by == by.user
    assert back_in_use(plan_repair(fault=FaultFactory(item=fault.item), by=by)) is None


def test_only_open_reports_of_the_same_thing_may_be_the_same(fault, by):
    same = FaultFactory(item=fault.item)
    FaultFactory(item=EquipmentFactory(gym=fault.gym))
    FaultFactory(item=None, gym=fault.gym)
    close_fault(fault=FaultFactory(item=fault.item), outcome=Outcome.FIXED, answer="Klart", by=by)
    assert list(maybe_the_same(fault)) == [same]
    assert unplanned_faults_of(fault.item) == list(Fault.objects.filter(pk__in=[fault.pk, same.pk]).order_by("pk"))
    plan_repair(fault=same, by=by)
    assert unplanned_faults_of(fault.item) == [fault]


def test_a_revoked_code_is_known(fault, by):
    old = fault.item.token
    assert not was_revoked(old)
    renew_token(of=fault.item, reason="Borta", by=by)
    assert was_revoked(old)

"""Does the worker make orders of what is old, and carry out only what was decided before today?"""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from livskraft.access.actor import system_actor
from livskraft.access.roles import Role
from livskraft.access.tests.factories import AssignmentFactory
from livskraft.organisation.tests.factories import SiteFactory, responsible_body
from livskraft.people import tasks
from livskraft.people.actions import retention
from livskraft.people.models import Person, PurgeOrder
from livskraft.people.rules.vocabulary import Regime
from livskraft.people.tests.factories import person_at
from livskraft.people.tests.upkeep import only

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def somebody_old(settings, tmp_path):
    settings.LIVSKRAFT_VAR = tmp_path
    with only(*Regime), time_machine.travel(NOON, tick=False):
        yield person_at(SiteFactory(), at=datetime(2020, 2, 1, tzinfo=UTC), until=date(2021, 1, 1))


def test_each_regime_gets_an_order_and_none_gets_two():
    for _ in range(2):
        tasks.make_orders.call()
        order = PurgeOrder.objects.get()
        assert (order.regime, order.made_by) == (Regime.NEITHER, None)


def test_whoever_asked_for_an_order_has_made_it():
    held = AssignmentFactory(role=Role.ADMINISTRATION, unit=responsible_body())
    tasks.make_order.call("neither", held.pk)
    assert PurgeOrder.objects.get().made_by == held.user
    tasks.make_order.call("neither", held.pk)
    assert PurgeOrder.objects.count() == 1


def test_a_decision_rests_until_the_next_day():
    tasks.make_orders.call()
    retention.decide(order=PurgeOrder.objects.get(), reference="Dnr 1", by=system_actor("test", NOON))
    assert tasks.execute_orders.call() == 0
    assert Person.objects.exists()
    # A minute before midnight here is not yet the next day, whatever the clock in UTC says.
    with time_machine.travel(datetime(2026, 11, 22, 22, 59, tzinfo=UTC), tick=False):
        assert tasks.execute_orders.call() == 0
    with time_machine.travel(datetime(2026, 11, 22, 23, 1, tzinfo=UTC), tick=False):
        assert tasks.execute_orders.call() == 1
        assert tasks.execute_orders.call() == 0
    assert not Person.objects.exists()


def test_what_nobody_decided_is_never_carried_out():
    tasks.make_orders.call()
    with time_machine.travel(NOON + timedelta(days=400), tick=False):
        assert tasks.execute_orders.call() == 0
    assert Person.objects.exists()

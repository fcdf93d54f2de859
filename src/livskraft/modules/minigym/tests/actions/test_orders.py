"""Does every item go to the right firm, and is it known what was done with it?"""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.kit.errors import Conflict, Refused
from livskraft.kit.partial_date import PartialDate
from livskraft.modules.minigym.actions.orders import book_service, cancel_order, complete_service, order_service
from livskraft.modules.minigym.models import ServiceOrder
from livskraft.modules.minigym.rules import RegimeKey, Status
from livskraft.modules.minigym.tests.factories import (
    EquipmentFactory,
    GymFactory,
    municipal_agreement,
    provider_agreement,
    regime,
)

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
TODAY = date(2026, 3, 3)


@pytest.fixture
def gym():
    return GymFactory()


@pytest.fixture
def by(gym):
    return actor_at(gym.site, at=AT)


def item(gym, key=RegimeKey.MUNICIPAL, **fields):
    return EquipmentFactory(gym=gym, regime=regime(key), **fields)


def ordered(gym, by, *items, agreement=None, **extra):
    return order_service(
        gym=gym, agreement=agreement or municipal_agreement(), items=items, text="Kom gärna.", by=by, **extra
    )


def test_an_order_holds_its_items_and_waits(gym, by):
    machine = item(gym)
    order = ordered(gym, by, machine)
    assert [(line.item, line.performed) for line in order.lines.all()] == [(machine, None)]
    assert list(ServiceOrder.objects.open()) == [order]


@pytest.mark.parametrize("key", [RegimeKey.PROVIDER, RegimeKey.PROPERTY])
def test_the_municipalitys_firm_gets_only_the_municipalitys_items(gym, by, key):
    with pytest.raises(Refused) as refused:
        ordered(gym, by, item(gym), item(gym, key))
    assert refused.value.field == "items"
    assert not ServiceOrder.objects.exists()


@pytest.mark.parametrize("key", [RegimeKey.MUNICIPAL, RegimeKey.PROPERTY])
def test_the_providers_firm_gets_only_the_providers_items(gym, by, key):
    agreement = provider_agreement(gym)
    assert ordered(gym, by, item(gym, RegimeKey.PROVIDER), agreement=agreement)
    with pytest.raises(Refused):
        ordered(gym, by, item(gym, key), agreement=agreement)


def test_another_providers_firm_gets_nothing(gym, by):
    with pytest.raises(Refused):
        ordered(gym, by, item(gym, RegimeKey.PROVIDER), agreement=provider_agreement(GymFactory()))


def test_an_item_of_another_gym_or_a_retired_one_is_refused(gym, by):
    elsewhere = item(GymFactory(site=gym.site))
    retired = item(gym, status=Status.RETIRED, retired_on=TODAY, retired_reason="Slut")
    for wrong in (elsewhere, retired):
        with pytest.raises(Refused):
            ordered(gym, by, item(gym), wrong)


@pytest.mark.parametrize(
    ("starts", "ends", "holds"),
    [
        (TODAY, None, True),
        (TODAY + timedelta(days=1), None, False),
        (date(2020, 1, 1), TODAY + timedelta(days=1), True),
        (date(2020, 1, 1), TODAY, False),
    ],
)
def test_an_agreement_counts_only_while_it_holds(gym, by, starts, ends, holds):
    agreement = municipal_agreement()
    agreement.starts, agreement.ends = starts, ends
    agreement.save()
    if holds:
        assert ordered(gym, by, item(gym), agreement=agreement)
    else:
        with pytest.raises(Refused):
            ordered(gym, by, item(gym), agreement=agreement)


def test_nothing_is_ordered_without_items_or_words(gym, by):
    with pytest.raises(Refused):
        ordered(gym, by)
    with pytest.raises(Refused):
        order_service(gym=gym, agreement=municipal_agreement(), items=[item(gym)], text=" ", by=by)


def test_only_who_may_order_here_does(gym, by):
    order = ordered(gym, by, item(gym))
    acts = (
        lambda stranger: ordered(gym, stranger, item(gym)),
        lambda stranger: book_service(order=order, on=TODAY, by=stranger),
        lambda stranger: complete_service(order=order, on=TODAY, cost=None, performed=set(), by=stranger),
        lambda stranger: cancel_order(order=order, reason="x", by=stranger),
    )
    for stranger in (actor_at(gym.site, Role.CARE_STAFF, at=AT), actor_at(GymFactory().site, at=AT)):
        for act in acts:
            with pytest.raises(PermissionDenied):
                act(stranger)


@pytest.mark.parametrize(("days", "allowed"), [(0, True), (-1, False), (30, True)])
def test_a_day_is_booked_from_the_day_of_the_order(gym, by, days, allowed):
    order = ordered(gym, by, item(gym))
    on = TODAY + timedelta(days=days)
    if allowed:
        assert book_service(order=order, on=on, by=by).booked_on == on
    else:
        with pytest.raises(Refused):
            book_service(order=order, on=on, by=by)


def test_what_was_done_moves_the_service_and_what_was_not_stays_due(gym, by):
    done, left = item(gym), item(gym)
    order = ordered(gym, by, done, left)
    complete_service(order=order, on=TODAY, cost=Decimal("950.50"), performed={done.pk}, by=by)
    done.refresh_from_db()
    left.refresh_from_db()
    assert (done.serviced, left.serviced) == (PartialDate.of(TODAY), None)
    assert {line.item_id: line.performed for line in order.lines.all()} == {done.pk: True, left.pk: False}
    assert done.inspected is None
    assert ServiceOrder.objects.get().cost == Decimal("950.50")


def test_other_maintenance_is_no_yearly_service(gym, by):
    machine = item(gym)
    order = ordered(gym, by, machine, yearly=False)
    complete_service(order=order, on=TODAY, cost=None, performed={machine.pk}, by=by)
    machine.refresh_from_db()
    assert machine.serviced is None


def test_a_late_typed_service_moves_nothing_back(gym, by):
    machine = item(gym, serviced=PartialDate.of(TODAY))
    order = ordered(gym, by, machine)
    complete_service(order=order, on=TODAY - timedelta(days=1), cost=None, performed={machine.pk}, by=by)
    machine.refresh_from_db()
    assert machine.serviced == PartialDate.of(TODAY)
    assert machine.services.count() == 1


@pytest.mark.parametrize(
    ("on", "cost", "performed"),
    [
        (TODAY + timedelta(days=1), None, "own"),
        (TODAY, Decimal("-1"), "own"),
        (TODAY, None, "none"),
        (TODAY, None, "foreign"),
    ],
)
def test_a_visit_that_cannot_have_been_is_refused(gym, by, on, cost, performed):
    machine, foreign = item(gym), item(gym)
    order = ordered(gym, by, machine)
    ids = {"own": {machine.pk}, "none": set(), "foreign": {machine.pk, foreign.pk}}[performed]
    with pytest.raises(Refused):
        complete_service(order=order, on=on, cost=cost, performed=ids, by=by)
    assert ServiceOrder.objects.open().exists()


def test_a_cancelled_order_stays_in_the_history_and_is_closed(gym, by):
    machine = item(gym)
    order = ordered(gym, by, machine)
    with pytest.raises(Refused):
        cancel_order(order=order, reason=" ", by=by)
    cancel_order(order=order, reason="Firman kan inte", by=by)
    assert not ServiceOrder.objects.open().exists()
    assert [line.performed for line in order.lines.all()] == [False]
    for act in (
        lambda: book_service(order=order, on=TODAY, by=by),
        lambda: complete_service(order=order, on=TODAY, cost=None, performed={machine.pk}, by=by),
        lambda: cancel_order(order=order, reason="igen", by=by),
    ):
        with pytest.raises(Refused):
            act()


def test_the_second_editor_of_an_order_is_told(gym, by):
    machine = item(gym)
    order = ordered(gym, by, machine)
    book_service(order=order, on=TODAY, by=by, version=1)
    for act in (
        lambda: book_service(order=order, on=TODAY, by=by, version=1),
        lambda: complete_service(order=order, on=TODAY, cost=None, performed={machine.pk}, by=by, version=1),
        lambda: cancel_order(order=order, reason="x", by=by, version=1),
    ):
        with pytest.raises(Conflict):
            act()

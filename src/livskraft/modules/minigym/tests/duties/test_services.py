"""Is service owed until it is done, and is it known that it is ordered and whether a day is booked?"""

from datetime import UTC, date, datetime, timedelta

import pytest
from dateutil.relativedelta import relativedelta

from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.duties.catalogue import kinds
from livskraft.kit.partial_date import PartialDate
from livskraft.modules.minigym.actions.orders import book_service, cancel_order, complete_service, order_service
from livskraft.modules.minigym.rules import RegimeKey
from livskraft.modules.minigym.tests.factories import EquipmentFactory, GymFactory, municipal_agreement, regime
from livskraft.organisation.models import Contact

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
TODAY = date(2026, 3, 3)


def owed(key, actor, today=TODAY):
    kind = kinds[key]
    return kind.describe(kind.rows(actor.units(), today), today)


@pytest.fixture
def gym():
    return GymFactory()


@pytest.fixture
def by(gym):
    return actor_at(gym.site, at=AT)


def test_service_vanishes_when_it_is_done_and_is_back_a_year_later(gym, by):
    item = EquipmentFactory(gym=gym, serviced=PartialDate.of(TODAY - relativedelta(years=1, days=1)))
    order = order_service(gym=gym, agreement=municipal_agreement(), items=[item], text="x", by=by)
    (duty,) = owed("minigym.service", by)
    assert duty.due == TODAY - timedelta(days=1)
    complete_service(order=order, on=TODAY, cost=None, performed={item.pk}, by=by)
    assert owed("minigym.service", by) == []
    (duty,) = owed("minigym.service", by, TODAY + relativedelta(years=1))
    assert duty.due == TODAY + relativedelta(years=1)


def test_an_inspection_does_not_pay_the_service(gym, by):
    EquipmentFactory(gym=gym, inspected=PartialDate.of(TODAY))
    assert len(owed("minigym.service", by)) == 1
    assert owed("minigym.inspect", by) == []


def test_what_is_ordered_leads_to_its_order_and_the_rest_to_a_new_one(gym, by):
    ordered = EquipmentFactory(gym=gym)
    EquipmentFactory(gym=gym)
    order = order_service(gym=gym, agreement=municipal_agreement(), items=[ordered], text="x", by=by)
    led = {duty.url: duty.action for duty in owed("minigym.service", by)}
    assert led == {
        f"/minigym/service/{order.pk}/": "Se beställningen",
        f"/minigym/{gym.pk}/service/?ansvar=municipal": "",
    }
    cancel_order(order=order, reason="x", by=by)
    (duty,) = owed("minigym.service", by)
    assert duty.count == 2


def test_service_of_what_the_provider_bought_is_not_mistaken_for_the_municipalitys(gym, by):
    EquipmentFactory(gym=gym)
    EquipmentFactory(gym=gym, regime=regime(RegimeKey.PROVIDER))
    (municipal,), (own,) = owed("minigym.service", by), owed("minigym.service_own", by)
    assert "utföraren har köpt" in own.what
    assert "utföraren har köpt" not in municipal.what


def test_a_repair_under_way_does_not_hide_the_yearly_service(gym, by):
    item = EquipmentFactory(gym=gym)
    order_service(gym=gym, agreement=municipal_agreement(), items=[item], text="x", yearly=False, by=by)
    (duty,) = owed("minigym.service", by)
    assert "ansvar=municipal" in duty.url


def test_the_providers_own_items_are_a_local_rule_of_their_own(gym, by):
    EquipmentFactory(gym=gym, regime=regime(RegimeKey.PROVIDER))
    assert owed("minigym.service", by) == []
    assert len(owed("minigym.service_own", by)) == 1
    assert kinds["minigym.service_own"].local_rule
    assert not kinds["minigym.service"].local_rule


def test_service_is_owed_by_the_provider():
    assert kinds["minigym.service"].role == Role.AREA_MANAGER


@pytest.mark.parametrize(("days", "late"), [(0, False), (14, False), (15, True)])
def test_an_order_without_a_day_waits_on_the_firm_for_two_weeks(gym, by, days, late):
    agreement = municipal_agreement()
    Contact.objects.create(unit=agreement.firm, name="Sara", phone="013-1", email="s@example.invalid")
    order = order_service(gym=gym, agreement=agreement, items=[EquipmentFactory(gym=gym)], text="x", by=by)
    today = TODAY + timedelta(days=days)
    (duty,) = owed("minigym.book_order", by, today)
    assert duty.due == TODAY + timedelta(days=14)
    assert (duty.waiting_on.name, duty.waiting_on.contact) == (str(agreement.firm), "Sara")
    assert (duty.waiting_on.phone, duty.waiting_on.email) == ("013-1", "s@example.invalid")
    (row,) = kinds["minigym.book_order"].rows(by.units(), today)
    assert row.duty_late is late
    book_service(order=order, on=TODAY, by=by)
    assert owed("minigym.book_order", by, today) == []


def test_the_swedish_day_of_an_order_counts_and_not_the_one_in_greenwich(gym):
    by = actor_at(gym.site, at=datetime(2026, 3, 3, 23, 30, tzinfo=UTC))
    order_service(gym=gym, agreement=municipal_agreement(), items=[EquipmentFactory(gym=gym)], text="x", by=by)
    (duty,) = owed("minigym.book_order", by)
    assert duty.due == date(2026, 3, 4) + timedelta(days=14)
    (row,) = kinds["minigym.book_order"].rows(by.units(), date(2026, 3, 18))
    assert row.duty_late is False

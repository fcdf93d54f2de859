"""Does a remark stand on somebody's list until it is seen to?"""

from datetime import UTC, date, datetime, timedelta

import pytest

from livskraft.access.tests.factories import actor_at
from livskraft.duties.catalogue import kinds
from livskraft.modules.minigym.actions.equipment import retire_equipment, return_to_use, take_out_of_use
from livskraft.modules.minigym.actions.follow_ups import close_follow_up, open_follow_up
from livskraft.modules.minigym.rules import RegimeKey, Verdict
from livskraft.modules.minigym.tests.factories import EquipmentFactory, GymFactory, regime

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
TODAY = date(2026, 3, 3)


def owed(key, actor, today=TODAY):
    kind = kinds[key]
    return kind.describe(kind.rows(actor.units(), today), today)


def opened(key=RegimeKey.MUNICIPAL):
    item = EquipmentFactory(gym=GymFactory(), regime=regime(key))
    by = actor_at(item.gym.site, at=AT)
    return by, open_follow_up(item=item, severity=Verdict.STOP, what="Byt vajer", by=by)


@pytest.mark.parametrize(("days", "late"), [(7, False), (8, True)])
def test_it_is_late_the_day_after_it_should_be_done(days, late):
    by, follow_up = opened()
    today = TODAY + timedelta(days=days)
    (duty,) = owed("minigym.follow_up", by, today)
    assert (duty.due, duty.url) == (follow_up.due, follow_up.get_absolute_url())
    (row,) = kinds["minigym.follow_up"].rows(by.units(), today)
    assert row.duty_late is late


def test_it_vanishes_when_it_is_closed():
    by, follow_up = opened()
    close_follow_up(follow_up=follow_up, done_on=TODAY, outcome="Klart", by=by)
    assert owed("minigym.follow_up", by) == []


def test_a_retired_items_follow_up_is_still_owed():
    by, follow_up = opened()
    retire_equipment(item=follow_up.item, reason="Slut", by=by)
    assert len(owed("minigym.follow_up", by)) == 1


def test_a_wall_bars_remark_waits_on_the_owner_of_the_house():
    by, follow_up = opened(RegimeKey.PROPERTY)
    assert owed("minigym.follow_up", by) == []
    (duty,) = owed("minigym.property_follow_up", by)
    assert duty.waiting_on.name == follow_up.item.gym.site.premises.property_owner.name
    assert duty.waiting_on.evidence_url == f"/minigym/uppfoljning/{follow_up.pk}/avsluta/"


def test_another_units_remarks_are_none_of_ours():
    opened()
    stranger = actor_at(GymFactory().site, at=AT)
    assert owed("minigym.follow_up", stranger) == []


def test_a_machine_that_stands_still_without_a_plan_is_not_forgotten():
    by, follow_up = opened()
    item = follow_up.item
    take_out_of_use(item=item, reason="Vajern är av", by=by)
    assert owed("minigym.out_of_use", by) == []
    close_follow_up(follow_up=follow_up, done_on=TODAY, outcome="Provad", by=by)
    (duty,) = owed("minigym.out_of_use", by)
    assert (duty.unit_id, duty.due, duty.url) == (
        item.gym.site_id,
        TODAY + timedelta(days=30),
        item.get_absolute_url(),
    )
    return_to_use(item=item, reason="Provad", by=by)
    assert owed("minigym.out_of_use", by) == []


@pytest.mark.parametrize(("days", "late"), [(30, False), (31, True)])
def test_standing_still_is_late_a_month_after_the_stop(days, late):
    item = EquipmentFactory()
    by = actor_at(item.gym.site, at=AT)
    take_out_of_use(item=item, reason="Vajern är av", by=by)
    (row,) = kinds["minigym.out_of_use"].rows(by.units(), TODAY + timedelta(days=days))
    assert row.duty_late is late


def test_what_is_retired_is_decided():
    item = EquipmentFactory()
    by = actor_at(item.gym.site, at=AT)
    take_out_of_use(item=item, reason="Vajern är av", by=by)
    retire_equipment(item=item, reason="Slut", by=by)
    assert owed("minigym.out_of_use", by) == []

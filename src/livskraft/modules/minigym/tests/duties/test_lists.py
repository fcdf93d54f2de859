"""Are the list and the binder owed until they say what stands in the gym?"""

from datetime import UTC, date, datetime, timedelta

import pytest

from livskraft.access.tests.factories import actor_at
from livskraft.duties.catalogue import kinds
from livskraft.modules.minigym.actions.equipment import touch_list
from livskraft.modules.minigym.actions.gyms import confirm_list, print_binder
from livskraft.modules.minigym.models import Gym
from livskraft.modules.minigym.tests.factories import GymFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
TODAY = date(2026, 3, 3)
BOTH = pytest.mark.parametrize(
    ("key", "do"), [("minigym.confirm_list", confirm_list), ("minigym.print_binder", print_binder)]
)


def owed(key, actor, today=TODAY):
    kind = kinds[key]
    return kind.describe(kind.rows(actor.units(), today), today)


def acting(gym, at=AT):
    return actor_at(gym.site, at=at)


@BOTH
def test_it_is_owed_until_done_and_again_when_the_list_changes(key, do):
    gym = GymFactory()
    assert len(owed(key, acting(gym))) == 1
    do(gym=gym, by=acting(gym))
    assert owed(key, acting(gym)) == []
    touch_list(gym, acting(gym, AT + timedelta(seconds=1)))
    assert len(owed(key, acting(gym))) == 1


@BOTH
def test_what_was_done_in_the_same_moment_as_the_change_counts(key, do):
    gym = GymFactory(list_changed_at=AT)
    do(gym=gym, by=acting(gym))
    assert owed(key, acting(gym)) == []


@BOTH
@pytest.mark.parametrize(("days", "late"), [(7, False), (8, True)])
def test_it_is_late_after_a_week(key, do, days, late):
    gym = GymFactory(list_changed_at=AT)
    today = TODAY + timedelta(days=days)
    (duty,) = owed(key, acting(gym), today)
    assert duty.due == TODAY + timedelta(days=7)
    (row,) = kinds[key].rows(acting(gym).units(), today)
    assert row.duty_late is late


@BOTH
def test_a_later_change_does_not_put_off_the_day(key, do):
    gym = GymFactory(list_changed_at=AT)
    do(gym=gym, by=acting(gym, AT + timedelta(days=1)))
    for days in (2, 6):
        touch_list(gym, acting(gym, AT + timedelta(days=days)))
    (duty,) = owed(key, acting(gym), TODAY + timedelta(days=6))
    assert duty.due == TODAY + timedelta(days=2 + 7)
    do(gym=gym, by=acting(gym, AT + timedelta(days=7)))
    touch_list(gym, acting(gym, AT + timedelta(days=8)))
    (duty,) = owed(key, acting(gym), TODAY + timedelta(days=8))
    assert duty.due == TODAY + timedelta(days=8 + 7)


@BOTH
def test_what_was_asked_for_before_the_latest_change_does_not_hold_it(key, do):
    gym = GymFactory(list_changed_at=AT)
    touch_list(gym, acting(gym, AT + timedelta(days=2)))
    do(gym=gym, by=acting(gym, AT + timedelta(days=1)))
    (duty,) = owed(key, acting(gym))
    assert duty.due == TODAY + timedelta(days=1 + 7)


@BOTH
def test_what_changed_before_it_was_done_is_part_of_it_though_written_down_later(key, do):
    gym = GymFactory(list_changed_at=AT)
    do(gym=gym, by=acting(gym, AT + timedelta(days=2)))
    touch_list(gym, acting(gym, AT + timedelta(days=1)))
    assert owed(key, acting(gym)) == []


@pytest.mark.parametrize(("do", "other"), [(confirm_list, "print_binder"), (print_binder, "confirm_list")])
def test_doing_one_does_not_do_the_other(do, other):
    gym = GymFactory(list_changed_at=AT)
    do(gym=gym, by=acting(gym))
    (duty,) = owed(f"minigym.{other}", acting(gym))
    assert duty.due == TODAY + timedelta(days=7)


@BOTH
def test_a_closed_gym_owes_nothing(key, do):
    gym = GymFactory()
    Gym.objects.update(closed=TODAY)
    assert owed(key, acting(gym)) == []

"""Are the hours of the last seven days counted, with what was closed?"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest

from livskraft.indicators.catalogue import Counted, indicators
from livskraft.indicators.rules import Part
from livskraft.kit.periods import Period
from livskraft.modules.minigym.models import Closure, Gym, HoursException, OpeningHours
from livskraft.modules.minigym.tests.factories import GymFactory
from livskraft.organisation.models import Unit

pytestmark = pytest.mark.django_db
# Its last seven days are 22–28 February 2026, Sunday to Saturday, without a holiday.
FEBRUARY = Period(date(2026, 2, 1), date(2026, 3, 1))


def measured(key: str) -> Mapping[int, Part]:
    return indicators[key].measure(Unit.objects.all(), FEBRUARY)


@pytest.fixture
def gym() -> Gym:
    found = GymFactory(opened=date(2020, 1, 1))
    for weekday in range(5):
        OpeningHours.objects.create(gym=found, weekday=weekday, starts=time(8), ends=time(17))
    OpeningHours.objects.create(gym=found, weekday=1, staffed=True, starts=time(9), ends=time(11, 30))
    return found


def test_a_week_of_open_and_staffed_hours(gym: Gym) -> None:
    assert measured("minigym.open_hours")[gym.site_id] == Counted(Decimal(45), Decimal(1))
    assert measured("minigym.staffed_hours")[gym.site_id] == Counted(Decimal("2.5"), Decimal(1))


def test_a_closed_day_and_a_closed_gym_have_no_hours(gym: Gym) -> None:
    HoursException.objects.create(
        gym=gym, first_day=date(2026, 2, 27), last_day=date(2026, 3, 2), reason="Städning", set_at=datetime.now(UTC)
    )
    assert measured("minigym.open_hours")[gym.site_id].numerator == 36  # type: ignore[union-attr]  # counted
    Closure.objects.create(gym=gym, since=datetime(2026, 1, 1, tzinfo=UTC), reason="Vattenskada")
    assert measured("minigym.open_hours")[gym.site_id].numerator == 0  # type: ignore[union-attr]  # as above


def test_a_gym_that_has_told_no_hours_is_not_counted_as_closed() -> None:
    silent = GymFactory(opened=date(2020, 1, 1))
    assert silent.site_id not in measured("minigym.open_hours")


def test_hours_are_not_kept_so_a_closed_month_is_never_measured_anew() -> None:
    assert not indicators["minigym.open_hours"].has_history
    assert not indicators["minigym.staffed_hours"].has_history

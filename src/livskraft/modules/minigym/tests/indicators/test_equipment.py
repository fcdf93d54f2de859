"""Is equipment counted where it stood, was used and was inspected on the day, also long after?"""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from livskraft.indicators.catalogue import Counted, indicators
from livskraft.indicators.models import Residents
from livskraft.kit.partial_date import PartialDate
from livskraft.kit.periods import Period
from livskraft.modules.minigym.models import Equipment, Gym, Inspection, Move, RegimeChange, RegimeTerms, Stop
from livskraft.modules.minigym.rules import RegimeKey, Status, Verdict
from livskraft.modules.minigym.tests.factories import EquipmentFactory, GymFactory, regime
from livskraft.organisation.models import Unit

pytestmark = pytest.mark.django_db
MARCH = Period(date(2026, 3, 1), date(2026, 4, 1))


def at(day: int, hour: int = 12, month: int = 3) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=UTC)


def measured(key: str, period: Period = MARCH) -> Mapping[int, Counted]:
    return indicators[key].measure(Unit.objects.all(), period)  # type: ignore[return-value]  # none of these is a median


@pytest.fixture
def gym() -> Gym:
    return GymFactory(opened=date(2020, 1, 1))


def item(gym: Gym, **fields: object) -> Equipment:
    return EquipmentFactory(gym=gym, **fields)


def stop(item: Equipment, since: datetime, until: datetime | None = None) -> None:
    Stop.objects.create(item=item, since=since, ended_at=until, reason="Trasig")


def in_use(gym: Gym) -> int:
    return int(measured("minigym.in_use")[gym.site_id].numerator)


def test_machines_in_use_are_counted_per_open_gym(gym: Gym) -> None:
    item(gym), item(gym)
    GymFactory(site=gym.site, opened=date(2026, 4, 1))
    GymFactory(site=gym.site, closed=date(2026, 3, 31))
    assert measured("minigym.in_use")[gym.site_id] == Counted(Decimal(2), Decimal(1))


@pytest.mark.parametrize(
    ("acquired", "there"),
    [
        (None, 1),
        (PartialDate(2026, 3, 31), 1),
        (PartialDate(2026, 4, 1), 0),
        (PartialDate(2026), 1),
        (PartialDate(2026, 4), 0),
    ],
)
def test_a_machine_is_there_from_its_first_possible_day(gym: Gym, acquired: PartialDate | None, there: int) -> None:
    item(gym, acquired=acquired)
    assert in_use(gym) == there


@pytest.mark.parametrize(("retired", "there"), [(date(2026, 3, 31), 0), (date(2026, 4, 1), 1)])
def test_a_machine_is_there_until_it_is_retired(gym: Gym, retired: date, there: int) -> None:
    item(gym, status=Status.RETIRED, retired_on=retired, retired_reason="Trasig")
    assert in_use(gym) == there


@pytest.mark.parametrize(
    ("since", "until", "there"),
    [
        (at(10), None, 0),
        (at(10), at(20), 1),
        (at(10), at(2, month=4), 0),
        (at(1, month=4), None, 1),
        # Midnight in Sweden is ten in the evening in UTC.
        (at(31, 21), None, 0),
        (at(31, 22), None, 1),
    ],
)
def test_a_machine_out_of_use_at_the_end_of_the_day_does_not_count(
    gym: Gym, since: datetime, until: datetime | None, there: int
) -> None:
    stop(item(gym), since, until)
    assert in_use(gym) == there


def test_a_machine_counts_where_it_stood_then(gym: Gym) -> None:
    other = GymFactory(opened=date(2020, 1, 1))
    moved = item(other)
    Move.objects.create(item=moved, before=gym, after=other, on=date(2026, 4, 5), reason="Flyttad")
    found = measured("minigym.in_use")
    assert (found[gym.site_id].numerator, found[other.site_id].numerator) == (1, 0)
    april = measured("minigym.in_use", Period(date(2026, 4, 1), date(2026, 5, 1)))
    assert (april[gym.site_id].numerator, april[other.site_id].numerator) == (0, 1)


def test_a_site_without_a_gym_counts_when_its_residents_are_known(gym: Gym) -> None:
    item(gym)
    empty = GymFactory(closed=date(2021, 1, 1)).site
    for site in (gym.site, empty):
        Residents.objects.create(unit=site, on=date(2026, 1, 1), number=50, source="Listan", recorded_at=at(1))
    found = measured("minigym.per_residents")
    assert found[gym.site_id] == Counted(Decimal(1), Decimal(50))
    assert found[empty.pk] == Counted(Decimal(0), Decimal(50))


def test_residents_of_65_and_over_stand_at_the_area_and_only_counted_areas_give_machines(gym: Gym) -> None:
    item(gym)
    item(GymFactory(opened=date(2020, 1, 1)))
    area = gym.site.parent.parent
    Residents.objects.create(unit=area, on=date(2026, 1, 1), number=2000, source="SCB", recorded_at=at(1))
    assert measured("minigym.per_older") == {
        area.pk: Counted(Decimal(0), Decimal(2000)),
        gym.site_id: Counted(Decimal(1), None),
    }


def inspected(gym: Gym, on: PartialDate | None, **fields: object) -> Equipment:
    found = item(gym, **fields)
    if on:
        Inspection.objects.create(item=found, on=on, verdict=Verdict.OK, recorded_at=at(1))
    return found


@pytest.mark.parametrize(
    ("on", "acquired", "timely"),
    [
        (PartialDate(2025, 3, 31), None, 1),
        (PartialDate(2025, 3, 30), None, 0),
        # Not known exactly: the first possible day counts.
        (PartialDate(2025), None, 0),
        (None, PartialDate(2025, 3, 31), 1),
        (None, PartialDate(2025, 3, 30), 0),
        (None, None, 0),
        # Inspected only after the period.
        (PartialDate(2026, 4, 1), None, 0),
    ],
)
def test_an_inspection_is_in_time_for_a_year(
    gym: Gym, on: PartialDate | None, acquired: PartialDate | None, timely: int
) -> None:
    inspected(gym, on, acquired=acquired)
    assert measured("minigym.inspected_in_time")[gym.site_id] == Counted(Decimal(timely), Decimal(1))


def test_what_is_never_inspected_or_out_of_use_is_not_in_the_denominator(gym: Gym) -> None:
    inspected(gym, PartialDate(2026, 1, 1))
    stop(inspected(gym, None), at(1))
    fixtures = regime(RegimeKey.PROPERTY)
    RegimeTerms.objects.filter(regime=fixtures).update(inspection_months=None)
    inspected(gym, None, regime=fixtures)
    assert measured("minigym.inspected_in_time")[gym.site_id] == Counted(Decimal(1), Decimal(1))


def test_the_terms_and_the_regime_of_the_day_decide(gym: Gym) -> None:
    found = inspected(gym, PartialDate(2025, 6, 1), regime=regime(RegimeKey.PROVIDER))
    RegimeTerms.objects.filter(regime=regime(RegimeKey.PROVIDER)).update(inspection_months=1)
    RegimeChange.objects.create(
        item=found, before=regime(), after=regime(RegimeKey.PROVIDER), on=date(2026, 4, 2), reason="Köpt"
    )
    assert measured("minigym.inspected_in_time")[gym.site_id].numerator == 1
    april = measured("minigym.inspected_in_time", Period(date(2026, 4, 1), date(2026, 5, 1)))
    assert april[gym.site_id].numerator == 0


def test_days_out_of_use_are_those_within_the_period(gym: Gym) -> None:
    broken, _whole = item(gym), item(gym)
    stop(broken, at(20, month=2), at(2, 23))
    stop(broken, at(30, 22), None)
    counted = measured("minigym.days_out_of_use")[gym.site_id]
    # From midnight of 1 March (23 UTC) to 2 March 23 UTC, and the last day of March.
    assert counted == Counted(Decimal(3), Decimal(2))

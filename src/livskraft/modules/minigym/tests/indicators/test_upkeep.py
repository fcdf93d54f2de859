"""Are faults, self-checks and costs counted in the period where they belong?"""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from livskraft.indicators.catalogue import Counted, Observed, indicators
from livskraft.indicators.rules import Part
from livskraft.kit.periods import Period
from livskraft.modules.minigym.models import CheckRoutine, CheckTemplate, Fault, Gym, Round, SelfCheck, ServiceOrder
from livskraft.modules.minigym.rules import Every, Outcome, Symptom
from livskraft.modules.minigym.tests.factories import GymFactory, municipal_agreement
from livskraft.organisation.models import Unit

pytestmark = pytest.mark.django_db
MARCH = Period(date(2026, 3, 1), date(2026, 4, 1))


def at(day: int, month: int = 3) -> datetime:
    return datetime(2026, month, day, 12, tzinfo=UTC)


def measured(key: str, period: Period = MARCH) -> Mapping[int, Part]:
    return indicators[key].measure(Unit.objects.all(), period)


@pytest.fixture
def gym() -> Gym:
    return GymFactory(opened=date(2020, 1, 1))


def fault(gym: Gym, reported: datetime, closed: datetime | None, **fields: object) -> Fault:
    outcome = Outcome.FIXED if closed else ""
    return Fault.objects.create(
        **{
            "gym": gym,
            "symptom": Symptom.choices[0][0],
            "reported_at": reported,
            "due": reported.date(),
            "closed_at": closed,
            "outcome": outcome,
            **fields,
        }
    )


def test_the_days_from_report_to_mended_count_when_it_was_mended(gym: Gym) -> None:
    first = fault(gym, at(20, 2), at(2))
    fault(gym, at(10), at(11))
    fault(gym, at(12), None)
    fault(gym, at(12), at(13), outcome=Outcome.NO_FAULT)
    fault(gym, at(21, 2), at(2), same_as=first)
    fault(gym, at(30), at(2, 4))
    assert measured("minigym.fault_to_use") == {gym.site_id: Observed((Decimal("10.0"), Decimal("1.0")))}
    # The one that is followed up leads, also when somebody else was first to report it.
    fault(gym, at(18, 2), at(2), same_as=first)
    assert measured("minigym.fault_to_use") == {gym.site_id: Observed((Decimal("12.0"), Decimal("1.0")))}


def check(gym: Gym, template: CheckTemplate, period: date, done: bool = True) -> None:
    SelfCheck.objects.create(
        gym=gym, template=template, period=period, started_at=at(1), finished_at=at(2) if done else None
    )


@pytest.fixture
def weekly(gym: Gym) -> CheckTemplate:
    template = CheckTemplate.objects.create(name="Veckokoll", every=Every.WEEK)
    CheckRoutine.objects.create(gym=gym, template=template, done_for=date(2026, 2, 2))
    return template


def test_the_weeks_that_end_in_the_month_are_owed(gym: Gym, weekly: CheckTemplate) -> None:
    """Sundays in March 2026: 1, 8, 15, 22, 29."""
    for monday in (date(2026, 2, 23), date(2026, 3, 2), date(2026, 3, 30)):
        check(gym, weekly, monday)
    check(gym, weekly, date(2026, 3, 9), done=False)
    assert measured("minigym.self_checks")[gym.site_id] == Counted(Decimal(2), Decimal(5))


def test_nothing_is_owed_before_the_first_check_nor_where_it_has_ended(gym: Gym, weekly: CheckTemplate) -> None:
    check(gym, weekly, date(2026, 3, 16))
    assert measured("minigym.self_checks")[gym.site_id] == Counted(Decimal(1), Decimal(2))
    weekly.ended_on = date(2026, 3, 31)
    weekly.save()
    assert measured("minigym.self_checks") == {}


def test_a_gym_that_never_made_one_owes_from_when_it_was_asked_to(gym: Gym, weekly: CheckTemplate) -> None:
    assert measured("minigym.self_checks")[gym.site_id] == Counted(Decimal(0), Decimal(5))


def test_a_monthly_check_is_owed_once_a_month_and_three_times_a_quarter(gym: Gym) -> None:
    template = CheckTemplate.objects.create(name="Månadskoll", every=Every.MONTH)
    CheckRoutine.objects.create(gym=gym, template=template, done_for=date(2025, 11, 1))
    check(gym, template, date(2026, 3, 1))
    check(gym, template, date(2025, 12, 1))
    assert measured("minigym.self_checks")[gym.site_id] == Counted(Decimal(1), Decimal(1))
    quarter = measured("minigym.self_checks", Period(date(2026, 1, 1), date(2026, 4, 1)))
    assert quarter[gym.site_id] == Counted(Decimal(1), Decimal(3))


def order(gym: Gym, performed: date | None, cost: str | None) -> None:
    ServiceOrder.objects.create(
        gym=gym,
        agreement=municipal_agreement(),
        text="Service",
        ordered_at=at(1),
        performed_on=performed,
        cost=Decimal(cost) if cost else None,
    )


def test_the_cost_is_what_was_performed_in_the_period_per_gym(gym: Gym) -> None:
    GymFactory(site=gym.site, opened=date(2020, 1, 1))
    order(gym, date(2026, 3, 1), "1000.50")
    order(gym, date(2026, 3, 31), "99.50")
    order(gym, date(2026, 4, 1), "7")
    order(gym, None, "7")
    order(gym, date(2026, 3, 5), None)
    for finished in (at(9), None):
        Round.objects.create(
            gym=gym, on=date(2026, 3, 9), inspector="Någon", started_at=at(9), finished_at=finished, cost=Decimal(400)
        )
    assert measured("minigym.service_cost")[gym.site_id] == Counted(Decimal("1500"), Decimal(2))


def test_a_gym_without_costs_has_cost_nothing(gym: Gym) -> None:
    assert measured("minigym.service_cost")[gym.site_id] == Counted(Decimal(0), Decimal(1))

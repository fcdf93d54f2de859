"""Does a half-open period hold and overlap as it should, in Python and in SQL alike?"""

from datetime import date, timedelta

import pytest

from livskraft.kit.periods import Period, holds_on, overlapping
from livskraft.organisation.models import Contract
from livskraft.organisation.tests.factories import ContractFactory

START = date(2026, 1, 1)
PERIODS = [
    Period(START, START + timedelta(days=10)),
    Period(START + timedelta(days=9), START + timedelta(days=20)),
    Period(START + timedelta(days=10), START + timedelta(days=20)),
    Period(START - timedelta(days=5), START),
    Period(START + timedelta(days=30)),
]


def test_the_first_day_is_in_and_the_last_is_not():
    period = Period(START, START + timedelta(days=1))
    assert START in period
    assert START + timedelta(days=1) not in period
    assert START - timedelta(days=1) not in period


def test_periods_that_only_touch_do_not_overlap():
    assert not PERIODS[0].overlaps(PERIODS[2])
    assert PERIODS[0].overlaps(PERIODS[1])
    assert not PERIODS[0].overlaps(PERIODS[3])


@pytest.mark.django_db
@pytest.mark.parametrize("held", PERIODS)
@pytest.mark.parametrize("wanted", PERIODS)
def test_python_and_sql_agree_on_what_overlaps(held, wanted):
    ContractFactory(starts=held.starts, ends=held.ends)
    assert Contract.objects.filter(overlapping(wanted)).exists() == held.overlaps(wanted)


@pytest.mark.django_db
@pytest.mark.parametrize("days", [-6, -5, -1, 0, 9, 10, 30])
@pytest.mark.parametrize("held", PERIODS)
def test_python_and_sql_agree_on_what_holds(held, days):
    day = START + timedelta(days=days)
    ContractFactory(starts=held.starts, ends=held.ends)
    assert Contract.objects.filter(holds_on(day)).exists() == (day in held)

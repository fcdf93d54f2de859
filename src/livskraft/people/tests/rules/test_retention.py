"""Is every boundary of the rules of retention where the law puts it?"""

from datetime import date, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from livskraft.people.rules.municipalities import municipality
from livskraft.people.rules.retention import OwnRule, Spared, due_before, finish_by, rule_for
from livskraft.people.rules.vocabulary import Regime

LINKOPING, JONKOPING = municipality("0580"), municipality("0680")


def social(code: str = "0680"):
    return rule_for(Regime.SOCIAL, where=municipality(code))


@pytest.mark.parametrize(
    ("last", "first_day"),
    [
        (date(2020, 3, 10), date(2025, 3, 11)),
        (date(2019, 12, 31), date(2025, 1, 1)),
        (date(2020, 1, 1), date(2025, 1, 2)),
        (date(2020, 2, 28), date(2025, 3, 1)),
        (date(2020, 2, 29), date(2025, 3, 1)),
        (date(2020, 3, 1), date(2025, 3, 2)),
        (date(2019, 2, 28), date(2024, 2, 29)),
        (date(2019, 3, 1), date(2024, 3, 2)),
    ],
)
def test_social_records_may_go_the_day_after_five_years_and_not_before(last, first_day):
    rule = social()
    assert not rule.is_due(last, private=False, today=first_day - timedelta(days=1))
    assert rule.is_due(last, private=False, today=first_day)


@pytest.mark.parametrize(
    ("last", "first_day"),
    [
        (date(2023, 5, 1), date(2025, 5, 2)),
        (date(2024, 2, 29), date(2026, 3, 1)),
        (date(2022, 2, 28), date(2024, 2, 29)),
    ],
)
def test_a_private_providers_records_may_go_after_two(last, first_day):
    rule = social()
    assert not rule.is_due(last, private=True, today=first_day - timedelta(days=1))
    assert rule.is_due(last, private=True, today=first_day)
    assert not rule.is_due(last, private=False, today=first_day)


@pytest.mark.parametrize(
    ("last", "first_day"), [(date(2016, 2, 29), date(2026, 3, 1)), (date(2014, 2, 28), date(2024, 2, 29))]
)
@pytest.mark.parametrize("private", [True, False])
def test_health_records_stay_ten_years_whoever_keeps_them(last, first_day, private):
    rule = rule_for(Regime.HEALTH, where=LINKOPING)
    assert not rule.is_due(last, private=private, today=first_day - timedelta(days=1))
    assert rule.is_due(last, private=private, today=first_day)


def test_what_no_law_speaks_of_goes_after_two_years_by_a_local_rule():
    rule = rule_for(Regime.NEITHER, where=LINKOPING)
    assert not rule.is_due(date(2024, 1, 10), private=False, today=date(2026, 1, 10))
    assert rule.is_due(date(2024, 1, 10), private=False, today=date(2026, 1, 11))
    assert rule.local
    assert "Lokal regel" in rule.source


@given(
    last=st.dates(date(2000, 1, 1), date(2040, 12, 31)),
    today=st.dates(date(2000, 1, 1), date(2060, 12, 31)),
    years=st.sampled_from([1, 2, 4, 5, 10]),
)
def test_the_day_looked_back_to_is_the_twin_of_the_day_looked_forward_to(last, today, years):
    assert (last < due_before(today, years)) == (last + relativedelta(years=years) < today)


@pytest.mark.parametrize(
    ("last", "finished"),
    [
        (date(2020, 1, 1), date(2026, 12, 31)),
        (date(2020, 12, 31), date(2026, 12, 31)),
        (date(2021, 1, 1), date(2027, 12, 31)),
        (date(2020, 2, 29), date(2026, 12, 31)),
    ],
)
def test_it_must_be_finished_before_the_next_calendar_year_is_over(last, finished):
    assert finish_by(last, 5) == finished


@pytest.mark.parametrize("code", ["0580", "0509", "0980", "2281", "1480"])
def test_whole_counties_and_gothenburg_throw_nothing_away(code):
    rule = social(code)
    assert rule.keeps_all
    assert not rule.is_due(date(1900, 1, 1), private=True, today=date(2026, 1, 1))
    assert "13:1" in rule.source


@pytest.mark.parametrize("code", ["0680", "1481", "0486", "0604"])
def test_neighbours_of_those_do(code):
    assert not social(code).keeps_all


def test_an_unknown_municipality_keeps_everything_of_the_social_services():
    assert rule_for(Regime.SOCIAL, where=None).keeps_all
    assert municipality("0000") is None
    assert municipality("580") is None


def test_counties_are_those_of_the_code():
    assert LINKOPING
    assert (LINKOPING.name, LINKOPING.county_name) == ("Linköpings kommun", "Östergötlands län")


@pytest.mark.parametrize(
    ("day", "why"), [(4, None), (5, Spared.RESEARCH), (6, None), (15, Spared.RESEARCH), (16, None)]
)
def test_three_days_of_the_month_are_kept_for_research(day, why):
    assert social().spares([day]) == why


@pytest.mark.parametrize("day", [25, 24, 26])
def test_the_twenty_fifth_is_the_last_of_them(day):
    assert (social().spares([day]) is not None) == (day == 25)


def test_of_several_numbers_one_is_enough():
    assert social().spares([7, 15]) == Spared.RESEARCH


def test_nobody_is_thrown_away_whose_birth_day_is_unknown():
    assert social().spares([]) == Spared.UNKNOWN_BIRTH_DAY


@pytest.mark.parametrize("regime", [Regime.HEALTH, Regime.NEITHER])
def test_birth_days_are_asked_of_the_social_services_only(regime):
    assert rule_for(regime, where=JONKOPING).spares([]) is None
    assert rule_for(regime, where=JONKOPING).spares([15]) is None


def test_the_municipalitys_own_rule_goes_first_with_its_source():
    rule = rule_for(Regime.SOCIAL, where=LINKOPING, own=OwnRule("Dnr 7", years=7, kept_birth_days=(1,)))
    assert rule.source == "Dnr 7"
    assert rule.spares([1]) == Spared.RESEARCH
    assert rule.spares([5]) is None
    assert not rule.is_due(date(2019, 1, 1), private=True, today=date(2026, 1, 1))
    assert rule.is_due(date(2019, 1, 1), private=True, today=date(2026, 1, 2))
    assert "7 år" in rule.words


def test_its_own_rule_may_keep_everything():
    assert rule_for(Regime.NEITHER, where=JONKOPING, own=OwnRule("Dnr 8", keep_all=True)).keeps_all


@pytest.mark.parametrize(("asked", "years"), [(3, 10), (10, 10), (12, 12)])
def test_a_journal_is_never_kept_shorter_than_the_law_says(asked, years):
    assert rule_for(Regime.HEALTH, where=JONKOPING, own=OwnRule("Dnr 9", years=asked)).years == years

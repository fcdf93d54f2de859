"""When is an item due, how does it stand, what follows from a verdict, and who may serve what?"""

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from livskraft.kit.partial_date import PartialDate
from livskraft.modules.minigym.rules import (
    AHEAD,
    INTERVALS,
    MAY_SUPPORT,
    OF_GYM,
    OF_ITEM,
    ConsultationParty,
    GuidanceState,
    Outcome,
    RegimeKey,
    Standing,
    Symptom,
    Verdict,
    answerer,
    due_cutoff,
    fault_due,
    follow_up_due,
    guidance_state,
    guidance_until,
    is_covered,
    may_be_ordered,
    next_due,
    renew_by,
    stages,
    standing,
)

TODAY = date(2026, 11, 22)
GIVEN = date(2025, 1, 15)
DAYS = st.dates(date(2000, 1, 1), date(2040, 12, 31))


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        ("2025-11-22", date(2026, 11, 22)),
        ("2025-11", date(2026, 11, 1)),
        ("2025", date(2026, 1, 1)),
        ("2024-02-29", date(2025, 2, 28)),
    ],
)
def test_what_is_known_only_roughly_counts_from_its_first_possible_day(last, expected):
    assert next_due(months=12, acquired=None, last=PartialDate.from_iso(last)) == expected


def test_an_item_never_seen_to_counts_from_the_day_it_came():
    assert next_due(months=12, acquired=PartialDate(2026, 3), last=None) == date(2027, 3, 1)


def test_nothing_known_means_now_and_no_interval_means_never():
    assert next_due(months=12, acquired=None, last=None) is None
    assert next_due(months=None, acquired=None, last=None) == date.max


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        (None, Standing.UNKNOWN),
        (date.max, Standing.NEVER),
        (TODAY - timedelta(days=1), Standing.LATE),
        (TODAY, Standing.SOON),
        (TODAY + AHEAD, Standing.SOON),
        (TODAY + AHEAD + timedelta(days=1), Standing.LATER),
    ],
)
def test_an_item_is_late_from_the_day_after(due, expected):
    assert standing(due=due, today=TODAY) == expected


@example(day=date(2026, 2, 28), last=date(2026, 1, 31), months=1)
@example(day=date(2025, 2, 28), last=date(2024, 2, 29), months=12)
@given(day=DAYS, last=DAYS, months=st.sampled_from(INTERVALS))
def test_the_cutoff_is_the_twin_of_the_rule(day, last, months):
    by_rule = next_due(months=months, acquired=None, last=PartialDate.of(last)) <= day
    assert (last <= due_cutoff(months, day)) == by_rule


@pytest.mark.parametrize(
    ("verdict", "days"), [(Verdict.OK, None), (Verdict.NOTE, None), (Verdict.REPAIR, 60), (Verdict.STOP, 7)]
)
def test_stop_and_repair_must_be_seen_to_and_nothing_else(verdict, days):
    assert follow_up_due(verdict, TODAY) == (TODAY + timedelta(days=days) if days else None)


@pytest.mark.parametrize("here", [True, False])
@pytest.mark.parametrize("agreement", RegimeKey)
@pytest.mark.parametrize("regime", RegimeKey)
def test_an_item_is_ordered_only_under_its_own_agreement(regime, agreement, here):
    allowed = (regime, agreement) == (RegimeKey.MUNICIPAL, RegimeKey.MUNICIPAL) or (
        (regime, agreement) == (RegimeKey.PROVIDER, RegimeKey.PROVIDER) and here
    )
    assert may_be_ordered(regime=regime, agreement_regime=agreement, customer_is_provider_here=here) is allowed


@pytest.mark.parametrize("symptom", Symptom)
def test_a_fault_by_which_somebody_can_get_hurt_is_looked_at_the_same_day(symptom):
    days = 0 if symptom == Symptom.DANGEROUS else 3
    assert fault_due(symptom, TODAY) == TODAY + timedelta(days=days)


def test_every_symptom_can_be_chosen_somewhere_and_each_list_ends_with_words_of_ones_own():
    assert {*OF_ITEM, *OF_GYM} == set(Symptom)
    assert OF_ITEM[-1] == OF_GYM[-1] == Symptom.OTHER


@pytest.mark.parametrize(
    ("known", "passed"),
    [
        ({}, "received"),
        ({"planned": True}, "received planned"),
        ({"planned": True, "stopped": True, "out_of_use": True}, "received stopped"),
        ({"planned": True, "stopped": True, "out_of_use": True, "ordered": True}, "received stopped ordered"),
        ({"planned": True, "asked": True}, "received planned asked"),
        ({"planned": True, "stopped": True, "asked": True, "outcome": Outcome.FIXED}, "received stopped asked back"),
        ({"planned": True, "ordered": True, "outcome": Outcome.FIXED}, "received planned ordered fixed"),
        ({"planned": True, "stopped": True, "outcome": Outcome.FIXED}, "received stopped back"),
        ({"stopped": True, "out_of_use": True, "outcome": Outcome.FIXED}, "received stopped fixed"),
        ({"out_of_use": True, "outcome": Outcome.FIXED}, "received fixed"),
        ({"stopped": True, "outcome": Outcome.NO_FAULT}, "received stopped no_fault"),
        ({"outcome": Outcome.REMOVED}, "received removed"),
    ],
)
def test_the_one_who_reported_is_told_each_stage_in_order(known, passed):
    asked = ("planned", "stopped", "out_of_use", "asked", "ordered")
    nothing = dict.fromkeys(asked, False) | {"outcome": None}
    assert " ".join(stages(**(nothing | known))) == passed


@pytest.mark.parametrize(
    ("days", "state"),
    [
        (-1, GuidanceState.EXPIRED),
        (0, GuidanceState.SOON),
        (60, GuidanceState.SOON),
        (61, GuidanceState.VALID),
    ],
)
def test_guidance_holds_on_its_last_day_and_runs_out_soon_for_sixty_days(days, state):
    until = TODAY + timedelta(days=days)
    assert guidance_state(on=GIVEN, until=until, renewed=None, today=TODAY) == state


@pytest.mark.parametrize(
    ("after", "state"), [(-1, GuidanceState.VALID), (0, GuidanceState.VALID), (1, GuidanceState.RENEW)]
)
def test_only_an_instruction_changed_after_the_guidance_asks_for_it_anew(after, state):
    found = guidance_state(
        on=GIVEN, until=TODAY + timedelta(days=300), renewed=GIVEN + timedelta(days=after), today=TODAY
    )
    assert found == state


def test_what_has_run_out_has_run_out_even_when_it_should_be_renewed():
    yesterday = TODAY - timedelta(days=1)
    assert guidance_state(on=GIVEN, until=yesterday, renewed=TODAY, today=TODAY) == GuidanceState.EXPIRED
    assert guidance_state(on=None, until=None, renewed=TODAY, today=TODAY) == GuidanceState.MISSING


def test_who_is_to_be_renewed_may_support_until_then_but_nobody_without_valid_guidance():
    assert {GuidanceState.VALID, GuidanceState.SOON, GuidanceState.RENEW} == MAY_SUPPORT


def test_months_are_counted_by_the_calendar_also_from_the_last_of_a_month():
    assert guidance_until(on=date(2026, 8, 31), months=6) == date(2027, 2, 28)
    assert guidance_until(on=date(2024, 2, 29), months=12) == date(2025, 2, 28)


@pytest.mark.parametrize(
    ("renewed", "last"),
    [(None, 300), (GIVEN, 300), (TODAY, 30), (TODAY + timedelta(days=290), 300)],
)
def test_a_changed_instruction_gives_thirty_days_but_never_longer_than_the_guidance(renewed, last):
    assert renew_by(until=TODAY + timedelta(days=300), renewed=renewed, on=GIVEN) == TODAY + timedelta(days=last)


@pytest.mark.parametrize(("holders", "covered"), [([], False), ([1], False), ([1, 2], True), ([2], True)])
def test_a_span_needs_one_of_its_holders_guided(holders, covered):
    assert is_covered(holders=holders, guided={2, 3}) is covered


def test_the_other_one_answers():
    assert answerer(ConsultationParty.MANAGER) == ConsultationParty.PHYSIOTHERAPIST
    assert answerer(ConsultationParty.PHYSIOTHERAPIST) == ConsultationParty.MANAGER

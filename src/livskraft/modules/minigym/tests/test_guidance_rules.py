"""Who may support visitors, until when, and who answers: is it decided right on the days where it changes?"""

from datetime import date, timedelta

import pytest

from livskraft.modules.minigym.guidance_rules import (
    MAY_SUPPORT,
    ConsultationParty,
    GuidanceState,
    answerer,
    guidance_state,
    guidance_until,
    is_covered,
    renew_by,
)

TODAY = date(2026, 3, 3)
GIVEN = date(2025, 1, 15)


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

"""Does every combination of answers lead where the sources say, and may only the right people move an incident?"""

from datetime import date
from itertools import product

import pytest

from livskraft.modules.incidents.rules import (
    DAYS_TO_CONSIDER,
    DAYS_TO_INSURE,
    DAYS_TO_NOTIFY,
    LAW_TEXTS,
    TEXTS,
    TRANSITIONS,
    Concerned,
    Context,
    Factor,
    Facts,
    Insurance,
    Kind,
    Law,
    Party,
    State,
    What,
    consider_by,
    considerations,
    insure_by,
    manager_due,
    may_know_person,
    may_move,
    named,
    notify_by,
    owed_by,
    route,
)

A, N = Kind.ACCIDENT, Kind.NEAR_MISS
FRISK, HSL, ELSE = Context.WELLNESS, Context.CARE, Context.ELSE
VISITOR, STAFF, NOBODY = "visitor", "staff", "nobody"
YES, NO, UNSURE = "yes", "no", "unsure"
LIABILITY, PATIENT, OWN = Insurance.LIABILITY, Insurance.PATIENT, Insurance.OWN

# Every combination: kind, context, whom it concerned, whether something contributed → coordinator, insurances, assess.
TABLE = {
    (A, FRISK, VISITOR, YES): (True, {LIABILITY}, False),
    (A, FRISK, VISITOR, NO): (False, {OWN}, False),
    (A, FRISK, VISITOR, UNSURE): (False, set(), True),
    (A, FRISK, STAFF, YES): (True, {LIABILITY}, False),
    (A, FRISK, STAFF, NO): (False, set(), False),
    (A, FRISK, STAFF, UNSURE): (False, set(), True),
    (A, FRISK, NOBODY, YES): (True, {LIABILITY}, False),
    (A, FRISK, NOBODY, NO): (False, set(), False),
    (A, FRISK, NOBODY, UNSURE): (False, set(), True),
    (A, HSL, VISITOR, YES): (True, {PATIENT, LIABILITY}, False),
    (A, HSL, VISITOR, NO): (True, {PATIENT}, False),
    (A, HSL, VISITOR, UNSURE): (True, {PATIENT}, True),
    (A, HSL, STAFF, YES): (True, {LIABILITY}, False),
    (A, HSL, STAFF, NO): (True, set(), False),
    (A, HSL, STAFF, UNSURE): (True, set(), True),
    (A, HSL, NOBODY, YES): (True, {PATIENT, LIABILITY}, False),
    (A, HSL, NOBODY, NO): (True, {PATIENT}, False),
    (A, HSL, NOBODY, UNSURE): (True, {PATIENT}, True),
    (A, ELSE, VISITOR, YES): (True, {LIABILITY}, False),
    (A, ELSE, VISITOR, NO): (False, set(), False),
    (A, ELSE, VISITOR, UNSURE): (False, set(), True),
    (A, ELSE, STAFF, YES): (True, {LIABILITY}, False),
    (A, ELSE, STAFF, NO): (False, set(), False),
    (A, ELSE, STAFF, UNSURE): (False, set(), True),
    (A, ELSE, NOBODY, YES): (True, {LIABILITY}, False),
    (A, ELSE, NOBODY, NO): (False, set(), False),
    (A, ELSE, NOBODY, UNSURE): (False, set(), True),
    (N, FRISK, VISITOR, YES): (False, set(), False),
    (N, FRISK, VISITOR, NO): (False, set(), False),
    (N, FRISK, VISITOR, UNSURE): (False, set(), True),
    (N, FRISK, STAFF, YES): (False, set(), False),
    (N, FRISK, STAFF, NO): (False, set(), False),
    (N, FRISK, STAFF, UNSURE): (False, set(), True),
    (N, FRISK, NOBODY, YES): (False, set(), False),
    (N, FRISK, NOBODY, NO): (False, set(), False),
    (N, FRISK, NOBODY, UNSURE): (False, set(), True),
    (N, HSL, VISITOR, YES): (True, {PATIENT, LIABILITY}, False),
    (N, HSL, VISITOR, NO): (True, {PATIENT}, False),
    (N, HSL, VISITOR, UNSURE): (True, {PATIENT}, True),
    (N, HSL, STAFF, YES): (True, {LIABILITY}, False),
    (N, HSL, STAFF, NO): (True, set(), False),
    (N, HSL, STAFF, UNSURE): (True, set(), True),
    (N, HSL, NOBODY, YES): (True, {PATIENT, LIABILITY}, False),
    (N, HSL, NOBODY, NO): (True, {PATIENT}, False),
    (N, HSL, NOBODY, UNSURE): (True, {PATIENT}, True),
    (N, ELSE, VISITOR, YES): (False, set(), False),
    (N, ELSE, VISITOR, NO): (False, set(), False),
    (N, ELSE, VISITOR, UNSURE): (False, set(), True),
    (N, ELSE, STAFF, YES): (False, set(), False),
    (N, ELSE, STAFF, NO): (False, set(), False),
    (N, ELSE, STAFF, UNSURE): (False, set(), True),
    (N, ELSE, NOBODY, YES): (False, set(), False),
    (N, ELSE, NOBODY, NO): (False, set(), False),
    (N, ELSE, NOBODY, UNSURE): (False, set(), True),
}
WHO = {VISITOR: (Concerned.ANONYMOUS, Concerned.NAMED), STAFF: (Concerned.STAFF,), NOBODY: (Concerned.NOBODY,)}


def answers(kind, context, who, contributed, factors=frozenset({Factor.PREMISES}), what=What.FALL):
    return [
        Facts(kind, what, context, concerned, factors if contributed == YES else frozenset(), contributed == UNSURE)
        for concerned in WHO[who]
    ]


def test_the_table_has_every_combination():
    assert set(TABLE) == set(product(Kind, Context, (VISITOR, STAFF, NOBODY), (YES, NO, UNSURE)))


def in_words(case):
    """The case in words, the same in every process: a set has no order of its own."""
    return "-".join(",".join(sorted(part)) if isinstance(part, set) else str(part) for part in case)


@pytest.mark.parametrize(("given", "wanted"), TABLE.items(), ids=in_words)
def test_every_combination_goes_where_the_table_says(given, wanted):
    for facts in answers(*given):
        found = route(facts)
        assert (found.coordinator, set(found.insurances), found.assess) == wanted


@pytest.mark.parametrize("given", TABLE, ids=lambda case: "-".join(str(part) for part in case))
def test_the_one_line_of_why_names_what_it_leads_to_and_nothing_else(given):
    for facts in answers(*given):
        found = route(facts)
        assert found.why.count("Därför") == 1
        assert "\n" not in found.why
        assert ("patientförsäkringen" in found.why) == (PATIENT in found.insurances)
        assert ("kommunens ansvarsförsäkring" in found.why) == (LIABILITY in found.insurances)
        assert ("egen försäkring" in found.why) == (OWN in found.insurances)
        assert ("säkerhetssamordnaren" in found.why) == found.coordinator


@pytest.mark.parametrize("factors", [frozenset({one}) for one in Factor] + [frozenset(Factor)])
def test_every_factor_counts_the_same_but_only_equipment_stops_an_item(factors):
    for given in TABLE:
        if given[3] == YES:
            for facts in answers(*given, factors=factors):
                found = route(facts)
                assert (found.coordinator, set(found.insurances), found.assess) == TABLE[given]
                assert found.stop_item == (Factor.EQUIPMENT in factors)


def test_what_somebody_knows_weighs_more_than_that_nobody_is_sure():
    facts = Facts(A, What.FALL, FRISK, Concerned.ANONYMOUS, frozenset({Factor.CLEANING}), unsure=True)
    assert not route(facts).assess
    assert route(facts).insurances == (LIABILITY,)


def test_the_visitor_hears_from_the_manager_and_the_coordinator_decides_on_the_rest():
    assert {insurance: owed_by(insurance) for insurance in Insurance} == {
        LIABILITY: Party.COORDINATOR,
        PATIENT: Party.COORDINATOR,
        OWN: Party.MANAGER,
    }


def test_factors_are_named_as_one_says_them():
    assert named([]) == ""
    assert named([Factor.PREMISES]) == "lokalen"
    assert named([Factor.CLEANING, Factor.EQUIPMENT, Factor.PREMISES]) == "utrustningen, lokalen och städningen"


@pytest.mark.parametrize(
    ("facts", "medical_device", "asked"),
    [
        (Facts(A, What.FALL, FRISK, Concerned.ANONYMOUS), None, {Law.LEX_SARAH}),
        (Facts(A, What.FALL, FRISK, Concerned.STAFF), None, {Law.WORK_ENVIRONMENT}),
        (Facts(N, What.FALL, ELSE, Concerned.NOBODY), None, {Law.LEX_SARAH}),
        (Facts(A, What.FALL, HSL, Concerned.ANONYMOUS), None, {Law.LEX_MARIA}),
        (Facts(A, What.FALL, HSL, Concerned.STAFF), None, {Law.WORK_ENVIRONMENT}),
        (Facts(N, What.DATA, ELSE, Concerned.NOBODY), None, {Law.LEX_SARAH, Law.DATA_BREACH}),
        (
            Facts(A, What.BROKE, FRISK, Concerned.ANONYMOUS, frozenset({Factor.EQUIPMENT})),
            None,
            {Law.LEX_SARAH, Law.MEDICAL_DEVICE},
        ),
        (
            Facts(A, What.BROKE, FRISK, Concerned.ANONYMOUS, frozenset({Factor.EQUIPMENT})),
            True,
            {Law.LEX_SARAH, Law.MEDICAL_DEVICE},
        ),
        (
            Facts(A, What.BROKE, HSL, Concerned.NAMED, frozenset({Factor.EQUIPMENT})),
            False,
            {Law.LEX_MARIA},
        ),
        (Facts(A, What.BROKE, FRISK, Concerned.ANONYMOUS, frozenset({Factor.PREMISES})), True, {Law.LEX_SARAH}),
    ],
)
def test_each_law_is_asked_about_where_it_can_apply_and_says_why_not_elsewhere(facts, medical_device, asked):
    found = considerations(facts, medical_device)
    assert set(found) == set(Law)
    assert {law for law, not_here in found.items() if not not_here} == asked


def test_every_law_and_insurance_has_its_words_and_its_days():
    assert set(LAW_TEXTS) == set(DAYS_TO_CONSIDER) == set(DAYS_TO_NOTIFY) == set(Law)
    assert set(TEXTS) == set(DAYS_TO_INSURE) == set(Insurance)
    assert all("Källa" in str(text) for text in LAW_TEXTS.values())


def test_days_are_counted_from_when_it_was_known():
    day = date(2026, 2, 27)
    assert notify_by(Law.DATA_BREACH, day) == date(2026, 3, 2), "72 hours"
    assert consider_by(Law.LEX_SARAH, day) == date(2026, 2, 28)
    assert insure_by(LIABILITY, day) == date(2026, 3, 6)


def test_the_managers_next_step_has_a_day_until_the_incident_is_closed():
    reported, decided = date(2026, 1, 1), date(2026, 1, 10)
    due = {state: manager_due(state, reported_on=reported, decided_on=decided) for state in State}
    assert due == {
        State.REPORTED: date(2026, 1, 2),
        State.ASSESSING: date(2026, 1, 15),
        State.DECIDED: date(2026, 2, 9),
        State.CLOSED: None,
    }


@pytest.mark.parametrize(("before", "after"), list(product(State, State)))
def test_only_the_named_parties_move_an_incident_and_only_along_its_way(before, after):
    for party in Party:
        assert may_move(before, after, {party}) == (party in TRANSITIONS.get((before, after), set()))
    assert not may_move(before, after, set())


def test_the_manager_leads_it_and_the_coordinator_may_only_open_it_again():
    of_coordinator = {move for move, parties in TRANSITIONS.items() if Party.COORDINATOR in parties}
    assert of_coordinator == {(State.DECIDED, State.ASSESSING), (State.CLOSED, State.ASSESSING)}
    assert all(Party.MANAGER in parties for parties in TRANSITIONS.values())


@pytest.mark.parametrize(
    ("there", "above", "missing", "coordinator", "same_provider"), list(product((True, False), repeat=5))
)
def test_the_name_is_known_to_who_is_nearest_and_answers_for_the_site(
    there, above, missing, coordinator, same_provider
):
    known = may_know_person(
        is_manager_there=there,
        is_manager_above=above,
        manager_missing=missing,
        is_coordinator=coordinator,
        same_provider=same_provider,
    )
    if coordinator:
        assert known
    elif not same_provider:
        assert not known
    else:
        assert known == (there or (above and missing))

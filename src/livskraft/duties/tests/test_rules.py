"""To whom does a vacant role's duty climb, and how long may one wait?"""

from datetime import date, timedelta

import pytest

from livskraft.access.roles import Role
from livskraft.duties.rules import CLIMBS_TO, LONGEST_WAIT, climbing_to, must_be_a_wait
from livskraft.kit.errors import Refused

TODAY = date(2026, 11, 23)


def test_a_site_climbs_to_the_provider_and_from_there_to_the_department():
    assert [Role.UNIT_MANAGER] in climbing_to(Role.AREA_MANAGER)
    assert [Role.UNIT_MANAGER, Role.AREA_MANAGER] in climbing_to(Role.ADMINISTRATION)
    assert [Role.AREA_MANAGER] in climbing_to(Role.ADMINISTRATION)


def test_what_a_missing_physiotherapist_owes_climbs_to_the_provider_and_the_coordinators_to_the_department():
    assert [Role.PHYSIOTHERAPIST] in climbing_to(Role.AREA_MANAGER)
    assert [Role.PHYSIOTHERAPIST, Role.AREA_MANAGER] in climbing_to(Role.ADMINISTRATION)
    assert [Role.SAFETY_COORDINATOR] in climbing_to(Role.ADMINISTRATION)


def test_nothing_climbs_to_a_role_that_answers_for_nobody():
    assert climbing_to(Role.UNIT_MANAGER) == climbing_to(Role.CARE_STAFF) == []


def test_no_chain_goes_in_a_circle():
    for role in Role:
        seen = [role]
        while seen[-1] in CLIMBS_TO:
            assert CLIMBS_TO[seen[-1]] not in seen
            seen.append(CLIMBS_TO[seen[-1]])


def test_no_role_begins_two_chains_to_the_same_role():
    for role in Role:
        begins = [chain[0] for chain in climbing_to(role)]
        assert len(begins) == len(set(begins))


@pytest.mark.parametrize("days", [-1, 0, LONGEST_WAIT.days + 1])
def test_one_cannot_wait_until_a_day_that_has_come_or_is_over_a_year_away(days):
    with pytest.raises(Refused) as refusal:
        must_be_a_wait(TODAY + timedelta(days=days), TODAY)
    assert refusal.value.field == "waiting_until"


@pytest.mark.parametrize("days", [1, LONGEST_WAIT.days])
def test_one_can_wait_until_tomorrow_or_a_year(days):
    must_be_a_wait(TODAY + timedelta(days=days), TODAY)

"""Which units may stand where, and when is a part of an area free for a contract?"""

from datetime import date

import pytest

from livskraft.kit.periods import Period
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.rules import MAY_STAND_UNDER, free_for_contract, may_stand_under


def test_only_the_responsible_body_stands_alone():
    alone = {kind for kind in UnitKind if may_stand_under(kind, None)}
    assert alone == {UnitKind.MUNICIPALITY, UnitKind.REGION}


def test_every_kind_has_its_place():
    assert set(MAY_STAND_UNDER) == set(UnitKind)


@pytest.mark.parametrize(
    ("kind", "parent", "allowed"),
    [
        (UnitKind.SITE, UnitKind.AREA_PART, True),
        (UnitKind.SITE, UnitKind.AREA, False),
        (UnitKind.AREA_PART, UnitKind.AREA, True),
        (UnitKind.AREA_PART, UnitKind.MUNICIPALITY, False),
        (UnitKind.PROVIDER, UnitKind.REGION, True),
        (UnitKind.MUNICIPALITY, UnitKind.REGION, False),
    ],
)
def test_a_unit_stands_only_where_its_kind_may(kind, parent, allowed):
    assert may_stand_under(kind, parent) is allowed


def test_a_new_contract_may_begin_the_day_the_old_one_ends():
    held = [Period(date(2020, 1, 1), date(2026, 1, 1))]
    assert free_for_contract(Period(date(2026, 1, 1)), held)
    assert not free_for_contract(Period(date(2025, 12, 31)), held)
    assert not free_for_contract(Period(date(2019, 1, 1), date(2020, 1, 2)), held)

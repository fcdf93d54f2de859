"""Who reads records of health care, and which units share?"""

import pytest

from livskraft.access.roles import Role
from livskraft.organisation.kinds import ContractKind
from livskraft.people.rules.records import may_read, units_share
from livskraft.people.rules.vocabulary import Regime

CARERS = {Role.PHYSIOTHERAPIST, Role.OCCUPATIONAL_THERAPIST}


@pytest.mark.parametrize("role", Role)
def test_records_of_health_care_are_for_those_who_work_in_it(role):
    assert may_read(Regime.HEALTH, role) == (role in CARERS)
    assert may_read(Regime.SOCIAL, role)
    assert may_read(Regime.NEITHER, role)


def test_the_units_of_a_private_provider_do_not_share_and_those_of_the_municipality_do():
    assert not units_share(ContractKind.PROCURED)
    assert units_share(ContractKind.ASSIGNMENT)

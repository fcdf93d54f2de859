"""Has each part of an area exactly one provider at a time, whoever records what?"""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from livskraft.access.actions import end_contract, record_contract
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.kit.errors import Conflict, Refused
from livskraft.organisation.kinds import ContractKind, UnitKind
from livskraft.organisation.queries import provider_of
from livskraft.organisation.tests.factories import SiteFactory, UnitFactory, responsible_body

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return actor_at(responsible_body(), Role.SYSTEM_ADMINISTRATOR)


@pytest.fixture
def site():
    """Its part of an area is under contract from 2020 until 2024."""
    return SiteFactory(contract={"ends": date(2024, 1, 1)})


@pytest.fixture
def provider():
    return UnitFactory(kind=UnitKind.PROVIDER, parent=responsible_body())


def record(site, provider, by, starts, ends=None):
    return record_contract(
        provider=provider, area_part=site.parent, kind=ContractKind.PROCURED, starts=starts, ends=ends, by=by
    )


def test_a_contract_may_start_the_day_another_ends(administrator, site, provider):
    record(site, provider, administrator, date(2024, 1, 1))
    assert provider_of(site, date(2023, 12, 31)) != provider
    assert provider_of(site, date(2024, 1, 1)) == provider


@pytest.mark.parametrize("starts", [date(2019, 1, 1), date(2020, 1, 1), date(2023, 12, 31)])
def test_two_providers_never_answer_for_the_same_day(administrator, site, provider, starts):
    with pytest.raises(Refused):
        record(site, provider, administrator, starts)


def test_an_end_cannot_be_moved_into_the_next_contract(administrator, site, provider):
    first = site.parent.contracts.get()
    record(site, provider, administrator, date(2024, 1, 1))
    with pytest.raises(Refused):
        end_contract(contract=first, ends=None, by=administrator)
    with pytest.raises(Refused):
        end_contract(contract=first, ends=first.ends + timedelta(days=1), by=administrator)
    assert end_contract(contract=first, ends=first.ends - timedelta(days=1), by=administrator).version == 2


def test_a_contract_cannot_end_before_it_starts(administrator, site):
    with pytest.raises(Refused) as refused:
        end_contract(contract=site.parent.contracts.get(), ends=date(2020, 1, 1), by=administrator)
    assert refused.value.field == "ends"


def test_a_stale_end_is_a_conflict(administrator, site):
    contract = site.parent.contracts.get()
    end_contract(contract=contract, ends=date(2023, 1, 1), version=1, by=administrator)
    with pytest.raises(Conflict):
        end_contract(contract=contract, ends=date(2022, 1, 1), version=1, by=administrator)


def test_only_providers_answer_and_only_for_parts_of_areas(administrator, site, provider):
    with pytest.raises(Refused):
        record_contract(
            provider=site, area_part=site.parent, kind=ContractKind.PROCURED, starts=date(2025, 1, 1), by=administrator
        )
    with pytest.raises(Refused):
        record_contract(
            provider=provider, area_part=site, kind=ContractKind.PROCURED, starts=date(2025, 1, 1), by=administrator
        )


@pytest.mark.parametrize("role", [Role.UNIT_MANAGER, Role.AREA_MANAGER, Role.ADMINISTRATION])
def test_nobody_but_an_administrator_records_contracts(role, site, provider):
    by = actor_at(responsible_body(), role)
    with pytest.raises(PermissionDenied):
        record(site, provider, by, date(2025, 1, 1))
    with pytest.raises(PermissionDenied):
        end_contract(contract=site.parent.contracts.get(), ends=date(2023, 1, 1), by=by)

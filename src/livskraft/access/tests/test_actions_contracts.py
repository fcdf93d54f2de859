"""Has each part of an area exactly one provider at a time, whoever records what?"""

import threading
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from livskraft.access.actions import end_contract, record_contract
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.kit.errors import Conflict, Refused
from livskraft.kit.periods import Period
from livskraft.kit.tests.at_once import at_once
from livskraft.organisation.kinds import ContractKind, UnitKind
from livskraft.organisation.models import Contract
from livskraft.organisation.queries import provider_of
from livskraft.organisation.rules import free_for_contract
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


def administrators(number):
    return [actor_at(responsible_body(), Role.SYSTEM_ADMINISTRATOR) for _n in range(number)]


@pytest.mark.django_db(transaction=True)
def test_of_many_who_record_a_contract_at_once_one_gets_the_part_of_the_area():
    site = SiteFactory(contract={"ends": date(2024, 1, 1)})
    offers = [(by, UnitFactory(kind=UnitKind.PROVIDER, parent=responsible_body())) for by in administrators(8)]
    ended = at_once(
        [
            lambda by=by, provider=provider: record(site, provider, by, date(2024, 1, 1), date(2026, 1, 1))
            for by, provider in offers
        ]
    )
    assert sorted(ended, key=str) == sorted([None] + [Refused] * 7, key=str)
    assert site.parent.contracts.count() == 2


@pytest.mark.django_db(transaction=True)
def test_who_only_looks_before_writing_gives_the_part_to_several():
    site = SiteFactory(contract={"ends": date(2024, 1, 1)})
    providers = [UnitFactory(kind=UnitKind.PROVIDER, parent=responsible_body()) for _n in range(4)]
    looked = threading.Barrier(len(providers))
    wanted = Period(date(2024, 1, 1), date(2026, 1, 1))

    def guilty(provider):
        free = free_for_contract(wanted, [contract.period for contract in site.parent.contracts.all()])
        looked.wait()
        if free:
            Contract.objects.create(provider=provider, area_part=site.parent, starts=wanted.starts, ends=wanted.ends)

    assert at_once([lambda provider=provider: guilty(provider) for provider in providers]) == [None] * 4
    assert site.parent.contracts.count() == 5

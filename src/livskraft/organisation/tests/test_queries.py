"""Who provides in a part of an area on a given day?"""

from datetime import date

import pytest

from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.queries import area_parts_of, ids_in_path, provider_of, responsible_body
from livskraft.organisation.tests.factories import ContractFactory, SiteFactory, UnitFactory

pytestmark = pytest.mark.django_db


def test_the_provider_changes_on_the_day_the_new_contract_begins():
    site = SiteFactory(contract={"starts": date(2020, 1, 1), "ends": date(2026, 1, 1)})
    old = site.parent.contracts.get().provider
    new = ContractFactory(area_part=site.parent, starts=date(2026, 1, 1)).provider
    days = [date(2019, 12, 31), date(2025, 12, 31), date(2026, 1, 1)]
    assert [provider_of(site, day) for day in days] == [None, old, new]
    assert area_parts_of(new, date(2025, 12, 31)) == []
    assert area_parts_of(new, date(2026, 1, 1)) == [site.parent]


def test_the_path_names_everything_above_from_the_top():
    site = SiteFactory()
    assert ids_in_path(site)[0] == responsible_body().pk
    assert ids_in_path(site)[-2:] == [site.parent_id, site.pk]


def test_there_may_be_no_responsible_body_yet():
    assert responsible_body() is None
    UnitFactory(kind=UnitKind.REGION)
    assert responsible_body().kind == UnitKind.REGION

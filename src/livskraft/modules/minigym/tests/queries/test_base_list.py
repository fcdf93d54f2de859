"""Is what each site lacks told, also where there is no gym, and what is there but cannot be used?"""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from livskraft.modules.minigym.models import BaseListEntry, EquipmentKind
from livskraft.modules.minigym.queries.base_list import SiteGaps, base_list, gaps
from livskraft.modules.minigym.rules import Status
from livskraft.modules.minigym.tests.factories import EquipmentFactory, EquipmentKindFactory, GymFactory
from livskraft.organisation.models import Unit
from livskraft.organisation.tests.factories import SiteFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def kind() -> EquipmentKind:
    kind: EquipmentKind = EquipmentKindFactory(name="Gåbarr")
    BaseListEntry.objects.create(kind=kind, number=2)
    return kind


def gaps_of(site: Unit) -> SiteGaps:
    (found,) = gaps(Unit.objects.filter(pk=site.pk))
    return found


def test_a_site_without_a_gym_lacks_everything(kind: EquipmentKind) -> None:
    found = gaps_of(SiteFactory())
    assert found.gyms == 0
    assert [(each.wanted.name, each.missing) for each in found.missing] == [("Gåbarr", 2)]


def test_what_stands_in_all_open_gyms_of_the_site_counts_together(kind: EquipmentKind) -> None:
    gym = GymFactory()
    EquipmentFactory(gym=gym, kind=kind)
    EquipmentFactory(gym=GymFactory(site=gym.site, closed=date(2024, 1, 1)), kind=kind)
    EquipmentFactory(gym=gym, kind=kind, status=Status.RETIRED, retired_on=date(2024, 1, 1), retired_reason="Slut")
    EquipmentFactory(gym=gym, kind=EquipmentKindFactory(name="Benpress"))
    found = gaps_of(gym.site)
    assert [(each.kept, each.missing) for each in found.there] == [(1, 1)]
    EquipmentFactory(gym=GymFactory(site=gym.site), kind=kind)
    found = gaps_of(gym.site)
    assert (found.gyms, found.missing, found.standing_still) == (2, [], [])


def test_what_is_out_of_use_is_there_but_stands_still(kind: EquipmentKind) -> None:
    gym = GymFactory()
    EquipmentFactory(gym=gym, kind=kind)
    EquipmentFactory(gym=gym, kind=kind, status=Status.OUT_OF_USE)
    found = gaps_of(gym.site)
    assert found.missing == []
    assert [each.in_use for each in found.standing_still] == [1]


def test_an_empty_list_asks_for_nothing() -> None:
    assert base_list() == []
    assert gaps_of(SiteFactory()).missing == []


def test_twenty_sites_cost_as_many_queries_as_one(kind: EquipmentKind) -> None:
    costs = []
    for count in (1, 20):
        for _ in range(count):
            EquipmentFactory(gym=GymFactory(), kind=kind)
        with CaptureQueriesContext(connection) as captured:
            gaps(Unit.objects.sites())
        costs.append(len(captured))
    assert costs[0] == costs[1]

"""Does the workbook say what the page says?"""

from datetime import date
from io import BytesIO

import pytest

from livskraft.access.tests.factories import AssignmentFactory
from livskraft.documents import excel
from livskraft.duties.tests.factories import only_kinds, site_kind
from livskraft.modules.minigym.public import SiteGaps, There
from livskraft.modules.minigym.queries.base_list import Wanted
from livskraft.organisation.models import Unit
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.overview.equipment import EquipmentMap, KindLine, SiteLine
from livskraft.overview.papers import equipment_table, overview_table
from livskraft.overview.queries import Choice, overview

__all__ = ["only_kinds"]
pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


def rows():
    from python_calamine import load_workbook

    report = overview_table(overview(Unit.objects.all(), TODAY, Choice()), TODAY)
    return load_workbook(BytesIO(excel.render(report))).get_sheet_by_index(0).to_python()


def test_there_is_a_row_for_each_site_and_kind(only_kinds):
    only_kinds(site_kind("test.late", days=-2), site_kind("test.soon", days=2))
    site = SiteFactory(name="=Lunden")
    AssignmentFactory(unit=site)
    found = [row for row in rows() if "=Lunden" in row]
    assert [row[4:] for row in found] == [["finns", "Besök", 1, 1], ["finns", "Besök", 1, 0]]


def test_a_site_that_owes_nothing_is_there_too(only_kinds):
    only_kinds()
    site = SiteFactory(name="Lunden")
    (found,) = [row for row in rows() if "Lunden" in row]
    assert found[:5] == [
        site.parent.parent.name,
        site.parent.name,
        "Lunden",
        site.parent.contracts.get().provider.name,
        "saknas",
    ]
    assert found[-2:] == [0, 0]


@pytest.mark.parametrize(
    ("kept", "in_use", "said"),
    [
        (0, 0, "saknas"),
        (2, 2, "2"),
        (2, 0, "2, ur bruk"),
        (3, 1, "3, varav 2 ur bruk"),
        (1, 1, "1, saknar 1"),
        (1, 0, "1, ur bruk, saknar 1"),
    ],
)
def test_a_kind_is_told_with_how_many_there_are_and_how_many_can_be_used(kept, in_use, said):
    there = There(Wanted(1, "Gåbarr", 2), kept, in_use)
    line = SiteLine(SiteFactory(name="Lunden"), "Östra", SiteGaps(1, 1, [there]))
    (table,) = equipment_table(EquipmentMap([line], [KindLine("Gåbarr", 2, 0, 0)]), TODAY).blocks
    assert table.rows == [["Lunden", "Östra", 1, said, None, None]]

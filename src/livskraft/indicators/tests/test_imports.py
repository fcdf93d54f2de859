"""Is a workbook with residents read row by row, with what is wrong, and is exactly what was shown saved?"""

import io
from collections.abc import Sequence
from datetime import date

import pytest
import time_machine
import xlsxwriter

from livskraft.access.actor import Actor
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.indicators import actions
from livskraft.indicators.imports import ReadRow, read_residents, sealed, unsealed
from livskraft.indicators.models import Residents
from livskraft.kit.errors import Refused
from livskraft.organisation.models import Unit
from livskraft.organisation.tests.factories import SiteFactory

pytestmark = pytest.mark.django_db
HEADER = ["Plats", "Antal", "Gäller per", "Källa"]


def workbook(*rows: Sequence[object]) -> io.BytesIO:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    for place, row in enumerate(rows):
        sheet.write_row(place, 0, row)
    book.close()
    out.seek(0)
    return out


@pytest.fixture
def site() -> Unit:
    return SiteFactory(name="Almgården")


@pytest.fixture
def by(site: Unit) -> Actor:
    return actor_at(site.parent.parent, Role.ADMINISTRATION)


def read(by: Actor, *rows: Sequence[object], on: date | None = None, source: str = "") -> list[ReadRow]:
    return read_residents(workbook(*rows), on=on, source=source, by=by).rows


def test_rows_below_a_heading_somewhere_are_read(site: Unit, by: Actor) -> None:
    area = site.parent.parent
    rows = read(
        by,
        ["Boende i kommunen"],
        [],
        ["Område", "Invånare 65+:", "Datum", "Uppgift från"],
        ["ALMGÅRDEN ", "38", "2026-01-31", "Listan"],
        [],
        [area.name, 2140, "31/12 2025", "SCB"],
    )
    assert [(row.line, row.unit, row.number, row.on, row.source, row.problem) for row in rows] == [
        (4, site, 38, date(2026, 1, 31), "Listan", ""),
        (6, area, 2140, date(2025, 12, 31), "SCB", ""),
    ]


def test_the_columns_that_are_not_read_are_named(by: Actor) -> None:
    header = ["Plats", "Födda år:", "Antal", "", "Antal personer", "Källa"]
    assert read_residents(workbook(header), on=None, source="", by=by).ignored == ["Födda år:", "Antal personer"]


def test_the_day_and_the_source_of_the_whole_file_fill_in(site: Unit, by: Actor) -> None:
    (row,) = read(by, ["Plats", "Antal"], ["Almgården", 38], on=date(2026, 1, 1), source="Listan")
    assert (row.on, row.source, row.problem) == (date(2026, 1, 1), "Listan", "")


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        (["", 38, "2026-01-01", "L"], "Platsen saknas."),
        (["Nejgården", 38, "2026-01-01", "L"], "Platsen finns inte hos er."),
        (["Almgården", "många", "2026-01-01", "L"], "Antalet går inte att läsa."),
        (["Almgården", 38, "igår", "L"], "Dagen saknas"),
        (["Almgården", "#REF!", "2026-01-01", "L"], "felet #REF!"),
        (["Almgården", 38, "", "L"], "Dagen saknas"),
        (["Almgården", 38, "2026-01-01", ""], "Källan saknas."),
    ],
)
def test_what_is_wrong_with_a_row_is_said(by: Actor, cells: list[object], why: str) -> None:
    (row,) = read(by, HEADER, cells)
    assert why in row.problem


def test_the_same_place_and_day_twice_is_said_at_the_second(by: Actor) -> None:
    first, second = read(by, HEADER, ["Almgården", 38, "2026-01-01", "L"], ["Almgården", 39, "2026-01-01", "L"])
    assert not first.problem
    assert "står redan" in second.problem


def test_a_row_that_cannot_be_read_does_not_stand_in_the_way_of_one_that_can(by: Actor) -> None:
    first, second = read(by, HEADER, ["Almgården", "många", "2026-01-01", "L"], ["Almgården", 39, "2026-01-01", "L"])
    assert first.problem
    assert (second.number, second.problem) == (39, "")


def test_a_sheet_that_is_hidden_is_not_read(by: Actor) -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    for name, number in (("Förra året", 12), ("I år", 38)):
        sheet = book.add_worksheet(name)
        for place, row in enumerate((HEADER, ["Almgården", number, "2026-01-01", "L"])):
            sheet.write_row(place, 0, row)
    book.worksheets()[1].activate()
    book.worksheets()[0].hide()
    book.close()
    out.seek(0)
    assert [row.number for row in read_residents(out, on=None, source="", by=by).rows] == [38]


def test_two_units_of_one_name_are_not_guessed_between(site: Unit, by: Actor) -> None:
    SiteFactory(parent=site.parent, name="Almgården")
    (row,) = read(by, HEADER, ["Almgården", 38, "2026-01-01", "L"])
    assert row.unit is None
    assert "Flera" in row.problem


def test_a_place_out_of_reach_does_not_exist(by: Actor) -> None:
    SiteFactory(name="Utanför")
    (row,) = read(by, HEADER, ["Utanför", 38, "2026-01-01", "L"])
    assert "finns inte" in row.problem


def test_a_file_without_the_columns_is_refused(by: Actor) -> None:
    with pytest.raises(Refused, match="Plats och Antal"):
        read(by, ["Namn på maskin", "Märkning"], ["Benpress", 3])


def test_what_was_shown_is_what_is_saved_and_twice_is_once(site: Unit, by: Actor) -> None:
    rows = read(by, HEADER, ["Almgården", 38, "2026-01-01", "L"], ["Nejgården", 38, "2026-01-01", "L"])
    assert not Residents.objects.exists()
    text = sealed(rows)
    for changed in (1, 0):
        assert actions.record_residents(numbers=unsealed(text, by), by=by) == changed
    assert Residents.objects.get().number == 38


def test_what_somebody_has_changed_on_the_way_is_refused(by: Actor) -> None:
    text = sealed(read(by, HEADER, ["Almgården", 38, "2026-01-01", "L"]))
    with pytest.raises(Refused):
        unsealed(text[:-2] + ("aa" if text[-2:] != "aa" else "bb"), by)


def test_a_preview_from_yesterday_is_too_old(by: Actor) -> None:
    text = sealed(read(by, HEADER, ["Almgården", 38, "2026-01-01", "L"]))
    with time_machine.travel("2030-01-01"), pytest.raises(Refused, match="för gammal"):
        unsealed(text, by)

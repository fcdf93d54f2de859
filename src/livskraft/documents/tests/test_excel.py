"""Can the workbook be trusted: text is text, numbers are numbers, and nothing is left out?"""

import io
from datetime import date, datetime

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from livskraft.documents import excel
from livskraft.documents.report import CellKind, Column, Report, Table, Text, Together
from livskraft.documents.tests.factories import HOSTILE, binder, everything, hostile


def opened(report: Report) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(excel.render(report)))


def head_row(sheet: Worksheet, first: str) -> int:
    return next(cell.row for cell in sheet["A"] if cell.value == first)


def test_the_sheet_begins_with_what_it_is_and_when_it_was_made() -> None:
    sheet = opened(binder()).worksheets[0]
    top = [cell.value for cell in sheet["A"]][:6]
    assert top[0] == "Inventarielista Åsgården"
    assert "17 mars 2026 · Version 7" in top
    assert "Enhetschef" in top
    assert sheet.title == "Inventarielista Åsgården"


def test_numbers_are_numbers_and_dates_are_dates_and_half_known_dates_are_text() -> None:
    sheet = opened(binder()).worksheets[0]
    head = head_row(sheet, "Nr")
    assert [cell.value for cell in sheet[head]][:3] == ["Nr", "Utrustning", "Serienummer"]
    rows = [[cell.value for cell in sheet[head + number]] for number in range(1, 5)]
    assert [row[3] for row in rows] == ["2019", "2023-09", datetime(2016, 9, 17), "okänt"]  # noqa: DTZ001 - a bare cell
    assert rows[0][4] == 12500.5
    assert rows[1][2] == "okänt"
    assert rows[0][5] == "https://livskraft.example/u/0"


def test_the_header_stays_in_view_and_the_columns_are_as_wide_as_their_text() -> None:
    sheet = opened(binder()).worksheets[0]
    head = head_row(sheet, "Nr")
    assert sheet.freeze_panes == f"A{head + 1}"
    assert sheet.auto_filter.ref == f"A{head}:F{head + 20}"
    assert sheet.column_dimensions["F"].width > sheet.column_dimensions["A"].width


def test_no_text_is_ever_a_formula_or_a_link() -> None:
    book = opened(hostile())
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert not any(cell.hyperlink for cell in cells)
    assert HOSTILE[7] in {cell.value for cell in cells}


def test_every_table_has_its_own_sheet_and_no_text_is_left_out() -> None:
    book = opened(Report("Rapport", everything()))
    assert book.sheetnames == ["Antal", "Tomt"]
    said = {cell.value for sheet in book.worksheets for row in sheet.iter_rows() for cell in row}
    assert {
        "Resultat",
        "Maskinen är ur bruk.",
        "• Sätt upp skylten.",
        "Inget att visa.",
        "Protokollet i Livskraft",
        "UR BRUK",
        "Benpress MG-2 Anmäl fel",
        "https://livskraft.example/m/1",
    } <= said
    assert {"Första stycket.\nAndra raden.", "okänt", 1234.5, 12} <= said


def test_sheet_names_are_such_as_excel_allows() -> None:
    table = Table([Column("A")], [("x",)], caption="Område [1]: a/b?*\\ 'och ett mycket långt namn till")
    names = opened(Report("Rapport", [table, table, table])).sheetnames
    assert len(set(names)) == 3
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)


def test_a_text_longer_than_a_cell_is_cut_and_not_dropped() -> None:
    sheet = opened(Report("Långt", [Text("å" * 100_000)])).worksheets[0]
    assert any(str(cell.value).endswith("(avkortat)") for cell in sheet["A"])


def test_a_date_before_excels_time_is_text() -> None:
    table = Table([Column("Dag", kind=CellKind.DATE)], [(date(1899, 5, 1),)])
    sheet = opened(Report("Gammalt", [table])).worksheets[0]
    assert sheet.cell(head_row(sheet, "Dag") + 1, 1).value == "1899-05-01"


def test_what_stands_together_on_paper_is_not_left_out() -> None:
    inside = [Text("Ihop med tabellen"), Table([Column("Nr")], [("7",)])]
    cells = [cell.value for row in opened(Report("Så", [Together(inside)])).worksheets[0] for cell in row]
    assert {"Ihop med tabellen", "7"} <= set(cells)

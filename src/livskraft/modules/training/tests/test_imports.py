"""Are codes read from the columns that hold them, whichever sheet and row they begin on?"""

from io import BytesIO

import pytest
from openpyxl import Workbook

from livskraft.kit.errors import Refused
from livskraft.modules.training.actions.codes import SHIPPED
from livskraft.modules.training.imports import read_codes
from livskraft.modules.training.rules.codes import Wrong


def book(*sheets):
    made = Workbook()
    made.remove(made.active)
    for number, rows in enumerate(sheets):
        sheet = made.create_sheet(f"Blad {number}")
        for row in rows:
            sheet.append(row)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def test_the_shipped_ones_are_the_verified_ones_and_each_has_a_source():
    read = read_codes(SHIPPED.read_bytes())
    assert sorted(read.codes) == ["AW005", "AW020", "DV200"]
    assert not read.faults
    assert all(line.split(";")[2].strip() for line in SHIPPED.read_text(encoding="utf-8").splitlines())


def test_columns_are_found_by_their_headers_in_any_order_below_a_title():
    data = book(
        [["Läs mig"], ["Ingen lista"]],
        [["KVÅ 2027"], [], ["Titel", "Beskrivning", "Kod"], ["Uppföljning", "Lång text", "AW005"], [None, None, None]],
    )
    assert read_codes(data).codes == {"AW005": "Uppföljning"}


def test_a_fault_has_the_number_of_its_row_in_the_workbook():
    data = book([["KVÅ"], ["Kod", "Text"], ["AW005", "En"], [], ["AW000", "Två"], [5, "Tre"]])
    assert [(fault.row, fault.written, fault.wrong) for fault in read_codes(data).faults] == [
        (5, "AW000", Wrong.TOO_BROAD),
        (6, "5", Wrong.NOT_A_CODE),
    ]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"Nummer;Namn\nAW005;En\n", "kolumnerna Kod och Text"),
        (b"Kod;Kommentar\nAW005;En\n", "kolumnerna Kod och Text"),
        (b"Kod;Text\n", "inga koder"),
        (b"", "tom"),
        (b"\x00\x01\x02", "kalkylblad"),
    ],
)
def test_a_file_without_the_columns_or_codes_is_refused_in_words(data, why):
    with pytest.raises(Refused, match=why):
        read_codes(data)

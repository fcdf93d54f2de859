"""Is what is no code told row by row, and everything else kept?"""

import pytest

from livskraft.modules.training.rules.codes import LONGEST_TEXT, Fault, Wrong, fault_of, read_rows


@pytest.mark.parametrize("code", ["AW005", "DV200", "ÅÄ001", "TAB00", "AW010"])
def test_five_signs_are_a_code(code):
    assert fault_of(code) is None


@pytest.mark.parametrize(
    "code", ["", "AW05", "AW0055", "aw005", "AW 05", "A0005", "12345", "AW00O", "AW-05", "AW005\n", "=AW05", "ＡＷ005"]
)
def test_nothing_else_is(code):
    assert fault_of(code) == Wrong.NOT_A_CODE


def test_what_ends_in_three_noughts_is_too_broad_to_report():
    assert fault_of("AW000") == Wrong.TOO_BROAD
    assert fault_of("AW100") is None


def test_each_wrong_row_is_told_with_its_number_and_the_others_are_read():
    rows = [
        (2, "aw005", "Uppföljning"),
        (3, "AW000", "För bred"),
        (5, "AW005", "Igen"),
        (6, "DV200", ""),
        (7, "DV200", "Utfärdande"),
        (8, "SUMMA", "3"),
        (9, "AW020", "x" * LONGEST_TEXT),
        (10, "AW021", "x" * (LONGEST_TEXT + 1)),
    ]
    read = read_rows(rows)
    assert read.codes == {"AW005": "Uppföljning", "DV200": "Utfärdande", "AW020": "x" * LONGEST_TEXT}
    assert read.faults == [
        Fault(3, "AW000", Wrong.TOO_BROAD),
        Fault(5, "AW005", Wrong.TWICE),
        Fault(6, "DV200", Wrong.NO_TEXT),
        Fault(8, "SUMMA", Wrong.NOT_A_CODE),
        Fault(10, "AW021", Wrong.LONG_TEXT),
    ]

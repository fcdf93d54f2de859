"""Are the two files as far as their format is known, and is what the register would refuse told and left out?"""

from dataclasses import replace
from datetime import date

import pytest

from livskraft.access.roles import Role
from livskraft.modules.training.rules.kva import (
    DATA,
    Contact,
    Wrong,
    checked,
    closed_months,
    due,
    from_data,
    name_of,
    national_format,
    profession_code,
    text_of,
)

MONTH = date(2026, 10, 1)
GOOD = Contact(7, 3, date(2026, 10, 31), 1, "Maja", str(Role.PHYSIOTHERAPIST.label), True, ("AW005", "AW020"))
PLAIN = {
    "source": "Källa", "separator": ";", "encoding": "utf-8", "header": False, "date": "%Y%m%d", "month": "%Y%m",
    "files": [{"key": "A", "holds": "codes", "name": "A", "columns": [{"name": "KOD", "field": "code"}]}],
}  # fmt: skip


def told(contacts):
    return [(fault.contact.note, fault.wrong, fault.code) for fault in checked(contacts, []).faults]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        (Role.PHYSIOTHERAPIST.value, "XS918"),
        (str(Role.PHYSIOTHERAPIST.label), "XS918"),
        (str(Role.OCCUPATIONAL_THERAPIST.label), "XS910"),
        (str(Role.CARE_STAFF.label), ""),
        ("", ""),
    ],
)
def test_a_profession_has_its_code_and_no_other_has_one(written, code):
    assert profession_code(written) == code


def test_a_contact_is_a_row_and_each_of_its_codes_a_row_of_the_other_file():
    first, second = national_format().files
    some = {"numbers": {3: "194408139089"}, "municipality": "0580", "month": MONTH}
    assert text_of(first, [GOOD], **some).splitlines() == [
        "PERIOD;KOMMUN;PNR;DATUM;KONTAKT;YRKE",
        "202610;0580;194408139089;20261031;7;XS918",
    ]
    assert text_of(second, [GOOD, replace(GOOD, note=8, codes=())], **some).splitlines()[1:] == [
        "202610;0580;194408139089;20261031;7;XS918;AW005",
        "202610;0580;194408139089;20261031;7;XS918;AW020",
    ]
    assert name_of(first, municipality="0580", month=MONTH) == "KHSL1_0580_202610.txt"


def test_every_line_has_as_many_fields_as_the_file_has_columns_and_no_padding():
    for file in national_format().files:
        text = text_of(file, [GOOD], numbers={3: "194408139089"}, municipality="0580", month=MONTH)
        assert {line.count(";") for line in text.splitlines()} == {len(file.columns) - 1}
        assert " " not in text


def test_without_number_or_profession_the_whole_contact_is_left_out():
    contacts = [replace(GOOD, note=1, has_number=False), replace(GOOD, note=2, profession="Verksamhetschef"), GOOD]
    assert told(contacts) == [(1, Wrong.NO_NUMBER, ""), (2, Wrong.NO_PROFESSION, "")]
    assert checked(contacts, []).contacts == [GOOD]


def test_of_a_wrong_code_only_the_code_is_left_out():
    found = checked([replace(GOOD, codes=("AW005", "AW000", "AW05"))], [])
    assert [(each.wrong, each.code) for each in found.faults] == [
        (Wrong.TOO_BROAD, "AW000"),
        (Wrong.NOT_A_CODE, "AW05"),
    ]
    assert [contact.codes for contact in found.contacts] == [("AW005",)]
    assert found.codes == 1


def test_codes_that_exclude_each_other_are_left_out_together():
    exclusive = national_format().exclusive
    found = checked([replace(GOOD, codes=("AW005", "AW020", "DV200"))], exclusive)
    assert {(each.wrong, each.code) for each in found.faults} == {
        (Wrong.NOT_TOGETHER, "AW005"),
        (Wrong.NOT_TOGETHER, "DV200"),
    }
    assert found.contacts[0].codes == ("AW020",)
    assert not checked([replace(GOOD, codes=("DV200",))], exclusive).faults


def test_columns_are_changed_in_the_file_and_not_in_the_code():
    form = from_data(PLAIN)
    text = text_of(form.files[0], [GOOD], numbers={3: "1"}, municipality="0580", month=MONTH, form=form)
    assert text == "AW005\r\nAW020\r\n"
    assert "assumed" in DATA.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "change",
    [
        {"source": ""},
        {"separator": ";;"},
        {"files": [{"key": "A", "holds": "codes", "name": "A", "columns": [{"name": "NAMN", "field": "name"}]}]},
    ],
)
def test_a_format_without_source_or_with_a_field_that_is_not_there_is_no_format(change):
    with pytest.raises(ValueError, match="format"):
        from_data(PLAIN | change)


def test_months_are_those_that_are_over():
    assert closed_months(date(2026, 3, 1), 3) == [date(2026, 2, 1), date(2026, 1, 1), date(2025, 12, 1)]
    assert closed_months(date(2026, 2, 28), 1) == [date(2026, 1, 1)]
    assert due(date(2025, 12, 1)) == date(2026, 1, 15)

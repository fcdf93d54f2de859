"""Is a telephone number understood however it is typed, and refused when nobody can call it?"""

import pytest

from livskraft.modules.activities.rules.phones import is_mobile, read_phone, spoken

MOBILE = "+46701740605"


@pytest.mark.parametrize(
    "typed",
    [
        "070-174 06 05",
        "0701740605",
        "070 174 0605",
        "070–1740605",
        "070\N{NO-BREAK SPACE}174\N{NO-BREAK SPACE}06\N{NO-BREAK SPACE}05",
        "+46 70 174 06 05",
        "+46 (0)70-174 06 05",
        "+46070-1740605",
        "0046701740605",
        "(070) 174 06 05",
        "  070/1740605  ",
        "\N{LEFT-TO-RIGHT MARK}070-174 06 05",
        "٠٧٠١٧٤٠٦٠٥",
        "０７０１７４０６０５",
    ],
)
def test_one_number_is_read_the_same_however_it_is_typed(typed):
    assert read_phone(typed) == MOBILE


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "112",
        "ring mig",
        "701740605",
        "070-174",
        "070-174 06 05 99 99",
        "00",
        "+",
        "0000000000",
        "070-174 06 05; DROP TABLE",
        "070-174\x0006 05",
        "\r\nBcc: x@example.invalid",
        "0" * 1_000_000,
        "070-174 06 05 eller 013-20 60 00",
        "½½½½½½½½½",
        "0²³⁴⁵⁶⁷⁸⁹x",
    ],
)
def test_what_cannot_be_called_is_no_number(typed):
    assert read_phone(typed) is None


def test_a_number_abroad_keeps_its_country():
    assert read_phone("+358 40 123 4567") == "+358401234567"
    assert spoken("+358401234567") == "+358401234567"


@pytest.mark.parametrize(
    ("phone", "said"),
    [
        (MOBILE, "070-174 06 05"),
        ("+4684650047", "08-465 00 47"),
        ("+46313906050", "031-390 60 50"),
        ("+46980319206", "0980-31 92 06"),
    ],
)
def test_a_number_is_written_in_groups_as_people_say_it(phone, said):
    assert spoken(phone) == said


def test_only_a_mobile_gets_a_text_message():
    assert is_mobile(MOBILE)
    assert is_mobile("+358401234567")
    assert not is_mobile("+4684650047")
    assert not is_mobile("")

"""Is only a number an id, and never one that a database would choke on?"""

import pytest

from livskraft.kit.ids import id_in


@pytest.mark.parametrize(("text", "expected"), [("0", 0), ("17", 17), ("007", 7), ("9" * 18, int("9" * 18))])
def test_a_number_is_an_id(text, expected):
    assert id_in(text) == expected


@pytest.mark.parametrize("text", ["", " 7", "-1", "1.5", "x", "²", "٣", "9" * 19, "1_0", "0x1"])
def test_nothing_else_is(text):
    assert id_in(text) is None

"""Is a yes told from a no and from neither?"""

import pytest

from livskraft.kit.swedish_values import Found, read_yes_no


@pytest.mark.parametrize("written", ["ja", "JA", "x", "X", "ok", "1", 1, True, "✓", "Ja."])
def test_a_yes(written):
    assert read_yes_no(written).value is True


@pytest.mark.parametrize("written", ["nej", "Nej", "0", 0, False])
def test_a_no(written):
    assert read_yes_no(written).value is False


@pytest.mark.parametrize(
    ("written", "found"), [("kanske", Found.UNREADABLE), ("", Found.EMPTY), (None, Found.EMPTY), ("?", Found.UNKNOWN)]
)
def test_neither(written, found):
    assert read_yes_no(written).found is found

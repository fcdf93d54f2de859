"""Are icons drawn, silent and refused when misspelt?"""

import pytest
from lucide import IconDoesNotExist

from livskraft.ui.icons import icon_svg


def test_an_icon_is_drawn_but_not_read_aloud():
    assert 'aria-hidden="true"' in icon_svg("wrench")
    assert 'width="16"' in icon_svg("wrench", 16)


def test_a_misspelt_icon_raises():
    with pytest.raises(IconDoesNotExist):
        icon_svg("wrensh")

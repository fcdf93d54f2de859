"""Is what the address asks for read with care?"""

import pytest
from django.http import QueryDict

from livskraft.overview.forms import choice_from
from livskraft.overview.queries import Choice


def test_area_provider_and_kind_are_read_from_the_address():
    asked = choice_from(QueryDict("omrade=3&utforare=7&slag=minigym.inspect"))
    assert asked == Choice(area=3, provider=7, kind="minigym.inspect")


@pytest.mark.parametrize("text", ["", "x", "-1", "1.5", "٣", "9" * 40, "1;2", "%00"])
def test_what_cannot_be_read_narrows_nothing(text):
    assert choice_from(QueryDict(f"omrade={text}&utforare={text}&slag={text}")) == Choice()

"""Is what the address asks for read with care?"""

import pytest
from django.http import QueryDict

from livskraft.overview.forms import PresentationForm, SearchForm, choice_from
from livskraft.overview.queries import Choice


def test_area_provider_and_kind_are_read_from_the_address():
    asked = choice_from(QueryDict("omrade=3&utforare=7&slag=minigym.inspect"))
    assert asked == Choice(area=3, provider=7, kind="minigym.inspect")


@pytest.mark.parametrize("text", ["", "x", "-1", "1.5", "٣", "9" * 40, "1;2", "%00"])
def test_what_cannot_be_read_narrows_nothing(text):
    assert choice_from(QueryDict(f"omrade={text}&utforare={text}&slag={text}")) == Choice()


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        ("q=lun&omrade=Norra", ("lun", "Norra")),
        ("q=lun&omrade=Okänt", ("lun", "")),
        ("q=" + "a" * 81, ("", "")),
        ("q=%20lun%20", ("lun", "")),
    ],
)
def test_the_public_finds_with_what_can_be_understood(query, asked):
    assert SearchForm(QueryDict(query), areas=["Norra"]).asked == asked


@pytest.mark.parametrize(("phone", "right"), [("012-34 56 78", True), ("+46 (0)12/3", True), ("ring Karin", False)])
def test_a_phone_is_a_number(phone, right):
    form = PresentationForm({"phone": phone, "version": "0"}, told=None)
    assert form.is_valid() is right

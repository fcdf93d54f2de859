"""Does a visitor get the language that the address asks for, and nobody else it?"""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import translation

from livskraft.ui.languages import BY_CODE, SWEDISH, chosen, in_chosen_language


@pytest.mark.parametrize(
    ("query", "code"), [("", "sv"), ("?sprak=ar", "ar"), ("?sprak=xx", "sv"), ("?sprak=%00", "sv"), ("?lang=ar", "sv")]
)
def test_the_address_chooses_among_those_we_have(query, code):
    assert chosen(RequestFactory().get(f"/{query}")) == BY_CODE[code]


def test_arabic_is_read_from_the_right_and_the_others_from_the_left():
    assert {code: language.direction for code, language in BY_CODE.items()} == {
        "sv": "ltr",
        "en": "ltr",
        "fi": "ltr",
        "ar": "rtl",
    }
    for code, language in BY_CODE.items():
        assert translation.get_language_info(code)["bidi"] is (language.direction == "rtl")


def test_the_view_speaks_it_and_the_next_one_speaks_swedish_again():
    spoken = in_chosen_language(lambda request: HttpResponse(translation.get_language()))
    assert spoken(RequestFactory().get("/?sprak=fi")).content == b"fi"
    assert translation.get_language() == SWEDISH.code

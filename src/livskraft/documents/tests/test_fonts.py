"""Do the papers' fonts have the letters of the people who live here?"""

import pytest

from livskraft.documents.fonts import FAMILIES, loaded, printable


def test_the_papers_have_their_own_fonts_and_no_others() -> None:
    assert set(loaded().families()) == set(FAMILIES)


@pytest.mark.parametrize(
    "text", ["Åäö ÅÄÖ éü", "Łódź Škoda Đorđe ığüş", "Ελληνικά", "Українська", "الدراجة، ٣ مرات؟", "–…”’€½×", "a\nb\tc"]
)
def test_letters_that_are_used_here_can_be_printed(text: str) -> None:
    assert printable(text) == text


def test_a_letter_that_no_font_has_is_printed_as_a_question_mark() -> None:
    assert printable("Li 李 👩 ok") == "Li ? ? ok"


def test_a_sign_that_no_font_has_is_printed_as_its_likeness() -> None:
    assert printable("å ≥ 2 → ﬁ Ａ") == "å >= 2 -> fi A"

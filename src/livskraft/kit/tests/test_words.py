"""Is what cannot be seen left out of what somebody typed, and nothing else?"""

import pytest

from livskraft.kit.errors import Refused
from livskraft.kit.words import LONGEST, line, plain


def test_accents_are_put_together_and_what_hides_is_left_out():
    assert plain("A\u030aka\r\nskridskor\x00\u202e\ud800 ", field="x") == "Åka\nskridskor"
    assert line("  Kaffe\n och   bulle ", field="x") == "Kaffe och bulle"


@pytest.mark.parametrize("text", ["", " \n", "\u200b", "\x00\u202e"])
def test_nothing_is_refused_only_where_something_is_needed(text):
    assert plain(text, field="title") == line(text, field="title") == ""
    for read in (plain, line):
        with pytest.raises(Refused, match="Skriv något") as refused:
            read(text, field="title", missing="Skriv något")
        assert refused.value.field == "title"


def test_an_endless_text_is_cut():
    assert len(plain("a" * 1_000_000, field="x")) == LONGEST
    assert plain("abc", field="x", longest=2) == "ab"


@pytest.mark.parametrize("text", ["O'Brien", "Null", "{{ 7 }}", "</script>", "Åsa Öberg–Ek", "😀"])
def test_words_are_kept_as_they_are(text):
    assert plain(text, field="x") == line(text, field="x") == text

"""Is only what cannot be seen taken from a pasted line?"""

import pytest

from livskraft.modules.activities.rules.pasted_text import is_rule, split_lines, visible, without_mark


@pytest.mark.parametrize("text", ["a\nb", "a\r\nb\r\n", "a\rb", "a\x0bb", "a\u2028b\n"])
def test_every_kind_of_line_end_parts_lines(text):
    assert split_lines(text) == ["a", "b"]


def test_blank_lines_are_kept():
    assert split_lines("a\n\nb") == ["a", "", "b"]


@pytest.mark.parametrize(
    ("line", "seen"),
    [
        ("Bok\xadcirkel", "Bokcirkel"),
        ("kl\xa010", "kl 10"),
        ("\u202eBingo\u202c", "Bingo"),
        ("Bin\x00go", "Bingo"),
        ("Fo\u0308rening", "Förening"),
        ("a\tb  ", "a\tb"),
        ("\ufeffVecka 18", "Vecka 18"),
    ],
)
def test_what_cannot_be_seen_is_taken_away(line, seen):
    assert visible(line) == seen


@pytest.mark.parametrize(
    "line",
    [
        "• Bingo",
        "- Bingo",
        "* Bingo",
        "·  Bingo",
        "\tBingo",
        "o\tBingo",
        "1) Bingo",
        "2. Bingo",
        "👉 Bingo",
        "– Bingo",
        "\uf0b7 Bingo",
    ],
)
def test_a_list_mark_is_taken_away(line):
    assert without_mark(line) == "Bingo"


@pytest.mark.parametrize("line", ["14 Bingo", "/ Birgit", "”Is” läses", "(Obs)", "1. maj", "ost"])
def test_what_is_no_list_mark_stays(line):
    assert without_mark(line) == line


@pytest.mark.parametrize("line", ["---", "|---|---|", "=====", "***", "~~~~"])
def test_a_rule_is_known(line):
    assert is_rule(line)
    assert not is_rule(f"{line} Bingo")

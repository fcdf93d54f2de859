"""Can what is filled in on paper be typed in afterwards, and is no question torn apart between two pages?"""

from datetime import date

import pytest

from livskraft.documents.report import Heading, Text, Together
from livskraft.questionnaires.papers.blanks import blank
from livskraft.questionnaires.rules.instruments import is_asked
from livskraft.questionnaires.rules.library import library

DAY = date(2026, 11, 22)


def told(code):
    paper = blank(library()[code], "Almgården", DAY)
    return paper, [each.text for each in paper.singles if isinstance(each, Heading | Text)]


@pytest.mark.parametrize("code", list(library()))
def test_every_question_stands_whole_on_its_page(code):
    paper, _texts = told(code)
    kept = [each.blocks[0].text for each in paper.blocks if isinstance(each, Together)]
    assert {part.label for part in library()[code].parts} <= set(kept)


def test_on_a_test_stands_also_what_is_asked_when_it_is_typed_in():
    _paper, texts = told("six_minute_walk:1")
    assert {"Hur lång var banan?", "Hjälpmedel", "Hjälp under tiden", "Sträcka"} <= set(texts)
    assert any("15 meter" in text for text in texts)
    assert any("Rollator" in text for text in texts)
    assert "Hjälpmedel" not in told("chair_stands:1")[1]


@pytest.mark.parametrize("code", [code for code, each in library().items() if is_asked(each)])
def test_whoever_answers_reads_in_plain_words_what_it_is_about(code):
    paper, texts = told(code)
    assert paper.title == library()[code].asks
    assert f"Formuläret heter {library()[code].title}." in texts

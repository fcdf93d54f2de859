"""Does the slip say what is asked, tell two slips apart, and tell nobody anything of whose it is?"""

from datetime import date

from livskraft.documents.report import Facts, Text
from livskraft.modules.training.papers.measurements import answer_slip
from livskraft.questionnaires.rules.library import library

DAY = date(2026, 11, 22)


def slip(code="who5:1", unit="Almgården"):
    return answer_slip("https://livskraft.example/svara/abc/", library()[code], unit, DAY, DAY)


def words(report):
    return " ".join(each.text for each in report.blocks if isinstance(each, Text))


def test_two_slips_say_what_each_of_them_asks():
    assert slip("who5:1").title == "Hur du har mått de senaste två veckorna"
    assert slip("ucla3:1").title == "Hur ofta du saknar sällskap"
    assert (slip("who5:1").subtitle, slip("health_elderly_survey:1").subtitle) == (
        "Svara på 5 frågor",
        "Svara på en fråga",
    )


def test_what_tells_two_slips_apart_is_written_by_hand_and_no_name_is_printed():
    (facts,) = [each for each in slip().blocks if isinstance(each, Facts)]
    assert [label for label, _line in facts.pairs] == ["Anteckning"]


def test_the_place_is_left_out_of_the_slip_of_somebody_protected():
    assert "Almgården" in words(slip())
    assert words(slip(unit="")).startswith("Det är frivilligt att svara.")

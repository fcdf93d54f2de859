"""Is a value and a change said so that nobody needs to know the instrument?"""

from decimal import Decimal

import pytest

from livskraft.questionnaires.rules.change import Change, Compared
from livskraft.questionnaires.rules.library import library
from livskraft.questionnaires.rules.scoring import Score
from livskraft.questionnaires.rules.words import change_in_words, meanings, value_in_words


@pytest.mark.parametrize(
    ("code", "scored", "told"),
    [
        ("tug:1", Score(Decimal("12.5")), "12,5 sekunder"),
        ("tug:1", Score(None, unable=("seconds",)), "Kunde inte"),
        ("tug:1", Score(None, missing=("seconds",)), "Saknas"),
        ("health_public_survey:1", Score(Decimal(2)), "Bra"),
        ("health_elderly_survey:1", Score(Decimal(2)), "Ganska gott"),
        ("who5:1", Score(Decimal(52)), "52 av 100"),
    ],
)
def test_a_value(code, scored, told):
    assert value_in_words(library()[code], scored) == told


@pytest.mark.parametrize("change", list(Change))
def test_every_change_has_words_without_holes(change):
    for instrument in library().values():
        told = change_in_words(instrument, Compared(change, Decimal("1.5")))
        assert told
        assert "%" not in told
        assert "None" not in told


def test_a_change_says_how_much_and_what_counts():
    told = change_in_words(library()["six_minute_walk:1"], Compared(Change.BETTER, Decimal(42)))
    assert told == "Bättre: skillnaden är 42 meter. Från 30 meter räknas det som en verklig förändring."


@pytest.mark.parametrize(
    ("code", "value", "limits"),
    [
        ("tug:1", "11.9", []),
        ("tug:1", "12", [12]),
        ("gait_speed:1", "0.81", []),
        ("gait_speed:1", "0.80", [Decimal("0.8")]),
        ("who5:1", "51", []),
        ("who5:1", "50", [50]),
        ("who5:1", "28", [28, 50]),
        ("ucla3:1", "5", []),
        ("ucla3:1", "6", [6]),
        ("fes_i_short:1", "13", []),
        ("fes_i_short:1", "14", [14]),
        ("sppb:1", "10", []),
        ("sppb:1", "9", [9]),
        ("sppb:1", "8", [8, 9]),
        ("activity:1", "149", []),
        ("activity:1", "150", [150]),
    ],
)
def test_what_a_value_means_begins_at_its_limit(code, value, limits):
    found = meanings(library()[code], Score(Decimal(value)))
    assert [each.value for each in found] == limits

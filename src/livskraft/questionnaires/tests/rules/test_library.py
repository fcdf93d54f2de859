"""Does every data file say what an instrument must say, and does a faulty one stop the start?"""

import copy
import tomllib
from decimal import Decimal

import pytest

from livskraft.questionnaires.rules.instruments import Faulty, Option, from_data
from livskraft.questionnaires.rules.library import FOLDER, latest, library

# No scale that must be paid for is shipped: effort is a plain 0–10 of our own.
PROPRIETARY = ("borg", "rpe", "sf-36", "eq-5d", "mmse")


def data(name="sppb-1"):
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"), parse_float=Decimal)


@pytest.mark.parametrize("code", list(library()))
def test_each_says_its_licence_and_source_and_nothing_that_must_be_paid_for(code):
    instrument = library()[code]
    assert instrument.licence
    assert instrument.source
    assert instrument.verified or "ännu inte" in (instrument.source + instrument.licence).casefold()
    assert not any(word in f"{instrument.key} {instrument.title}".casefold() for word in PROPRIETARY)
    for limit in instrument.limits:
        assert limit.source
        assert instrument.least <= limit.value <= instrument.most


def test_the_two_questions_about_health_are_never_the_same():
    one, other = library()["health_elderly_survey:1"], library()["health_public_survey:1"]
    assert one.key != other.key
    assert one.parts[0].options != other.parts[0].options
    assert one.parts[0].options[0] == Option(Decimal(1), "Mycket gott")
    assert other.parts[0].options[0] == Option(Decimal(1), "Mycket bra")


def test_the_newest_version_of_each_is_offered():
    assert len({each.key for each in latest()}) == len(latest())


@pytest.mark.parametrize(
    "missing", ["key", "title", "licence", "source", "parts", "scoring", "better", "verified", "least"]
)
def test_a_file_that_leaves_something_out_is_faulty(missing):
    told = data()
    del told[missing]
    with pytest.raises(Faulty, match=missing):
        from_data(told)


@pytest.mark.parametrize(
    "change",
    [
        {"licence": ""},
        {"source": ""},
        {"scoring": "guess"},
        {"least": "0"},
        {"asks": "Ett test svarar man inte på"},
        {"parts": []},
        {"smallest_difference_source": ""},
        {"bands": {"walk_4": [{"points": 4, "to": 5}, {"points": 3, "to": 4}, {"points": 1}]}},
        {"bands": {"walk_4": [{"points": 4, "to": 5}]}},
        {"bands": {"walk_4": [{"points": 4}, {"points": 3}]}},
    ],
)
def test_a_file_that_says_what_cannot_be_is_faulty(change):
    with pytest.raises(Faulty):
        from_data(data() | change)


def test_two_parts_of_one_name_are_faulty():
    told = data()
    told["parts"].append(copy.copy(told["parts"][0]))
    with pytest.raises(Faulty, match="keys"):
        from_data(told)

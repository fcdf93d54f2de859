"""Is the kind that is meant found, and anything else kept as written?"""

import pytest

from livskraft.modules.minigym.imports.kinds import CATALOGUE, name_kind

KINDS = {
    "Motionscykel": [
        "MOTIONSCYKEL", "Motionscykel ", "motionscyklar", "Motionscykel 2", "Motionscykel nr 1", "Motionscykel (blå)",
        "Motionscykel Monark", "Motioncykel", "Motionscykel", "2 st motionscyklar", "Motions-cykel",
        "Motionscykel, ny",
    ],
    "Hantelställ 1–10 kg": [
        "HANTELSTÄLL 1–10 KG", "Hantelställ 1-10 kg", "Hantelställ 1 - 10 kg", "hantelställ", "Hantelställ 1–10kg",
    ],
    "Träningsbänk, bred": [
        "TRÄNINGSBÄNK, BRED", "Träningsbänk bred", "träningsbänk  , bred",
    ],
    "Bencurl/bensträck": [
        "BENCURL/BENSTRÄCK", "Bencurl / bensträck", "bensträck/bencurl",
    ],
    "Step-up bräda": [
        "STEP-UP BRÄDA", "Stepup-bräda", "Step up-bräda", "stepbräda",
    ],
    "Rodd sittande": [
        "Rodd, sittande", "Sittande rodd", "RODD SITTANDE",
    ],
    "Ribbstol": [
        "Ribbstolar", "RIBBSTOL", "ribb-stol", "Ribbstol 2 sekt", "Ribbstol, dubbel", "Ribbstol med krokar",
        "Ribbstoll", "Ribbstolar (2 st)",
    ],
    "Gåbarr": [
        "GÅBARR", "Gåbarr 3 m", "Ga\u030abarr", "gå-barr",
    ],
    "Pulley-drag": [
        "PULLEY-DRAG", "Pulleydrag", "Pulley",
    ],
    "Chest press": [
        "CHEST PRESS", "Chestpress", "Bröstpress",
    ],
    "Balansplatta": [
        "balansplattor", "BALANSPLATTA", "Balansplata",
    ],
    "Armcykel": [
        "ARMCYKEL",
    ],
    "Crosstrainer": [
        "Cross-trainer", "Crosstrainer ",
    ],
    "Recumbentcykel": [
        "recumbentcykel", "Recumbent cykel", "Sittcykel",
    ],
    "Löpband": [
        "Löpband", "LÖPBAND",
    ],
    "Bollkorg": [
        "Bollkorg",
    ],
    "Matta till motionscykel": [
        "Matta till motionscykel",
    ],
    "Benpress/bencurl": [
        "Benpress/bencurl",
    ],
    "Spegel": [
        "Spegel",
    ],
    "Musikanläggning": [
        "Musikanläggning",
    ],
    "Kaffebryggare": [
        "Kaffebryggare",
    ],
    "Dator till motionscykel": [
        "Dator till motionscykel",
    ],
}  # fmt: skip
GROUPS = {"kondition", "styrka", "balans", "rörlighet"}


@pytest.mark.parametrize(("written", "name"), [(text, name) for name, texts in KINDS.items() for text in texts])
def test_a_kind_is_recognised_or_kept_as_written(written, name):
    assert name_kind(written).name == name


@pytest.mark.parametrize("kind", CATALOGUE, ids=lambda kind: kind.name)
def test_every_name_in_the_catalogue_leads_to_one_kind(kind):
    assert kind.group in GROUPS
    assert name_kind(kind.name.upper()).name == kind.name


def test_only_wall_bars_are_fixtures():
    assert [kind.name for kind in CATALOGUE if kind.is_fixture] == ["Ribbstol"]
    assert name_kind("Väggfast ribbstol, ek").is_fixture
    assert not name_kind("Krokar till ribbstol").is_fixture

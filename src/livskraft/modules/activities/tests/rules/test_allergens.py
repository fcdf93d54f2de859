"""Are allergens read as they are written, and is what nobody has said never read as none?"""

import pytest

from livskraft.kit.errors import Refused
from livskraft.modules.activities.rules.allergens import read_allergens
from livskraft.modules.activities.rules.vocabulary import Allergen

A = Allergen


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("", None),
        ("  \n", None),
        ("inga", []),
        ("Inga", []),
        ("-", []),
        ("gluten", [A.GLUTEN]),
        ("Mjölk, ägg och GLUTEN", [A.GLUTEN, A.EGG, A.MILK]),
        ("mjölk; mjölk", [A.MILK]),
    ],
)
def test_what_is_written_is_read(text, read):
    assert read_allergens(text) == read


@pytest.mark.parametrize("text", ["laktos", "gluten, smör", "inga, mjölk", "x" * 10_000])
def test_what_is_no_allergen_is_refused(text):
    with pytest.raises(Refused) as refused:
        read_allergens(text)
    assert len(refused.value.message) < 250

"""Do two people's ticks and numbers come to what both meant?"""

import pytest

from livskraft.modules.activities.rules.attendance import changes, merged_counts, split_name
from livskraft.modules.activities.rules.vocabulary import AgeGroup, CountedGender

WOMEN = (AgeGroup.OLDER, CountedGender.WOMEN)
MEN = (AgeGroup.OLDER, CountedGender.MEN)


def test_only_what_somebody_changed_is_their_decision():
    done = changes(shown=[1, 2], ticked=[2, 3])
    assert (done.came, done.left) == ({3}, {1})
    assert changes(shown=[1], ticked=[1]) == changes(shown=[], ticked=[])


@pytest.mark.parametrize(
    ("shown", "typed", "saved", "becomes"),
    [
        (0, 5, 0, 5),
        (5, 5, 7, 7),
        (5, 6, 5, 6),
        (5, 7, 7, 7),
        (5, 0, 5, 0),
        (5, 6, 7, None),
        (0, 6, 7, None),
    ],
)
def test_the_number_that_somebody_changed_holds_and_two_that_differ_cannot_be_merged(shown, typed, saved, becomes):
    found = merged_counts(shown={WOMEN: shown}, typed={WOMEN: typed, MEN: 1}, saved={WOMEN: saved})
    assert (found and (found[WOMEN], found[MEN])) == (None if becomes is None else (becomes, 1))


@pytest.mark.parametrize(
    ("text", "name"), [("Anna Lisa Berg", ("Anna Lisa", "Berg")), ("Åke", ("Åke", "")), ("  Bo  Ek ", ("Bo", "Ek"))]
)
def test_the_last_word_is_the_family_name(text, name):
    assert split_name(text) == name

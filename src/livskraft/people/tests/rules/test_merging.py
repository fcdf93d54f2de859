"""Do pointers always lead straight to the last, and is protection never lost behind another name?"""

import pytest

from livskraft.people.rules.merging import may_be_kept, pointers


def test_a_chain_is_flattened():
    assert pointers({1: 2, 2: 3, 3: 4}, {1, 2, 3, 4}) == {1: 4, 2: 4, 3: 4, 4: None}


def test_when_a_link_in_the_middle_is_undone_each_goes_back_to_where_they_were():
    assert pointers({1: 2, 3: 4}, {1, 2, 3, 4}) == {1: 2, 2: None, 3: 4, 4: None}


def test_whoever_is_merged_into_nobody_stands():
    assert pointers({}, {7}) == {7: None}


@pytest.mark.parametrize(
    ("kept", "gone", "may"), [(True, True, True), (True, False, True), (False, False, True), (False, True, False)]
)
def test_only_somebody_protected_stands_for_somebody_protected(kept, gone, may):
    assert may_be_kept(kept_protected=kept, gone_protected=gone) is may

"""Must a reason say something?"""

from livskraft.people.rules.break_glass import SHORTEST_REASON, says_why


def test_a_reason_has_at_least_ten_characters_and_blanks_are_none():
    assert SHORTEST_REASON == 10
    assert says_why("Ramlade nu")
    assert not says_why("Ramlade n")
    assert not says_why("a" + " " * 40 + "b")

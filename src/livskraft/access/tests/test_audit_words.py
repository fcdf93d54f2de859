"""Are the codes of the audit said in words, and found by them?"""

from livskraft.access.audit_words import in_words, meaning


def test_a_code_is_said_in_words_and_an_unknown_one_as_it_is():
    assert in_words("access.unit_closed") == "En enhet stängdes"
    assert in_words("nobody.knows") == "nobody.knows"


def test_codes_are_found_by_a_part_of_their_words():
    assert set(meaning(" FLYTTADES ")) >= {"access.unit_moved", "minigym.equipment_moved"}
    assert "access.unit_closed" not in meaning("flyttades")
    assert meaning("\x00") == []

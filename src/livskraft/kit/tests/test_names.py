"""Do names sort and match as Swedes expect, whatever the database?"""

import unicodedata

from livskraft.kit.names import name_key, sort_key


def test_a_key_is_the_same_for_both_ways_of_writing_a_letter():
    assert name_key(unicodedata.normalize("NFD", "ÅSA  Öberg ")) == name_key("åsa öberg") == "åsa öberg"


def test_swedish_letters_come_last_and_in_their_own_order():
    names = ["Öberg", "Ängla", "Åsa", "Zäta", "Edman", "Édith", "Anna", "Ågren"]
    assert sorted(names, key=sort_key) == ["Anna", "Édith", "Edman", "Zäta", "Ågren", "Åsa", "Ängla", "Öberg"]


def test_numbers_sort_by_their_size():
    assert sorted(["MG-10", "MG-2", "MG-1"], key=sort_key) == ["MG-1", "MG-2", "MG-10"]


def test_a_key_is_plain_ascii_so_that_both_engines_compare_it_alike():
    assert sort_key("Ærø Łódź 東京 ß").isascii()

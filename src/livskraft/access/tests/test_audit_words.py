"""Are the codes of the audit said in words, and found by them?"""

from livskraft.access.audit_words import actor, fields, in_words, meaning, things


def test_a_code_is_said_in_words_and_an_unknown_one_as_it_is():
    assert in_words("access.unit_closed") == "En enhet stängdes"
    assert in_words("nobody.knows") == "nobody.knows"


def test_who_acted_without_a_name_is_said_in_words():
    assert actor("system:indicators.close_months") == "Livskraft, av sig självt"
    assert actor("visitor:sign-in") == "Någon som inte har loggat in"
    assert actor("visitor:qr") == actor("visitor:anonymous") == "En besökare"
    assert actor("user:7") == "user:7"


def test_codes_are_found_by_a_part_of_their_words():
    assert set(meaning(" FLYTTADES ")) >= {"access.unit_moved", "minigym.equipment_moved"}
    assert "access.unit_closed" not in meaning("flyttades")
    assert meaning("\x00") == []


def test_what_was_touched_is_said_by_its_name_each_kind_once():
    touched = ["organisation.unit:7", "minigym.equipment:3", "minigym.equipment:4", "files.storedfile:ab"]
    assert things(touched) == ["enhet 7", "maskin 3, 4", "fil ab"]


def test_what_nobody_has_named_or_is_no_longer_there_is_said_as_it_is():
    assert things(["kit.scheduledrun:1", "gone.thing:2", "nothing"]) == [
        "kit.scheduledrun 1",
        "gone.thing 2",
        "nothing",
    ]


def test_a_field_is_called_what_the_touched_thing_calls_it():
    assert fields(["starts", "role"], ["access.assignment:1"]) == ["från och med", "roll"]
    assert fields(["starts"], ["organisation.contract:1"]) == ["gäller från"]


def test_a_field_of_what_lies_beneath_is_called_what_its_room_calls_it():
    assert fields(["muscles"], ["minigym.instructionversion:1"]) == ["muskler som arbetar"]


def test_a_field_without_a_name_of_its_own_is_found_among_the_words_or_is_its_code():
    assert fields(["state", "serial_nr"], ["minigym.selfcheck:1"]) == ["läge", "serial_nr"]

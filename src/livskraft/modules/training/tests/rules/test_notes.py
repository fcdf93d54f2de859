"""What must a note say, and when did it happen?"""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from livskraft.access.roles import Role
from livskraft.modules.training.rules.notes import missing, moment, parts_of, sign_by
from livskraft.modules.training.rules.vocabulary import Heading, NoteKind

SWEDEN = ZoneInfo("Europe/Stockholm")
NEEDED = {
    NoteKind.BEGINNING: "reason background status assessment information plan",
    NoteKind.SESSION: "measures",
    NoteKind.CONTACT: "reason measures",
    NoteKind.SUMMARY: "assessment measures plan",
}


@pytest.mark.parametrize("kind", NoteKind)
def test_what_a_kind_of_note_needs_is_asked_for_and_missed(kind):
    needed = NEEDED[kind].split()
    assert [part.heading for part in parts_of(kind, Role.PHYSIOTHERAPIST)] == list(Heading)
    assert [part.heading for part in parts_of(kind, Role.PHYSIOTHERAPIST) if part.required] == needed
    assert missing(kind, {}) == needed
    assert missing(kind, dict.fromkeys(needed, "x")) == []
    assert missing(kind, dict.fromkeys(needed, " \n")) == needed


def test_each_part_has_a_hint_and_the_status_one_for_each_profession():
    hints = [
        {part.heading: str(part.hint) for part in parts_of(NoteKind.SESSION, role)}
        for role in (Role.PHYSIOTHERAPIST, Role.OCCUPATIONAL_THERAPIST, "")
    ]
    assert all(all(each.values()) for each in hints)
    assert len({each[Heading.STATUS] for each in hints}) == 3
    assert len({each[Heading.PLAN] for each in hints}) == 1


def test_a_note_is_to_be_signed_within_seven_days():
    assert sign_by(date(2026, 11, 22)) == date(2026, 11, 29)


def test_the_clock_on_the_wall_is_read_in_winter_and_in_summer():
    assert moment(date(2026, 1, 15), time(8, 30), SWEDEN) == datetime(2026, 1, 15, 7, 30, tzinfo=UTC)
    assert moment(date(2026, 7, 15), time(8, 30), SWEDEN) == datetime(2026, 7, 15, 6, 30, tzinfo=UTC)


@pytest.mark.parametrize(("at", "told"), [((1, 59), True), ((2, 0), False), ((2, 59), False), ((3, 0), True)])
def test_the_hour_that_is_skipped_in_spring_was_never(at, told):
    assert (moment(date(2026, 3, 29), time(*at), SWEDEN) is not None) is told


def test_of_the_hour_that_comes_twice_in_autumn_the_first_is_meant():
    assert moment(date(2026, 10, 25), time(2, 30), SWEDEN) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert moment(date(2026, 10, 25), time(3, 0), SWEDEN) == datetime(2026, 10, 25, 2, 0, tzinfo=UTC)

"""Are duties laid out so that the late comes first and no list is endless?"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from livskraft.duties.catalogue import Duty, Group, Note, WaitingOn
from livskraft.overview.board import HEADINGS, SHOWN, board, by_party, places

TODAY = date(2026, 11, 23)


def duty(days=0, unit=1, **fields):
    due = None if days is None else TODAY + timedelta(days=days)
    return Duty(key=f"a:{unit}", unit_id=unit, unit_name=f"Plats {unit}", what="Gör", url="/", due=due, **fields)


def groups(duties):
    return [section.group for section in board(duties, TODAY).sections]


def test_late_comes_first_then_today_the_week_later_and_what_waits():
    waiting = duty(-5, note=Note("v", TODAY + timedelta(days=1), "Kim", datetime(2026, 11, 1, tzinfo=UTC)))
    assert groups([waiting, duty(30), duty(3), duty(None), duty(-1)]) == list(Group)


def test_a_group_without_duties_is_not_shown():
    assert groups([duty(3)]) == [Group.WEEK]
    assert groups([]) == []


def test_every_group_has_a_heading():
    assert set(HEADINGS) == set(Group)


def test_what_others_owe_stands_apart_and_not_among_the_places():
    found = board([duty(-1), duty(-1, unit=2, waiting_on=WaitingOn("Fastighets AB"))], TODAY)
    assert [section.total for section in found.sections] == [1]
    assert [each.unit_id for each in found.waiting_on.duties] == [2]
    assert [place.unit_id for place in found.places] == [1]


def test_only_what_is_late_or_todays_needs_one_today():
    assert board([duty(-1)], TODAY).needs_today
    assert board([duty(0)], TODAY).needs_today
    assert not board([duty(1), duty(-9, waiting_on=WaitingOn("Firman"))], TODAY).needs_today


def test_a_long_group_is_cut_until_one_asks_for_it_whole():
    many = [duty(-1, unit=n) for n in range(SHOWN + 3)]
    (cut,) = board(many, TODAY).sections
    assert (len(cut.duties), cut.hidden, cut.total) == (SHOWN, 3, SHOWN + 3)
    (whole,) = board(many, TODAY, whole="late").sections
    assert (len(whole.duties), whole.hidden) == (SHOWN + 3, 0)
    theirs = [replace(each, waiting_on=WaitingOn("Firman")) for each in many]
    assert board(theirs, TODAY, whole="late").waiting_on.hidden == 3
    assert board(theirs, TODAY, whole="others").waiting_on.hidden == 0


def test_what_others_owe_is_gathered_by_who_owes_it_the_latest_first():
    firm, house = WaitingOn("Firman"), WaitingOn("Huset AB")
    owed = [duty(3, waiting_on=firm), duty(4, waiting_on=firm), duty(-1, unit=2, waiting_on=house), duty(-9)]
    found = [(name, section.total) for name, section in by_party(owed, TODAY)]
    assert found == [("Huset AB", 1), ("Firman", 2)]


def test_the_place_where_most_is_late_comes_first():
    found = places(
        [duty(3, unit=1), duty(3, unit=1), duty(-1, unit=2), duty(-1, unit=3, vacant=True), duty(0, unit=3)], TODAY
    )
    assert [(place.unit_id, place.owed, place.late, place.vacant) for place in found] == [
        (3, 2, 1, True),
        (2, 1, 1, False),
        (1, 2, 0, False),
    ]

"""Is what was thrown away remembered outside the database, whole, and read back?"""

import stat
from datetime import UTC, datetime, timedelta

import pytest

from livskraft.people import erasures
from livskraft.people.erasures import Erasure
from livskraft.people.rules.vocabulary import Regime

AT = datetime(2026, 11, 22, 3, tzinfo=UTC)


@pytest.fixture(autouse=True)
def var(settings, tmp_path):
    settings.LIVSKRAFT_VAR = tmp_path
    return tmp_path


def erasure(person: int, at: datetime = AT) -> Erasure:
    return Erasure(at, 1, Regime.SOCIAL, (person,), True)


def test_what_is_appended_is_read_back_in_order_and_only_the_owner_may_read_it():
    erasures.append(erasure(2, AT + timedelta(hours=1)))
    erasures.append(erasure(1))
    assert list(erasures.since(AT)) == [erasure(1), erasure(2, AT + timedelta(hours=1))]
    assert stat.S_IMODE(erasures.beside_the_copies().stat().st_mode) == 0o600


def test_what_was_thrown_away_before_the_copy_was_made_is_left_be():
    erasures.append(erasure(1, AT - erasures.MARGIN - timedelta(seconds=1)))
    erasures.append(erasure(2, AT - erasures.MARGIN))
    assert [each.persons for each in erasures.since(AT)] == [(2,)]


def test_a_line_that_was_cut_off_does_not_spoil_the_next():
    erasures.append(erasure(1))
    path = erasures.beside_the_copies()
    with path.open("a") as file:
        file.write('{"at": "2026-11-22T0')
    erasures.append(erasure(2))
    assert [each.persons for each in erasures.since(AT)] == [(1,), (2,)]


def test_a_line_that_is_whole_but_strange_is_told():
    path = erasures.beside_the_copies()
    path.parent.mkdir()
    path.write_text('{"at": "2026-11-22T03:00:00+00:00", "order": 1, "regime": "unknown"}\n')
    with pytest.raises(erasures.Unreadable, match="line 1"):
        list(erasures.since(AT))


def test_the_list_beside_the_copy_counts_too_and_each_erasure_once(tmp_path):
    erasures.append(erasure(1))
    other = tmp_path / "copies"
    other.mkdir()
    text = erasures.beside_the_copies().read_text()
    (other / erasures.NAME).write_text(text + text.replace("[1]", "[7]"))
    assert [each.persons for each in erasures.since(AT, folders=[other, other])] == [(1,), (7,)]


def test_nothing_has_been_thrown_away_where_there_is_no_list():
    assert not list(erasures.since(AT))


def test_it_is_on_the_disk_before_anybody_goes_on(monkeypatch):
    synced = []
    monkeypatch.setattr(erasures.os, "fsync", synced.append)
    erasures.append(erasure(1))
    assert len(synced) == 2  # the file, and the folder that it is new in
    erasures.append(erasure(2))
    assert len(synced) == 3

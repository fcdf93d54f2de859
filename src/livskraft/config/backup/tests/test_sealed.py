"""Is a sealed stream whole and secret, or refused?"""

import io
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from livskraft.config.backup import sealed
from livskraft.config.backup.errors import BackupError

KEY = bytes(range(32))
HEADER = len(sealed.MAGIC) + sealed.SALT + sealed.CHECK


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch):
    monkeypatch.setattr(sealed, "CHUNK", 100)


def seal(data: bytes, key: bytes = KEY) -> bytes:
    target = io.BytesIO()
    writer = sealed.SealedWriter(target, key)
    writer.write(data)
    writer.finish()
    return target.getvalue()


def reader(content: bytes, key: bytes = KEY) -> sealed.SealedReader:
    return sealed.SealedReader(io.BufferedReader(io.BytesIO(content)), key)


def unseal(content: bytes, key: bytes = KEY) -> bytes:
    return reader(content, key).read()


@given(st.sampled_from([0, 1, 99, 100, 101, 200, 250, 1000]), st.binary(max_size=20))
def test_what_was_written_is_read(length, tail):
    data = b"x" * length + tail
    assert unseal(seal(data)) == data


@given(st.lists(st.integers(1, 130)))
def test_reading_in_pieces_gives_the_same(sizes):
    data = os.urandom(400)
    source = reader(seal(data))
    assert b"".join(source.read(size) for size in sizes) + source.read() == data


def test_nothing_of_the_content_can_be_read_without_the_key():
    assert b"hemlig" not in seal(b"hemlig" * 100)


def test_the_same_content_is_never_sealed_alike():
    assert seal(b"lika") != seal(b"lika")


def test_another_key_is_said_to_be_another_key():
    with pytest.raises(BackupError, match="another LIVSKRAFT_BACKUP_KEY"):
        unseal(seal(b"x"), key=bytes(32))


def test_a_foreign_file_is_said_to_be_foreign():
    with pytest.raises(BackupError, match="not a copy"):
        unseal(b"PK\x03\x04" + bytes(500))


def test_an_empty_file_is_said_to_be_foreign():
    with pytest.raises(BackupError, match="not a copy"):
        unseal(b"")


@pytest.mark.parametrize("size", [0, 50, 100, 250])
def test_cut_off_anywhere_it_is_never_taken_for_whole(size):
    whole = seal(b"x" * size)
    for length in range(len(sealed.MAGIC), len(whole)):
        with pytest.raises(BackupError, match="not whole"):
            unseal(whole[:length])


def test_one_changed_bit_anywhere_is_noticed():
    whole = seal(b"x" * 250)
    for place in range(len(whole)):
        changed = bytearray(whole)
        changed[place] ^= 1
        with pytest.raises(BackupError):
            unseal(bytes(changed))


def test_an_addition_is_noticed():
    with pytest.raises(BackupError):
        unseal(seal(b"x" * 250) + b"y")


def test_two_chunks_that_changed_places_are_noticed():
    whole = seal(b"a" * 100 + b"b" * 100 + b"c")
    frame = sealed.LENGTH.size + 100 + sealed.TAG
    first, second = whole[HEADER : HEADER + frame], whole[HEADER + frame : HEADER + 2 * frame]
    with pytest.raises(BackupError, match="changed or damaged"):
        unseal(whole[:HEADER] + second + first + whole[HEADER + 2 * frame :])


def test_a_chunk_of_another_copy_is_noticed():
    one, other = seal(b"a" * 250), seal(b"a" * 250)
    frame = sealed.LENGTH.size + 100 + sealed.TAG
    with pytest.raises(BackupError, match="changed or damaged"):
        unseal(one[:HEADER] + other[HEADER : HEADER + frame] + one[HEADER + frame :])


def test_a_copy_that_was_never_finished_is_refused():
    target = io.BytesIO()
    sealed.SealedWriter(target, KEY).write(b"x" * 1000)
    with pytest.raises(BackupError, match="not whole"):
        unseal(target.getvalue())


def test_an_enormous_length_is_refused_before_memory_is_taken():
    with pytest.raises(BackupError, match="changed or damaged"):
        unseal(seal(b"")[:HEADER] + b"\xff\xff\xff\xff")


@pytest.mark.parametrize("text", ["", "kort", "bm90IDMyIGJ5dGVz", "å" * 44])
def test_a_missing_or_wrong_key_is_said(monkeypatch, text):
    monkeypatch.setenv(sealed.KEY_NAME, text)
    with pytest.raises(BackupError, match="32 bytes"):
        sealed.key_from_environment()


def test_the_key_comes_from_the_environment(monkeypatch):
    monkeypatch.setenv(sealed.KEY_NAME, "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")
    assert sealed.key_from_environment() == KEY

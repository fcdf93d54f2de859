"""Does encrypted text stay secret, whole and in its place?"""

import base64
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.db import connection, models
from django.db.models import F

from livskraft.kit import crypto
from livskraft.kit.crypto import EncryptedTextField, Unreadable

CANARY = "Kanariefågel 070-000 00 00"
OTHER_KEY = base64.b64encode(b"o" * 32).decode()


class Secret(models.Model):
    text = EncryptedTextField(null=True, blank=True)
    other = EncryptedTextField(default="", purpose="somewhere.else")

    class Meta:
        app_label = "crypto_tests"
        managed = False


@pytest.fixture
def secrets(transactional_db: None) -> Iterator[type[Secret]]:
    with connection.schema_editor() as editor:
        editor.create_model(Secret)
    yield Secret
    with connection.schema_editor() as editor:
        editor.delete_model(Secret)


def raw() -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT text, other FROM crypto_tests_secret ORDER BY id")
        return list(cursor.fetchall())


def test_what_was_encrypted_can_be_read_again() -> None:
    assert crypto.decrypt(crypto.encrypt(b"abc", purpose="p"), purpose="p") == b"abc"
    assert crypto.decrypt_text(crypto.encrypt_text(CANARY, purpose="p"), purpose="p") == CANARY


def test_the_same_text_never_looks_the_same_twice() -> None:
    assert crypto.encrypt(b"abc", purpose="p") != crypto.encrypt(b"abc", purpose="p")


@pytest.mark.parametrize("position", [0, 1, 5, 6, 17, 18, 20, -1])
def test_one_changed_bit_is_noticed(position: int) -> None:
    token = bytearray(crypto.encrypt(b"abc", purpose="p"))
    token[position] ^= 1
    with pytest.raises(Unreadable):
        crypto.decrypt(bytes(token), purpose="p")


@pytest.mark.parametrize("token", [b"", b"\x01", b"\x01" * 17, b"plain text that was never encrypted"])
def test_what_was_never_encrypted_is_unreadable(token: bytes) -> None:
    with pytest.raises(Unreadable):
        crypto.decrypt(token, purpose="p")


def test_text_that_is_not_base64_is_unreadable() -> None:
    with pytest.raises(Unreadable):
        crypto.decrypt_text("å ä ö", purpose="p")


def test_another_purpose_cannot_read_it() -> None:
    with pytest.raises(Unreadable):
        crypto.decrypt(crypto.encrypt(b"abc", purpose="p"), purpose="q")


def test_another_context_cannot_read_it() -> None:
    token = crypto.encrypt(b"abc", purpose="file", context=b"one")
    assert crypto.decrypt(token, purpose="file", context=b"one") == b"abc"
    for wrong in (b"two", b"", b"one "):
        with pytest.raises(Unreadable):
            crypto.decrypt(token, purpose="file", context=wrong)


def test_another_key_cannot_read_it(settings: Any) -> None:
    token = crypto.encrypt(b"abc", purpose="p")
    settings.LIVSKRAFT_ENCRYPTION_KEY = OTHER_KEY
    with pytest.raises(Unreadable):
        crypto.decrypt(token, purpose="p")


def test_after_a_change_of_key_the_old_is_still_read_and_the_new_is_used(settings: Any) -> None:
    old = crypto.encrypt(b"abc", purpose="p")
    settings.LIVSKRAFT_OLD_ENCRYPTION_KEYS = [settings.LIVSKRAFT_ENCRYPTION_KEY]
    settings.LIVSKRAFT_ENCRYPTION_KEY = OTHER_KEY
    assert crypto.decrypt(old, purpose="p") == b"abc"
    new = crypto.encrypt(b"abc", purpose="p")
    assert new[:6] != old[:6]
    settings.LIVSKRAFT_OLD_ENCRYPTION_KEYS = []
    assert crypto.decrypt(new, purpose="p") == b"abc"


@pytest.mark.parametrize("key", ["", "short", base64.b64encode(b"x" * 16).decode(), "å" * 44])
def test_a_bad_key_is_refused(settings: Any, key: str) -> None:
    settings.LIVSKRAFT_ENCRYPTION_KEY = key
    with pytest.raises(ImproperlyConfigured):
        crypto.encrypt(b"abc", purpose="p")


def test_a_blind_index_is_steady_keyed_and_bound_to_its_purpose(settings: Any) -> None:
    index = crypto.blind_index("191212121212", purpose="personnummer")
    assert index == crypto.blind_index("191212121212", purpose="personnummer")
    assert len(index) == 64
    assert "191212121212" not in index
    assert index != crypto.blind_index("191212121213", purpose="personnummer")
    assert index != crypto.blind_index("191212121212", purpose="phone")
    settings.LIVSKRAFT_ENCRYPTION_KEY = OTHER_KEY
    assert index != crypto.blind_index("191212121212", purpose="personnummer")


def test_the_column_never_holds_the_text(secrets: type[Secret]) -> None:
    secrets.objects.create(text=CANARY, other=CANARY)
    secrets.objects.bulk_create([secrets(text=CANARY)])
    secrets.objects.filter(pk=1).update(text=CANARY)
    row = secrets.objects.get(pk=2)
    row.other = CANARY
    secrets.objects.bulk_update([row], ["other"])
    stored = raw()
    assert len(stored) == 2
    for value in [column for columns in stored for column in columns]:
        plain = base64.b64decode(value)
        assert value.isascii()
        assert CANARY.encode() not in plain
        assert b"Kanarie" not in plain
    assert [(one.text, one.other) for one in secrets.objects.order_by("pk")] == [(CANARY, CANARY)] * 2
    assert list(secrets.objects.values_list("text", flat=True)) == [CANARY] * 2


@pytest.mark.parametrize("text", ["", "\x00", "\u202eabc", "å" * 1_000_000, "a\r\nb", "👩‍🔬"])
def test_any_text_comes_back_as_it_was(secrets: type[Secret], text: str) -> None:
    secrets.objects.create(text=text)
    assert secrets.objects.get().text == text


def test_nothing_is_stored_as_nothing(secrets: type[Secret]) -> None:
    secrets.objects.create(text=None)
    secrets.objects.create(text="")
    assert secrets.objects.filter(text__isnull=True).count() == 1
    assert secrets.objects.get(text__isnull=True).text is None


def test_a_value_moved_to_another_column_is_unreadable(secrets: type[Secret]) -> None:
    secrets.objects.create(text=CANARY)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE crypto_tests_secret SET other = text")
    with pytest.raises(Unreadable):
        secrets.objects.get()


@pytest.mark.parametrize("lookup", ["text", "text__exact", "text__contains", "text__in", "text__startswith"])
def test_a_search_in_the_column_is_refused(lookup: str) -> None:
    with pytest.raises(FieldError):
        Secret.objects.filter(**{lookup: "x"})
    with pytest.raises(FieldError):
        Secret.objects.filter(text=F("other"))


def test_an_encrypted_field_cannot_be_unique() -> None:
    with pytest.raises(FieldError):
        EncryptedTextField(unique=True)


def test_the_purpose_follows_into_migrations() -> None:
    assert "purpose" not in Secret._meta.get_field("text").deconstruct()[3]
    assert Secret._meta.get_field("other").deconstruct()[3]["purpose"] == "somewhere.else"

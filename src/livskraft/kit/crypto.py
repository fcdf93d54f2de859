"""How is a secret kept outside the process, so that a stolen database, backup or disk tells nothing?"""

import base64
import binascii
import hashlib
import hmac
import os
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.db import models

KEY_BYTES = 32
NONCE_BYTES = 12
VERSION = b"\x01"
# Version and key id are six bytes together, so that their base64 is a fixed prefix of eight characters:
# rows under an old key can be found with LIKE.
KEY_ID_BYTES = 5
HEADER_BYTES = len(VERSION) + KEY_ID_BYTES


class Unreadable(Exception):
    """The data was tampered with, belongs to another place, or was encrypted with a key we do not have."""


def encrypt(data: bytes, *, purpose: str, context: bytes = b"") -> bytes:
    """`data` sealed with AES-GCM under the purpose's own key; readable only with the same purpose and context."""
    root = _roots()[0]
    header = VERSION + _key_id(root)
    nonce = os.urandom(NONCE_BYTES)
    sealed = AESGCM(_derived(root, f"encrypt:{purpose}")).encrypt(nonce, data, header + context)
    return header + nonce + sealed


def decrypt(token: bytes, *, purpose: str, context: bytes = b"") -> bytes:
    """What `encrypt` was given; raises Unreadable when a single bit, the purpose, the context or the key differs."""
    header, nonce, sealed = (
        token[:HEADER_BYTES],
        token[HEADER_BYTES : HEADER_BYTES + NONCE_BYTES],
        token[HEADER_BYTES + NONCE_BYTES :],
    )
    if len(nonce) < NONCE_BYTES or header[:1] != VERSION:
        raise Unreadable("not an encrypted value of a known version")
    for root in _roots():
        if header[1:] == _key_id(root):
            try:
                return AESGCM(_derived(root, f"encrypt:{purpose}")).decrypt(nonce, sealed, header + context)
            except InvalidTag:
                raise Unreadable("the encrypted value is damaged or belongs elsewhere") from None
    raise Unreadable("the encrypted value was made with a key that is not in the settings")


def encrypt_text(text: str, *, purpose: str, context: bytes = b"") -> str:
    """As `encrypt`, for text, as base64."""
    return base64.b64encode(encrypt(text.encode(), purpose=purpose, context=context)).decode("ascii")


def decrypt_text(token: str, *, purpose: str, context: bytes = b"") -> str:
    """What `encrypt_text` was given; raises Unreadable."""
    try:
        raw = base64.b64decode(token, validate=True)
    except (binascii.Error, ValueError):
        raise Unreadable("not an encrypted value") from None
    return decrypt(raw, purpose=purpose, context=context).decode()


def blind_index(text: str, *, purpose: str) -> str:
    """64 hex digits by which the exact `text` can be found again without being stored; the caller normalises first.

    Always made with the current key: after a change of key the indexes are made anew."""
    return hmac.new(_derived(_roots()[0], f"index:{purpose}"), text.encode(), hashlib.sha256).hexdigest()


def keyed_digests(text: str, *, purpose: str) -> list[str]:
    """64 hex digits that only who has a key can make, with the current key first and then with each older one."""
    return [
        hmac.new(_derived(root, f"digest:{purpose}"), text.encode(), hashlib.sha256).hexdigest() for root in _roots()
    ]


class EncryptedTextField(models.TextField):
    """Text that is encrypted in its column and cannot be searched, sorted or compared there.

    A value cannot be moved to another column. `purpose` names the column for ever; give it when a model
    or field is renamed, as the old `app.model.field`."""

    def __init__(self, *args: Any, purpose: str = "", **kwargs: Any) -> None:
        if kwargs.get("unique") or kwargs.get("db_index") or kwargs.get("primary_key"):
            raise FieldError("An encrypted field cannot be unique or indexed; keep a blind_index beside it.")
        self.purpose = purpose
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        if self.purpose:
            kwargs["purpose"] = self.purpose
        return name, path, args, kwargs

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name == "isnull":
            return super().get_lookup(lookup_name)
        raise FieldError(f"{self} is encrypted: only isnull can be asked of it, not {lookup_name}.")

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        value = super().get_db_prep_value(value, connection, prepared)
        return encrypt_text(value, purpose=self._column()) if isinstance(value, str) else value

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> str | None:
        return None if value is None else decrypt_text(value, purpose=self._column())

    def _column(self) -> str:
        return f"column:{self.purpose or f'{self.model._meta.label_lower}.{self.name}'}"


def _roots() -> list[bytes]:
    """The current key, then older ones that may still be read."""
    given = [settings.LIVSKRAFT_ENCRYPTION_KEY, *getattr(settings, "LIVSKRAFT_OLD_ENCRYPTION_KEYS", ())]
    return [_decoded(key) for key in given]


@lru_cache(maxsize=16)
def _decoded(key: str) -> bytes:
    try:
        root = base64.b64decode(key, validate=True)
    except (binascii.Error, ValueError, TypeError):
        root = b""
    if len(root) != KEY_BYTES:
        raise ImproperlyConfigured("LIVSKRAFT_ENCRYPTION_KEY must be 32 bytes in base64.")
    return root


@lru_cache(maxsize=256)
def _derived(root: bytes, purpose: str) -> bytes:
    return HKDF(hashes.SHA256(), length=KEY_BYTES, salt=None, info=b"livskraft:" + purpose.encode()).derive(root)


def _key_id(root: bytes) -> bytes:
    return _derived(root, "key id")[:KEY_ID_BYTES]

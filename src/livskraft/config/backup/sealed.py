"""How is a stream of any length kept secret and whole? In chunks, each sealed with AES-GCM and bound to its place.

The file is: magic, salt, key check, then frames of length and sealed chunk. The nonce of a chunk is its number and
whether it is the last, so that chunks can be neither moved, dropped nor cut off. Each file has a key of its own,
derived from the given key and the salt, so a nonce is never used twice with one key.
"""

import base64
import binascii
import io
import os
import struct
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import constant_time, hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from livskraft.config.backup.errors import BackupError

MAGIC = b"LIVSKRAFT BACKUP 1\n"
CHUNK = 1024 * 1024
SALT = 16
CHECK = 16
TAG = 16
LENGTH = struct.Struct(">I")
KEY_NAME = "LIVSKRAFT_BACKUP_KEY"


def key_from_environment() -> bytes:
    """The 32 bytes of LIVSKRAFT_BACKUP_KEY; raises BackupError."""
    text = os.environ.get(KEY_NAME, "")
    if not text:
        raise BackupError(f"{KEY_NAME} is not set: the 32 bytes, in base64, that the copies are encrypted with.")
    try:
        key = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != 32:
        raise BackupError(f"{KEY_NAME} must be 32 bytes in base64.")
    return key


def _derived(key: bytes, salt: bytes, purpose: bytes, length: int) -> bytes:
    return HKDF(hashes.SHA256(), length=length, salt=salt, info=b"livskraft:backup:" + purpose).derive(key)


def _nonce(number: int, last: bool) -> bytes:
    return struct.pack(">QI", number, int(last))


class SealedWriter(io.RawIOBase):
    """What is written comes out sealed in `target`, which stays open; only `close` makes it whole."""

    def __init__(self, target: BinaryIO, key: bytes) -> None:
        salt = os.urandom(SALT)
        self._target = target
        self._header = MAGIC + salt + _derived(key, salt, b"check", CHECK)
        self._cipher = AESGCM(_derived(key, salt, b"seal", 32))
        self._number = 0
        self._buffer = bytearray()
        target.write(self._header)

    def writable(self) -> bool:
        return True

    def write(self, data: "bytes | bytearray | memoryview") -> int:  # type: ignore[override]  # narrower than Buffer
        self._buffer += data
        # One chunk is always held back: only at the end is it known which is the last.
        while len(self._buffer) > CHUNK:
            self._seal(bytes(self._buffer[:CHUNK]), last=False)
            del self._buffer[:CHUNK]
        return len(data)

    def finish(self) -> None:
        """Writes the last chunk. A stream left without it is refused by the reader."""
        self._seal(bytes(self._buffer), last=True)
        self._buffer.clear()

    def _seal(self, chunk: bytes, *, last: bool) -> None:
        sealed = self._cipher.encrypt(_nonce(self._number, last), chunk, self._header)
        self._target.write(LENGTH.pack(len(sealed)) + sealed)
        self._number += 1


class SealedReader(io.RawIOBase):
    """Reads what a SealedWriter wrote; raises BackupError at the first byte that cannot be trusted."""

    def __init__(self, source: io.BufferedReader, key: bytes) -> None:
        self._source = source
        self._header = source.read(len(MAGIC) + SALT + CHECK)
        if not self._header.startswith(MAGIC):
            raise BackupError("The file is not a copy made by Livskraft.")
        if len(self._header) < len(MAGIC) + SALT + CHECK:
            raise BackupError("The copy is not whole: its end is missing.")
        salt, check = self._header[len(MAGIC) : -CHECK], self._header[-CHECK:]
        if not constant_time.bytes_eq(check, _derived(key, salt, b"check", CHECK)):
            raise BackupError(f"The copy was made with another {KEY_NAME} than the one given.")
        self._cipher = AESGCM(_derived(key, salt, b"seal", 32))
        self._number = 0
        self._ended = False
        self._buffer = b""

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        parts: list[bytes] = []
        wanted = size
        while size < 0 or wanted > 0:
            if not self._buffer and not self._open_next():
                break
            part, self._buffer = (self._buffer, b"") if size < 0 else (self._buffer[:wanted], self._buffer[wanted:])
            parts.append(part)
            wanted -= len(part)
        return b"".join(parts)

    def drain(self) -> None:
        """Reads to the end, so that what follows the archive is proven whole too."""
        while self.read(CHUNK):
            pass

    def _open_next(self) -> bool:
        while not self._ended:
            sealed = self._frame()
            # The last chunk may be as long as any other; what follows it decides.
            last = not self._source.peek(1)
            try:
                self._buffer = self._cipher.decrypt(_nonce(self._number, last), sealed, self._header)
            except InvalidTag:
                raise BackupError(self._why_not(sealed, last)) from None
            self._number += 1
            self._ended = last
            if self._buffer:
                return True
        return False

    def _frame(self) -> bytes:
        prefix = self._source.read(LENGTH.size)
        if len(prefix) < LENGTH.size:
            raise BackupError("The copy is not whole: its end is missing.")
        (length,) = LENGTH.unpack(prefix)
        if not TAG <= length <= CHUNK + TAG:
            raise BackupError("The copy has been changed or damaged.")
        sealed = self._source.read(length)
        if len(sealed) < length:
            raise BackupError("The copy is not whole: its end is missing.")
        return sealed

    def _why_not(self, sealed: bytes, last: bool) -> str:
        """Cut off between two chunks, or changed?"""
        if last:
            try:
                self._cipher.decrypt(_nonce(self._number, False), sealed, self._header)
            except InvalidTag:
                pass
            else:
                return "The copy is not whole: its end is missing."
        return "The copy has been changed or damaged."

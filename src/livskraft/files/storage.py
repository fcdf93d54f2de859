"""Where do a file's bytes lie, and how are they written so that no half file is ever seen?"""

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from django.conf import settings

from livskraft.kit import crypto

PURPOSE = "stored file"


def folder() -> Path:
    return Path(settings.LIVSKRAFT_VAR) / "files"


def path_of(key: UUID) -> Path:
    name = str(key)
    return folder() / name[:2] / name[2:4] / name


def write(key: UUID, data: bytes) -> None:
    """Encrypted and on the disk when this returns, or not there at all."""
    path = path_of(key)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    temporary = path.with_suffix(".tmp")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(crypto.encrypt(data, purpose=PURPOSE, context=key.bytes))
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    # The name must survive a power cut too, and so must the new folders.
    for directory in (path.parent, path.parent.parent, folder()):
        _sync(directory)


def read(key: UUID) -> bytes:
    """Raises FileNotFoundError, or crypto.Unreadable when the file was damaged or exchanged."""
    return crypto.decrypt(path_of(key).read_bytes(), purpose=PURPOSE, context=key.bytes)


def remove(key: UUID) -> None:
    path_of(key).unlink(missing_ok=True)


def on_disk() -> Iterator[Path]:
    """Every file in the store, half-written ones included."""
    return folder().glob("??/??/*")


def _sync(directory: Path) -> None:
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

"""What is in a copy, and how do the database and the files get out and in together?"""

import contextlib
import fcntl
import hashlib
import io
import json
import os
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import IO, Any, BinaryIO

from django.conf import settings

from livskraft.access import seal
from livskraft.config.backup.databases import Rows, current_database
from livskraft.config.backup.errors import BackupError
from livskraft.config.backup.sealed import CHUNK, SealedReader, SealedWriter
from livskraft.kit import crypto

DATABASE = "database"
MANIFEST = "manifest.json"
FILES = "files"
HALF_WRITTEN = ".tmp"
WORK = ".backup-"
PURPOSE = "backup: which encryption key"


@dataclass(frozen=True)
class Copy:
    """What a copy holds."""

    made: str
    engine: str
    rows: Rows
    hashes: dict[str, str]

    def __str__(self) -> str:
        files = len(self.hashes.keys() - {DATABASE})
        return f"{sum(self.rows.values())} rows in {len(self.rows)} tables and {files} files, of {self.made}"


def var() -> Path:
    return Path(settings.LIVSKRAFT_VAR)


def save(target: Path, *, key: bytes, at: datetime) -> Copy:
    """Writes the copy to `target`, which appears only when it is whole; raises BackupError."""
    if target.exists():
        raise BackupError(f"{target} exists already; choose another name.")
    target.parent.mkdir(parents=True, exist_ok=True)
    with _work_folder() as work, _partial(target) as file:
        sealed = SealedWriter(file, key)
        with tarfile.open(fileobj=sealed, mode="w|", format=tarfile.PAX_FORMAT) as archive:
            copy = _fill(archive, work, at)
        sealed.finish()
    return copy


@contextlib.contextmanager
def _partial(target: Path) -> Iterator[BinaryIO]:
    """The file that becomes `target` at the end; what a killed backup left under its name is begun anew."""
    path = target.with_name(target.name + ".partial")
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as file:
        if not _lock(file.fileno()):
            raise BackupError(f"Another backup is writing {target}.")
        try:
            os.fchmod(file.fileno(), 0o600)
            file.truncate(0)
            yield file
            file.flush()
            os.fsync(file.fileno())
            path.replace(target)
        finally:
            path.unlink(missing_ok=True)


def _fill(archive: tarfile.TarFile, work: Path, at: datetime) -> Copy:
    database = current_database()
    snapshot = work / DATABASE
    # The database first: a file that comes after is one too many, which harms nobody; one too few would.
    rows = database.copy_to(snapshot)
    with snapshot.open("rb") as content:
        hashes = {DATABASE: _add(archive, DATABASE, content)}
    snapshot.unlink()
    for path in sorted((var() / FILES).rglob("*")):
        name = f"{FILES}/{path.relative_to(var() / FILES).as_posix()}"
        # Purged since it was listed: gone from the database's next copy too.
        with contextlib.suppress(FileNotFoundError):
            if path.is_file() and path.suffix != HALF_WRITTEN:
                with path.open("rb") as content:
                    hashes[name] = _add(archive, name, content)
    copy = Copy(made=at.isoformat(timespec="seconds"), engine=database.engine, rows=rows, hashes=hashes)
    manifest = json.dumps(vars(copy) | {"key": crypto.encrypt_text("livskraft", purpose=PURPOSE)}).encode()
    _add(archive, MANIFEST, io.BytesIO(manifest), len(manifest))
    return copy


def _add(archive: tarfile.TarFile, name: str, content: IO[bytes], size: int | None = None) -> str:
    member = tarfile.TarInfo(name)
    member.size = os.fstat(content.fileno()).st_size if size is None else size
    member.mode = 0o600
    hashing = _Hashing(content)
    archive.addfile(member, hashing)
    return hashing.digest.hexdigest()


class _Hashing:
    def __init__(self, content: IO[bytes]) -> None:
        self.content = content
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self.content.read(size)
        self.digest.update(data)
        return data


def restore(source: Path, *, key: bytes, replace: bool, at: datetime) -> tuple[Copy, Path]:
    """Puts the copy back; returns it and the folder where the earlier content is kept, if there was any.

    Everything is unpacked and verified beside the old before that is touched; on BackupError nothing has changed."""
    if not source.is_file():
        raise BackupError(f"There is no file {source}.")
    with _nobody_running(), _work_folder() as work:
        try:
            copy = _unpack(source, work, key)
        except OSError as why:
            raise BackupError(f"The copy could not be unpacked: {why}.") from why
        database = current_database()
        if copy.engine != database.engine:
            raise BackupError(f"The copy is of {copy.engine}, but DATABASE_URL names {database.engine}.")
        files = var() / FILES
        if not replace and (has_files() or not database.is_empty()):
            raise BackupError(
                "There is already a database or files here. "
                "Say that they shall be replaced: make restore FILE=… REPLACE=1."
            )
        aside = var() / f"before-restore-{at:%Y%m%d-%H%M%S}"
        (work / FILES).mkdir(exist_ok=True)
        database.put_back(work / DATABASE, copy.rows, aside=aside)
        if has_files():
            aside.mkdir(parents=True, exist_ok=True)
            files.rename(aside / FILES)
        elif files.exists():
            shutil.rmtree(files)
        (work / FILES).rename(files)
        # It remembers the end of the other database's audit, which this one's need not have.
        newest = var() / seal.NEWEST
        if newest.exists():
            aside.mkdir(parents=True, exist_ok=True)
            newest.rename(aside / newest.name)
    return copy, aside


def has_files() -> bool:
    return any(path.is_file() for path in (var() / FILES).rglob("*"))


def _unpack(source: Path, work: Path, key: bytes) -> Copy:
    hashes: dict[str, str] = {}
    manifest: dict[str, Any] = {}
    with source.open("rb") as file:
        sealed = SealedReader(file, key)
        try:
            with tarfile.open(fileobj=sealed, mode="r|") as archive:
                for member in archive:
                    content = archive.extractfile(member)
                    if content is None or not _is_ours(member.name):
                        raise BackupError(f"The copy holds something unexpected: {member.name}.")
                    if member.name == MANIFEST:
                        manifest = json.load(content)
                    else:
                        hashes[member.name] = _write(work / member.name, content)
            sealed.drain()
        except tarfile.TarError as why:
            raise BackupError("The copy has been changed or damaged.") from why
    if not manifest or hashes != manifest["hashes"]:
        raise BackupError("The copy does not hold the files that it should.")
    try:
        crypto.decrypt_text(manifest["key"], purpose=PURPOSE)
    except crypto.Unreadable:
        told = "The copy's content is encrypted with another LIVSKRAFT_ENCRYPTION_KEY than the one set here."
        raise BackupError(told) from None
    return Copy(**{name: manifest[name] for name in ("made", "engine", "rows", "hashes")})


def _is_ours(name: str) -> bool:
    if name in (DATABASE, MANIFEST):
        return True
    path = PurePosixPath(name)
    return path.parts[:1] == (FILES,) and len(path.parts) > 1 and ".." not in path.parts


def _write(path: Path, content: IO[bytes]) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with _private(path) as file:
        while chunk := content.read(CHUNK):
            digest.update(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest()


def _private(path: Path) -> BinaryIO:
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


@contextlib.contextmanager
def _work_folder() -> Iterator[Path]:
    """A folder for the owner only, on the same disk as the data, gone afterwards; so is that of one who was killed."""
    var().mkdir(mode=0o700, parents=True, exist_ok=True)
    for left in var().glob(WORK + "*"):
        # Gone since it was listed: its owner has just finished.
        with contextlib.suppress(FileNotFoundError), _held(left) as ours:
            if ours:
                shutil.rmtree(left)
    with tempfile.TemporaryDirectory(prefix=WORK, dir=var()) as folder, _held(Path(folder)):
        yield Path(folder)


@contextlib.contextmanager
def _held(folder: Path) -> Iterator[bool]:
    """True while this process holds the folder, False when another one does."""
    number = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield _lock(number)
    finally:
        os.close(number)


def _lock(number: int) -> bool:
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


@contextlib.contextmanager
def _nobody_running() -> Iterator[None]:
    """Holds the lock that `make run` holds."""
    var().mkdir(mode=0o700, parents=True, exist_ok=True)
    with (var() / "serve.lock").open("a+") as file:
        if not _lock(file.fileno()):
            raise BackupError("Livskraft is running here; stop it before a copy is put back.")
        yield

"""What has been thrown away, so that it can be thrown away again when an older copy is put back?

A file beside the copies, not in the database: that comes back as it was. It holds numbers only, no personal data, and
must be kept together with the copies.
"""

import fcntl
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from livskraft.people.rules.vocabulary import Regime

NAME = "erasures.jsonl"
# An erasure is written here just before it is in the database: a copy made between the two has it still.
MARGIN = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Erasure:
    at: datetime
    order: int
    regime: Regime
    persons: tuple[int, ...]
    whole_person: bool


class Unreadable(Exception):
    """A line of the file cannot be understood."""


def beside_the_copies() -> Path:
    return Path(settings.LIVSKRAFT_VAR) / "backups" / NAME


def append(erasure: Erasure) -> None:
    """The erasure is on the disk when this returns."""
    path = beside_the_copies()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    told = json.dumps(
        {
            "at": erasure.at.isoformat(),
            "order": erasure.order,
            "regime": erasure.regime.value,
            "persons": list(erasure.persons),
            "whole_person": erasure.whole_person,
        }
    )
    new = not path.exists()
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600), "r+b") as file:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX)
        # What a power cut left half written was never carried out, but must not spoil the line after it.
        end = file.seek(0, os.SEEK_END)
        if end:
            file.seek(end - 1)
            if file.read(1) != b"\n":
                file.write(b"\n")
        file.write(told.encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())
    if new:
        _sync_folder(path.parent)


def since(moment: datetime, *, folders: Iterable[Path] = ()) -> Iterator[Erasure]:
    """What was thrown away from a little before `moment`, as the file beside the copies says, and those in `folders`.

    Raises Unreadable for a line that is whole but not understood; one that was cut off is let be.
    """
    paths = {path.resolve() for path in [beside_the_copies(), *(folder / NAME for folder in folders)]}
    found = {erasure for path in paths for erasure in _read(path) if erasure.at >= moment - MARGIN}
    yield from sorted(found, key=lambda erasure: (erasure.at, erasure.order, erasure.persons))


def _read(path: Path) -> Iterator[Erasure]:
    if not path.is_file():
        return
    for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), start=1):
        if not line.strip() or not line.rstrip().endswith("}"):
            continue
        try:
            told = json.loads(line)
            yield Erasure(
                at=datetime.fromisoformat(told["at"]),
                order=int(told["order"]),
                regime=Regime(told["regime"]),
                persons=tuple(map(int, told["persons"])),
                whole_person=bool(told["whole_person"]),
            )
        except (ValueError, KeyError, TypeError) as why:
            raise Unreadable(f"{path}, line {number}") from why


def _sync_folder(folder: Path) -> None:
    number = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(number)
    finally:
        os.close(number)

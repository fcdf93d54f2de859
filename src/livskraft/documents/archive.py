"""How do many papers become one file to take home?"""

import tempfile
import zipfile
from collections.abc import Callable, Iterable
from typing import IO

from livskraft.kit.filenames import clean_name

# Papers and workbooks are packed already; packing them again costs time and saves nothing.
PACKED = (".pdf", ".xlsx", ".zip", ".jpg", ".png")


def zip(files: Iterable[tuple[str, bytes]], progress: Callable[[int], object] | None = None) -> IO[bytes]:
    """An open temporary file at its beginning; it disappears when it is closed.

    The files are taken one at a time, so a generator keeps one paper in memory. `progress` is told how many
    are done."""
    out = tempfile.TemporaryFile()  # noqa: SIM115 - handed open to the caller
    taken: set[str] = set()
    with zipfile.ZipFile(out, "w") as archive:
        for done, (name, data) in enumerate(files, start=1):
            safe = _unique(clean_name(name.replace("/", "-").replace("\\", "-")), taken)
            how = zipfile.ZIP_STORED if safe.lower().endswith(PACKED) else zipfile.ZIP_DEFLATED
            archive.writestr(safe, data, compress_type=how)
            if progress:
                progress(done)
    out.seek(0)
    return out


def _unique(name: str, taken: set[str]) -> str:
    """As `name`, or with a number before its ending; names that differ in case only are the same on Windows."""
    stem, dot, ending = name.rpartition(".")
    if not dot:
        stem, ending = name, ""
    number, unique = 1, name
    while unique.casefold() in taken:
        number += 1
        unique = f"{stem} ({number}){dot}{ending}"
    taken.add(unique.casefold())
    return unique

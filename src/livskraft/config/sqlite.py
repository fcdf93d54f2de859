"""Is the SQLite library safe with several processes? Swaps in the bundled one and refuses an affected version.

SQLite 3.7.0 to 3.51.2 has a fault in resetting the write-ahead log that can lose commits.
"""

import sys

FIXED = (3, 51, 3)


def use_fixed_sqlite() -> None:
    """Put the bundled library in place of Python's own; raises RuntimeError when it is affected too."""
    import pysqlite3
    import pysqlite3.dbapi2

    if pysqlite3.sqlite_version_info < FIXED:
        raise RuntimeError(
            f"SQLite {pysqlite3.sqlite_version} can lose commits; {'.'.join(map(str, FIXED))} is needed."
        )
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2


OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-16000;"
    ),
}

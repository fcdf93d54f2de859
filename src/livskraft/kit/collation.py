"""Does the database sort as Livskraft's sort keys need: byte by byte, so that å, ä and ö come last everywhere?

SQLite does. PostgreSQL does in a database made with the locale C or C.UTF-8, and in no other.
"""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

# In the order of their bytes; å, ä and ö are kept as the last three (kit.names).
_IN_ORDER = ["a b", "aa", "z", "{", "|", "}"]
_ASK = "SELECT word FROM unnest(%s::text[]) listed(word) ORDER BY word COLLATE {collation}"


def sorts_by_bytes(connection: BaseDatabaseWrapper, collation: str = "default") -> bool:
    """Whether texts come in the order of their bytes; "default" is the database's own collation."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute(_ASK.format(collation=connection.ops.quote_name(collation)), [_IN_ORDER[::-1]])
        return [row[0] for row in cursor.fetchall()] == _IN_ORDER


def check(*, databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """The system check, run with `check --database default` and by migrate."""
    return [
        Error(
            "The database does not sort byte by byte, so that å, ä and ö would stand in the wrong place.",
            hint="Make the database with: createdb --template=template0 --locale=C.UTF-8 (docs/operations.md).",
            id="livskraft.E002",
        )
        for alias in databases or ()
        if not sorts_by_bytes(connections[alias])
    ]

"""Did somebody else change the record while this person was writing? Locks the row and compares versions."""

from typing import TypeVar

from django.db.models import Model

from livskraft.kit.errors import Conflict, Gone

M = TypeVar("M", bound=Model)


def locked(record: M, version: int | None) -> M:
    """The record as it is saved now, locked until the transaction ends, with its version raised but not yet saved.

    Raises Conflict, naming the record, when `version` is given and is not the saved one, and Gone without one.
    """
    fresh = type(record)._default_manager.select_for_update().filter(pk=record.pk).first()
    if fresh is None:
        raise Gone
    saved: int = fresh.version  # type: ignore[attr-defined]  # only models with a version come here
    if version is not None and version != saved:
        raise Conflict(str(fresh))
    fresh.version = saved + 1  # type: ignore[attr-defined]  # as above
    return fresh

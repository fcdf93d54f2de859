"""Who had opened what a patient has blocked? Rooms that let somebody do so say it once here, for the log review."""

from collections.abc import Callable, Collection, Iterable
from datetime import datetime

from livskraft.kit.registry import Registry

# The user, the person, and from when until when it was open to that user.
Opening = tuple[int, int, datetime, datetime]
Openings = Callable[[Collection[int], datetime, datetime], Iterable[Opening]]

_openings: Registry[Openings] = Registry("openings of what is blocked")


def register(key: str, openings: Openings) -> None:
    """From `apps.ready()` of the room that keeps them; `openings(user ids, start, end)` is one query.

    Raises ValueError when the key is taken.
    """
    _openings.add(key, openings)


def opened_by(users: Collection[int], start: datetime, end: datetime) -> Iterable[Opening]:
    """What those users had open at some moment of the time; a query for each room that has registered."""
    for openings in _openings:
        yield from openings(users, start, end)

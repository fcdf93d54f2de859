"""How long is a block open to whoever opened it, and what must be said for it?

PDL (2008:355) 4:5 says on what grounds it may be opened, and states no hours: a day is a local rule.
"""

from datetime import timedelta

OPEN_FOR = timedelta(hours=24)
SHORTEST_REASON = 10


def says_why(reason: str) -> bool:
    """Whether the reason is long enough to say something."""
    return len(" ".join(reason.split())) >= SHORTEST_REASON

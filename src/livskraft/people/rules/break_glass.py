"""How long does a person stay open who was opened in an emergency, and what must be said and looked at?

The law asks for access by need and for readings that are looked at afterwards, and states no hours: SoLPuL (2001:454)
10 §. How long and how soon are local rules.
"""

from datetime import timedelta

OPEN_FOR = timedelta(hours=8)
DAYS_TO_REVIEW = 7
SHORTEST_REASON = 10
# A brake on trying numbers; somebody in an emergency tries one, and perhaps once more.
MOST_TRIES, PER_SECONDS = 6, 3600


def says_why(reason: str) -> bool:
    """Whether the reason is long enough to say something."""
    return len(" ".join(reason.split())) >= SHORTEST_REASON

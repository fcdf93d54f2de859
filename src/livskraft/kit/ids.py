"""Which object does an address ask for by number?"""

# Longer than any id of the databases, which would refuse it in their own words.
_LONGEST = 18


def id_in(text: str) -> int | None:
    """The id that `text` is, or None when it is none: a query in an address is whatever somebody has typed there."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _LONGEST else None

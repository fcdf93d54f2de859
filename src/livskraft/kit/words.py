"""Which of what somebody typed are words? Nothing that cannot be seen is kept: it could hide, turn or break a text."""

import unicodedata

from livskraft.kit.errors import Refused

LONGEST = 4000


def plain(text: str, *, field: str, missing: str = "", longest: int = LONGEST) -> str:
    """The text with its line breaks, cut at `longest`; raises Refused with `missing` when nothing is left."""
    kept = (
        char
        for char in unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
        # Category C holds control characters, direction overrides, zero-width characters and lone surrogates.
        if char in "\n\t" or not unicodedata.category(char).startswith("C")
    )
    words = "".join(kept).strip()[:longest]
    if missing and not words:
        raise Refused(missing, field=field)
    return words


def line(text: str, *, field: str, missing: str = "") -> str:
    """As `plain`, on one line, for what is printed in lists."""
    return " ".join(plain(text, field=field, missing=missing).split())

"""Which letters and words are written, whatever the keyboard, the font and the capitals?"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹣-"), "-")
_INVISIBLE = dict.fromkeys((*range(8203, 8208), *range(8234, 8239), *range(8288, 8298), 65279, 173))
_WORD = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=50_000)
def clean(text: str) -> str:
    """The text for people: composed letters, ordinary spaces, no control characters or text direction marks."""
    text = unicodedata.normalize("NFC", text)
    if text.isprintable():
        return " ".join(text.split())
    text = text.translate(_INVISIBLE)
    text = "".join(" " if unicodedata.category(char) in {"Cc", "Zs", "Zl", "Zp"} else char for char in text)
    return " ".join(text.split())


@lru_cache(maxsize=50_000)
def key(text: str) -> str:
    """The text for comparing: besides, lower case, one kind of dash and one kind of digit."""
    return " ".join(unicodedata.normalize("NFKC", clean(text)).translate(_DASHES).casefold().split())


def words(text: str) -> list[str]:
    """The words, lower case, without digits and punctuation."""
    return _WORD.findall(key(text))

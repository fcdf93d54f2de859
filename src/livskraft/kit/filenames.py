"""What may a file be called, wherever it is saved and whoever named it?"""

import re
import unicodedata

LONGEST = 120
# Windows refuses these in names, slashes are folders, and quotes end a header value.
FORBIDDEN = re.compile(r'[<>:"/\\|?*]')


def clean_name(name: str, *, default: str = "fil") -> str:
    """`name` without folders, control and direction characters, at most 120 characters with its ending kept."""
    last = re.split(r"[/\\]", name)[-1]
    safe = _plain(last)
    stem, dot, ending = safe.rpartition(".")
    if not dot or not re.fullmatch(r"[A-Za-z0-9]{1,8}", ending):
        stem, ending = safe, ""
    stem = stem.strip(" .") or default
    suffix = f".{ending}" if ending else ""
    return stem[: LONGEST - len(suffix)].rstrip(" .") + suffix


def name_with_ending(name: str, ending: str, *, default: str = "fil") -> str:
    """`name` cleaned, its slashes kept as dashes, and always ending with `ending` (such as `.pdf`)."""
    stem = _plain(re.sub(r"[/\\]", "-", name))
    if stem.lower().endswith(ending):
        stem = stem[: -len(ending)]
    stem = stem.strip(" .-") or default
    return stem[: LONGEST - len(ending)].rstrip(" .-") + ending


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFC", text[:10_000])
    text = "".join(" " if unicodedata.category(c)[0] == "Z" else c for c in text)
    # Category C holds control characters, direction overrides, zero-width characters and lone surrogates.
    text = "".join(" " if c in "\r\n\t" else c for c in text if c in "\r\n\t" or unicodedata.category(c)[0] != "C")
    return re.sub(r" +", " ", FORBIDDEN.sub("", text)).strip()

"""How are names searched and sorted so that every database agrees on å, ä and ö?"""

import unicodedata

_SWEDISH_LAST = {"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}"}


def name_key(text: str) -> str:
    """NFC, casefolded, single spaces: what a search for a name compares with."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def sort_key(text: str) -> str:
    """ASCII text whose byte order is the Swedish alphabet's: å, ä, ö after z, other accents as their base letter.

    Digits are padded so that "MG-2" comes before "MG-10".
    """
    out: list[str] = []
    digits = ""
    for char in name_key(text) + " ":
        if char.isdecimal() and char.isascii():
            digits += char
            continue
        if digits:
            out.append(digits.zfill(6))
            digits = ""
        if char in _SWEDISH_LAST:
            out.append(_SWEDISH_LAST[char])
            continue
        out.append(unicodedata.normalize("NFKD", char).encode("ascii", "ignore").decode())
    return "".join(out).strip()

"""Which letters can the papers print?"""

import struct
import unicodedata
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.core.exceptions import ImproperlyConfigured

if TYPE_CHECKING:
    from typst import Fonts

FOLDER = Path(__file__).resolve().parents[3] / "build" / "fonts"
# One family per alphabet, as frontend/fonts.mjs names them.
FAMILIES = ("Inter", "IntEx", "IntGr", "IntCy", "Noto Sans Arabic")
MISSING = "?"
STAND_INS = {"→": "->", "←": "<-", "≥": ">=", "≤": "<=", "≠": "!=", "≈": "~", "✓": "x", "☐": "[ ]", "☑": "[x]"}


@cache
def loaded() -> "Fonts":
    """The papers' own fonts and no others, so that every machine prints the same."""
    import typst

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FOLDER)])
    if not set(FAMILIES) <= set(fonts.families()):
        raise ImproperlyConfigured("The fonts of the papers are missing: run `make setup`, which builds build/fonts.")
    return fonts


def printable(text: str) -> str:
    """`text` with a stand-in or a question mark for each letter that no font has; the PDF would else be refused."""
    if text.isascii():
        return text
    letters = _letters()
    return "".join(c if c in "\n\t" or ord(c) in letters else _stand_in(c) for c in text)


def _stand_in(letter: str) -> str:
    # Ligatures, full-width letters and the like have a plain form.
    likeness = STAND_INS.get(letter) or unicodedata.normalize("NFKC", letter)
    return likeness if all(ord(c) in _letters() for c in likeness) else MISSING


@cache
def _letters() -> frozenset[int]:
    """What every weight of some family has."""
    families: dict[str, set[int]] = {}
    for file in sorted(FOLDER.glob("*.ttf")):
        family = file.stem.rpartition("-")[0]
        own = _characters(file.read_bytes())
        families[family] = families.get(family, own) & own
    return frozenset().union(*families.values())


def _characters(font: bytes) -> set[int]:
    """The characters of a TrueType file, from its table `cmap` (formats 4 and 12)."""
    tables = {font[at : at + 4]: at for at in range(12, 12 + 16 * _u16(font, 4), 16)}
    cmap = _u32(font, tables[b"cmap"] + 8)
    found: set[int] = set()
    for i in range(_u16(font, cmap + 2)):
        at = cmap + _u32(font, cmap + 4 + 8 * i + 4)
        if _u16(font, at) == 12:
            for group in range(_u32(font, at + 12)):
                first, last = struct.unpack_from(">II", font, at + 16 + 12 * group)
                found.update(range(first, last + 1))
        elif _u16(font, at) == 4:
            found |= _characters_4(font, at)
    return found


def _characters_4(font: bytes, at: int) -> set[int]:
    found: set[int] = set()
    double = _u16(font, at + 6)
    for i in range(0, double, 2):
        last, first = _u16(font, at + 14 + i), _u16(font, at + 16 + double + i)
        delta, offset_at = _u16(font, at + 16 + 2 * double + i), at + 16 + 3 * double + i
        offset = _u16(font, offset_at)
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = _u16(font, offset_at + offset + 2 * (code - first)) if offset else code
            if (glyph + delta) & 0xFFFF if glyph or not offset else 0:
                found.add(code)
    return found


def _u16(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 2], "big")


def _u32(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 4], "big")

"""What does somebody look for who writes in the field where persons are found?

Only a name, a personnummer, a coordination number or a case number: SoLPuF (2001:637) 15 and 20 §§.
"""

import unicodedata
from dataclasses import dataclass
from datetime import date

from livskraft.kit.errors import Refused
from livskraft.kit.identity import IdentityNumber, read_number
from livskraft.kit.names import name_key

LONGEST, MOST_WORDS = 100, 6


@dataclass(frozen=True, slots=True)
class Sought:
    """A number, or the words of a name and what they would be as a case number. Empty when nothing was written.

    `doubt` says why digits that look like a number are none: for when nothing is found.
    """

    number: IdentityNumber | None = None
    words: str = ""
    case: str = ""
    doubt: str = ""


def sought(text: str, *, today: date) -> Sought:
    """Digits are a number when they can be read as one; else they may be a case number, and letters a name."""
    text = text.replace("\x00", "")[:LONGEST].strip()
    if not text:
        return Sought()
    doubt = ""
    try:
        return Sought(number=read_number(text, today=today))
    except Refused as refused:
        digits = sum(char.isdigit() for char in text)
        if digits in (10, 12) and not any(char.isalpha() for char in text):
            doubt = refused.message
    return Sought(words=" ".join(name_key(text).split()[:MOST_WORDS]), case=case_key(text), doubt=doubt)


def case_key(text: str) -> str:
    """What case numbers are compared by: "SON 2025/238" and "son2025/238" are the same."""
    return "".join(unicodedata.normalize("NFC", text).casefold().split())

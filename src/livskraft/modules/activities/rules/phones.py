"""Which telephone number did somebody mean, and how is it written so that it can be read out?"""

import re
import unicodedata

_BETWEEN = re.compile(r"[\s().·/\u2010-\u2015\u2212-]+")
_SWEDEN = "+46"
# Area codes of Sweden by how many digits they have after the nought; all others have three.
_TWO = frozenset(
    str(code) for code in (10, 11, 13, 16, 18, 19, 20, 21, 23, 26, 31, 33, 35, 36, 40, 42, 44, 46, 54, 60, 63, 90)
)
_MOBILE = "7"


def read_phone(text: str) -> str | None:
    """The number as "+46701740605", however it was typed; None when it cannot be called.

    A number without a country is Swedish and must begin with its area code.
    """
    typed = unicodedata.normalize("NFKC", text[:60]).replace("(0)", "")
    typed = "".join(char for char in typed if unicodedata.category(char) != "Cf")
    digits = _BETWEEN.sub("", typed)
    plus = digits.startswith("+")
    digits = "".join(str(unicodedata.decimal(char, char)) for char in digits.removeprefix("+"))
    if not (digits.isascii() and digits.isdigit()) or len(text) > 60:
        return None
    if not plus and digits.startswith("00"):
        plus, digits = True, digits[2:]
    if not plus:
        if not digits.startswith("0"):
            return None
        digits = f"46{digits[1:]}"
    if digits.startswith("46"):
        own = digits[2:].removeprefix("0")
        return f"{_SWEDEN}{own}" if 7 <= len(own) <= 9 and own[0] != "0" else None
    return f"+{digits}" if 8 <= len(digits) <= 15 and digits[0] != "0" else None


def is_mobile(phone: str) -> bool:
    """Whether a message can be sent to the number: a Swedish mobile, or any number abroad."""
    return phone.startswith(_SWEDEN + _MOBILE) if phone.startswith(_SWEDEN) else phone.startswith("+")


def spoken(phone: str) -> str:
    """ "070-174 06 05", in groups as people say it; a number abroad, or one that nobody has read, as it is."""
    if not phone.startswith(_SWEDEN):
        return phone
    own = phone.removeprefix(_SWEDEN)
    area = 1 if own.startswith("8") else 2 if own[:2] in _TWO or own.startswith(_MOBILE) else 3
    code, rest = own[:area], own[area:]
    groups = {5: (3, 2), 6: (2, 2, 2), 7: (3, 2, 2), 8: (3, 3, 2)}.get(len(rest), (len(rest),))
    parts, at = [], 0
    for size in groups:
        parts.append(rest[at : at + size])
        at += size
    return f"0{code}-{' '.join(parts)}"

"""Does the writer say yes or no?"""

from __future__ import annotations

from django.utils.translation import gettext as _

from livskraft.kit.swedish_values.absence import absence
from livskraft.kit.swedish_values.reading import Found, Reading
from livskraft.kit.swedish_values.text import clean, key

_YES = {"ja", "j", "x", "yes", "y", "sant", "true", "1", "ok", "✓", "✔", "☑", "v"}
_NO = {"nej", "n", "no", "falskt", "false", "0", "ej", "inte", "☐", "✗"}


def read_yes_no(raw: object) -> Reading[bool]:
    """A tick, an x or a word."""
    if isinstance(raw, bool):
        return Reading(Found.VALUE, raw)
    written = key("" if raw is None else str(raw)).rstrip(".!")
    if written in _YES:
        return Reading(Found.VALUE, True)
    if written in _NO:
        return Reading(Found.VALUE, False)
    absent = absence(written)
    if absent:
        return Reading(absent)
    return Reading(Found.UNREADABLE, why=_("”%(written)s” är varken ja eller nej.") % {"written": clean(str(raw))[:60]})

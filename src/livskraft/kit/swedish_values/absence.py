"""Does the writer say that the value is not known, or that it has not happened?"""

from __future__ import annotations

from functools import lru_cache

from livskraft.kit.swedish_values.reading import Found
from livskraft.kit.swedish_values.text import key, words

_NOT = {"ej", "inte", "icke", "aldrig", "ingen", "inget", "inga", "nej"}
_UNKNOWN = {
    "okänt", "okänd", "okända", "okant", "oklart", "oklar", "osäkert", "osäker", "saknas", "unknown", "na", "obekant",
    "minns", "framgår", "vet", "känt", "känd", "uppgift", "uppgifter", "info", "information", "gissning",
}  # fmt: skip
_DONE = {
    "besiktad", "besiktat", "besiktade", "besiktigad", "besiktigat", "besiktning", "besiktigats", "servad", "servat",
    "service", "servats", "servicad", "gjord", "gjort", "gjorts", "utförd", "utfört", "utförts", "kontrollerad",
    "kontroll", "kontrollerats", "genomförd", "genomfört", "inspekterad", "skett", "aktuellt", "aktuell",
    "tillämpligt", "relevant",
}  # fmt: skip
_AROUND = {
    "är", "har", "det", "vi", "man", "datum", "årtal", "år", "om", "ännu", "än", "tidigare", "någon", "något",
    "nånsin", "gång", "blivit", "finns", "hos", "oss", "i", "n", "a", "ngn", "kvitto", "dokumenterad", "dokumenterat",
    "noterat", "noterad", "som",
}  # fmt: skip


@lru_cache(maxsize=20_000)
def absence(text: str) -> Found | None:
    """EMPTY, UNKNOWN or NEVER; None when something else is written."""
    written = key(text)
    if not written:
        return Found.EMPTY
    found = words(written)
    if not any(char.isalnum() for char in written):
        return Found.UNKNOWN
    if any(char.isdigit() for char in written) or not set(found) <= _NOT | _UNKNOWN | _DONE | _AROUND:
        return None
    # "ej känt" is about knowing, "ej besiktad" about doing; "aldrig" alone is about doing.
    if set(found) & _UNKNOWN or found == ["n", "a"]:
        return Found.UNKNOWN
    return Found.NEVER if set(found) & _NOT else None

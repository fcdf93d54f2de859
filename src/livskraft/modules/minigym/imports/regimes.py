"""Whose is an item, by what the owner column says?

Follows who bought it, never the words "ursprunglig" and "kompletterande"; wall bars are fixtures and the property
owner's whatever the column says (000 Service och underhåll av utrustning). What does not say one owner clearly is not
read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process

from livskraft.kit.swedish_values import Found, Reading, clean, key
from livskraft.kit.swedish_values.absence import absence
from livskraft.modules.minigym.rules import RegimeKey

# Whole words; the shorthands that units use are here too.
_WORDS: dict[RegimeKey, set[str]] = {
    RegimeKey.MUNICIPAL: {
        "municipal", "k", "ko", "kn", "kom", "komm", "kommun", "kommunen", "kommunens", "kommunal", "kommunalt",
        "kommunala",
        "vof", "vofs", "voo", "vo", "vok", "vård", "omsorg", "omsorgen", "vårdförvaltningen", "förvaltning",
        "förvaltningen",
        "förvaltningens", "förv", "förvaltn", "nämnd", "nämnden", "nämndens", "äldrenämnden", "äldrenämndens", "stad",
        "staden", "stadens", "huvudman",
        "huvudmannen", "huvudmannens", "beställare", "beställaren", "socialtjänsten", "socialtjänst", "soc", "äo",
        "sof",
        "kommunägd", "kommunägt", "kommuninköpt", "kommunköpt",
    },
    RegimeKey.PROVIDER: {
        "provider", "u", "utf", "utförare", "utföraren", "utförarens", "utförarna", "egen", "eget", "egna", "egenägd",
        "egenägt",
        "egeninköpt", "egeninköp", "egenköpt", "egenanskaffad", "verksamhet", "verksamheten", "verksamhetens", "verks",
        "entreprenör", "entreprenören", "entreprenörens", "privat", "privata", "privatägd", "ab", "aktiebolag",
        "bolag", "bolaget", "bolagets",
        "företaget", "leverantören", "själva", "vi", "vår", "vårt", "våra", "oss", "enheten", "enhetens",
        "boendet", "boendets", "hemtjänsten", "hemtjänst", "stiftelse", "stiftelsen", "vårdbolaget", "vårdbolag",
        "vårdföretaget",
        "omsorgsbolaget", "driftsutförare", "utförarägd",
    },
    RegimeKey.PROPERTY: {
        "property", "f", "fä", "fa", "fast", "fastäg", "hv", "fastighet", "fastigheten", "fastighetens", "fastighets",
        "fastighetsägare",
        "fastighetsägaren", "fastighetsägarens", "fastighetsbolag", "fastighetsbolaget", "fastighetsavdelningen",
        "fastighetskontoret",
        "fastighetsförvaltare", "fastighetsförvaltaren", "fastighetsförvaltning", "hyresvärd", "hyresvärden",
        "hyresvärdens", "hyresv", "värd",
        "värden", "bostadsbolag", "bostadsbolaget", "bostäder", "bostads", "bostad", "husägare", "husägaren", "huset",
        "byggnaden",
        "byggnadsägare", "lokalägare", "lokalägaren", "allmännyttan", "hyresbolaget", "förvaltaren",
        "bostadsrättsföreningen", "brf",
    },
}  # fmt: skip
_ENDINGS = (
    (re.compile(r".*fastighet\w*|.*bostäder|.*bostads\w*|.*hyresvärd\w*|.*fastigheter"), RegimeKey.PROPERTY),
    (re.compile(r".*kommun(?:en)?s?|.*förvaltning(?:en)?s?|.*nämnd(?:en)?s?"), RegimeKey.MUNICIPAL),
    (re.compile(r"egen\w{3,}|utförar\w+"), RegimeKey.PROVIDER),
)
_NEGATIONS = {"ej", "inte", "icke", "aldrig", "ingen", "varken"}
# The word that follows names the buyer, whoever else is mentioned.
_BOUGHT_BY = re.compile(r"\b(?:(?:in)?köpts? av|ägs av|ägare|anskaffa[dt]s? av|bekosta[dt]s? av|betala[dt]s? av)\b:? *")
_OTHER_ROLE = re.compile(
    r"\b(?:används|sköts|servas|underhålls|besiktas|besiktigas|service|ansvarar|sköter|servar|används|disponeras|"
    r"lånas)\b.*"
)
_VOCABULARY = {word: regime for regime, found in _WORDS.items() for word in found}
_LONG_WORDS = [word for word in _VOCABULARY if len(word) >= 6]
_LIKENESS = 84
_FIRST_WORD = 5
Names = tuple[tuple[str, RegimeKey], ...]


def names_of(known: Mapping[str, RegimeKey] | None) -> Names:
    """The names of the municipality's own providers and property owners, which no table can list, made comparable.

    A firm is mostly called by the first word of its name, so that word counts too where only one owner has it. The
    municipality's first word is the place's, which any firm may begin with.
    """
    whole = {key(name): RegimeKey(regime) for name, regime in (known or {}).items()}
    by_first: dict[str, set[RegimeKey]] = {}
    for name, regime in whole.items():
        by_first.setdefault(name.split()[0], set()).add(regime)
    short = {
        first: regimes.pop()
        for first, regimes in by_first.items()
        if len(regimes) == 1
        and RegimeKey.MUNICIPAL not in regimes
        and len(first) >= _FIRST_WORD
        and first not in _VOCABULARY
    }
    return tuple(sorted((short | whole).items()))


def read_regime(raw: object, names: Names = ()) -> Reading[RegimeKey]:
    """Whose the item is; `names` as `names_of` makes them."""
    return _read("" if raw is None else str(raw), names)


@lru_cache(maxsize=10_000)
def _read(written: str, names: Names) -> Reading[RegimeKey]:
    absent = absence(written)
    if absent:
        return Reading(Found.EMPTY if absent is Found.EMPTY else Found.UNKNOWN)
    text = key(written)
    for name, regime in names:
        if text == name:
            return Reading(Found.VALUE, regime)
    outside = _OTHER_ROLE.sub("", re.sub(r"\([^)]*\)", " ", text))
    after = _BOUGHT_BY.split(outside)
    # In order of weight: who bought it, what is said outright, what is said at all.
    for part in ([after[-1]] if len(after) > 1 else []) + [outside, text]:
        found, guessed = _named(part, names)
        if not found:
            continue
        if set(re.findall(r"\w+", part)) & _NEGATIONS:
            break
        if len(found) == 1:
            return Reading(Found.VALUE, found.pop(), approximate=guessed)
        if found == {RegimeKey.MUNICIPAL, RegimeKey.PROPERTY}:
            # "Kommunens bostadsbolag", "Fastighetsförvaltningen": the municipality as owner of the house.
            return Reading(Found.VALUE, RegimeKey.PROPERTY, approximate=True)
        return _unreadable(_("”%(text)s” nämner flera ägare. Vem köpte utrustningen?"), written)
    return _unreadable(_("”%(text)s” säger inte om kommunen, utföraren eller fastighetsägaren köpte den."), written)


def _named(text: str, names: Names) -> tuple[set[RegimeKey], bool]:
    """The owners that a text names, and whether a slip of the pen was read past."""
    found = {regime for name, regime in names if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)}
    guessed = False
    text = re.sub(r"\b(\w)\b[. ]+(?=\w\b)", r"\1", text)
    for word in re.findall(r"[^\W\d_]+", text):
        regime = _VOCABULARY.get(word)
        if regime is None:
            regime = next((owner for ending, owner in _ENDINGS if ending.fullmatch(word)), None)
        if regime is None and len(word) >= 5:
            hit = process.extractOne(word, _LONG_WORDS, scorer=fuzz.ratio, score_cutoff=_LIKENESS)
            if hit:
                regime, guessed = _VOCABULARY[hit[0]], True
        if regime:
            found.add(regime)
    # "Omsorg i Norr AB" is a firm, though the municipality's department may be called "Vård & omsorg".
    words = set(re.findall(r"\w+", text))
    if found == {RegimeKey.MUNICIPAL, RegimeKey.PROVIDER}:
        outright = {word for word in words if _VOCABULARY.get(word) is RegimeKey.MUNICIPAL or "kommun" in word}
        if outright and outright <= {"vård", "omsorg", "omsorgen"}:
            found.discard(RegimeKey.MUNICIPAL)
    # "Bolag" and "AB" say what kind of owner only when nothing else does: "Bostads AB" is the landlord.
    if len(found) > 1 and RegimeKey.PROVIDER in found:
        firm = {"ab", "bolag", "bolaget", "bolagets", "aktiebolag", "privat", "privata", "stiftelse", "stiftelsen"}
        others = [word for word in words if _VOCABULARY.get(word) is RegimeKey.PROVIDER]
        if others and set(others) <= firm:
            found.discard(RegimeKey.PROVIDER)
    return found, guessed


def _unreadable(why: str, text: str) -> Reading[RegimeKey]:
    return Reading(Found.UNREADABLE, why=why % {"text": clean(text)[:60]})

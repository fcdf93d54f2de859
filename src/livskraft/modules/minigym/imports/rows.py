"""Which rows of a sheet are the header, the items and all the other things that people write in a list?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from livskraft.kit.spreadsheets import Cell
from livskraft.kit.swedish_values import clean, key
from livskraft.modules.minigym.imports.columns import NOT_IMPORTED, SURE, match_header, plain_name
from livskraft.modules.minigym.imports.kinds import CATALOGUE, name_kind

# The header stands near the top: titles, dates and notes above it take a few rows.
HEADER_WITHIN = 60
_SUM = re.compile(r"^(?:del)?(?:summa|summering|totalt?|totalsumma|antal|sum)\b")
_SIGNATURE = re.compile(
    r"^(?:sign|signatur|signerad|signeras|underskrift|namnteckning|namnförtydligande|namn|datum|ort|ort och datum|"
    r"uppdaterad|uppdaterat|"
    r"senast uppdaterad|uppdaterad av|reviderad|ansvarig|verksamhetschef|enhetschef|listan|inventerad|inventering|"
    r"utskriven|upprättad|"
    r"kontrollerad|godkänd|fastställd|sida|sid)\b"
)
_ROOM = re.compile(
    r"^(?:rum|sal|lokal|plan|våning|vån|hus|källar\w*|korridor\w*|hall|entré\w*|förråd\w*|gymmet|gym|minigym\w*|"
    r"träningslokal\w*|uterum\w*|"
    r"matsal\w*|samlingssal\w*|träffpunkt\w*|bottenvåning\w*|övervåning\w*|terrass\w*|ute\b|utomhus|bv\b|\d+ ?tr\b)"
)
_GROUP = re.compile(
    r"^(?:kondition|styrka|balans|rörlighet|övrigt|övrig|diverse|redskap|lösa redskap|småredskap|maskiner|fria vikter|"
    r"cyklar|"
    r"konditionsmaskiner|styrkemaskiner|konditionsutrustning|styrketräning|konditionsträning|balansträning|"
    r"styrkeutrustning|"
    r"fast utrustning|fast inredning|lös utrustning|ursprunglig\w*(?: utrustning)?|kompletterande(?: utrustning)?|"
    r"tillbehör)$"
)
_EQUIPMENT = re.compile(r"^(?:benämning|utrustning|redskap|träningsredskap|maskin)$")
_HINT = re.compile(
    r"^[(\[]?(?:kr|sek|kg|st|datum|date|å{2,4}[-/ ]?mm(?:[-/ ]?dd)?|y{2,4}[-/ ]?mm(?:[-/ ]?dd)?|ja/nej|år|text|"
    r"ex\..*)[)\]]?$"
)
_DITTO = re.compile(
    r"^(?:[-–—_ ]*(?:\"|”|“|''|´´|’’|„|〃)[-–—_ ]*|dito|d:o|do\.|samma(?: som ovan)?|se ovan|som ovan|ovanstående)$"
)


class RowKind(StrEnum):
    ITEM = "item"
    BLANK = "blank"
    HEADER = "header"
    HEADING = "heading"
    SUM = "sum"
    SIGNATURE = "signature"
    REMARK = "remark"
    ABOVE = "above"


@dataclass(frozen=True)
class Header:
    """`row` counts from 1; with two header rows it is the lower. `names`: the text above each column."""

    row: int
    names: list[str]
    score: float


def text_of(value: Cell) -> str:
    return "" if value is None else clean(str(value))


def find_header(rows: list[list[Cell]]) -> Header | None:
    """The row that names most fields, if it names a kind or at least three; read together with the row above when two
    rows make the header."""
    best: Header | None = None
    for index, row in enumerate(rows[:HEADER_WITHIN]):
        names = [text_of(value) if isinstance(value, str) else "" for value in row]
        candidates = [(index, names)]
        if index and _make_one_header(rows[index - 1], row):
            candidates.append((index, _joined(rows[index - 1], names)))
        for at, found in candidates:
            score = _header_score(found)
            if score and (best is None or score > best.score + 0.5):
                best = Header(at + 1, found, score)
    return best


def _make_one_header(above: list[Cell], row: list[Cell]) -> bool:
    """Whether two rows are halves of a header: words only, no equipment, a plain field name in the lower, and one of
    them fills in for the other; a row of data above a repeated header does not."""
    upper, lower = ([value for value in half if value is not None] for half in (above, row))
    if not all(isinstance(value, str) and not name_kind(value).kind for value in upper + lower):
        return False
    if min(len(upper), len(lower)) > 0.7 * max(len(upper), len(lower)):
        return False
    return any(plain_name(str(value)) for value in lower)


def _joined(above: list[Cell], names: list[str]) -> list[str]:
    """Each name with what stands over it; a merged cell stands over the empty cells to its right."""
    joined, over = [], ""
    if sum(value is not None for value in above) < 2:
        return names
    for index in range(max(len(above), len(names))):
        name = names[index] if index < len(names) else ""
        value = above[index] if index < len(above) else None
        over = text_of(value) if value is not None else over
        if not name:
            joined.append(over if value is not None else "")
        else:
            joined.append(f"{over} {name}".strip())
    return joined


def _header_score(names: list[str]) -> float:
    """How many different fields the names are sure of; 0 when they are no header."""
    filled = [name for name in names if name]
    sure = {match.field for name in filled if (match := match_header(name)) and match.confidence >= SURE}
    sure -= NOT_IMPORTED
    some = {match.field for name in filled if (match := match_header(name))} - NOT_IMPORTED
    kinds = sum(name_kind(name).kind is not None for name in filled)
    if len(some) == 1 and len(filled) > 1 and any(_EQUIPMENT.match(key(name)) for name in filled):
        # The other columns are for a person to map.
        return 1
    if len(some) < 2 or len(sure) < 1 or kinds > 1 or len(some) < len(filled) / 3:
        return 0
    return len(sure) + 0.4 * len(some - sure) + 0.5 * ("kind" in some)


def classify(row: list[Cell], header: list[str], kind_index: int | None, *, ended: bool = False) -> RowKind:
    """What a row below the header is. A row is an item unless something speaks against it.

    `ended`: a sum or a signature stands above it, so a lone text is a remark."""
    filled = [(index, text_of(value)) for index, value in enumerate(row) if value is not None and text_of(value)]
    if not filled:
        return RowKind.BLANK
    first = key(filled[0][1])
    named = text_of(row[kind_index]) if kind_index is not None and kind_index < len(row) else ""
    known = bool(named) and name_kind(named).kind is not None and not named.endswith(":")
    if all(isinstance(row[index], str) for index, _text in filled) and _repeats(filled, header):
        return RowKind.HEADER
    if len(filled) <= 3 and not known:
        for _index, text in filled:
            if _SUM.match(key(text)):
                return RowKind.SUM
        if _SIGNATURE.match(first) or "___" in first or first.startswith("....."):
            return RowKind.SIGNATURE
    if len(filled) == 1 and not known:
        if first.endswith(":") or _ROOM.match(first) or _GROUP.match(first):
            return RowKind.HEADING
        # Alone in the column of names it may well be an item of which nothing else is known.
        return RowKind.ITEM if named and not ended and not _is_sentence(named) else RowKind.REMARK
    if _SUM.match(first) and not known and not any(isinstance(value, str) and name_kind(value).kind for value in row):
        return RowKind.SUM
    return RowKind.ITEM


def _repeats(filled: list[tuple[int, str]], header: list[str]) -> bool:
    """Whether the row says the header again, or gives units and formats for it ("(kr)", "ååmmdd")."""
    same = sum(index < len(header) and key(text) == key(header[index]) for index, text in filled)
    if len(filled) >= 2 and same >= 0.6 * len(filled):
        return True
    if all(_HINT.match(key(text)) for _index, text in filled):
        return True
    fields = {name for _index, text in filled if (name := plain_name(text))}
    return len(fields) >= 3 and len(fields) >= 0.7 * len(filled) and not any(name_kind(t).kind for _i, t in filled)


def _is_sentence(text: str) -> bool:
    return (
        len(text.split()) > 5 or text.endswith((".", "!", ":")) or text.startswith("*") or key(text).startswith("obs")
    )


def is_ditto(text: str) -> bool:
    return bool(_DITTO.match(key(text)))


def is_place(heading: str) -> bool:
    """Whether a heading in the middle says where the rows below it stand."""
    return bool(_ROOM.match(key(heading)))


_TITLE_WORDS = re.compile(
    r"\b(?:inventarielista|inventarieförteckning|inventarieförteckn|inventarier|inventering|utrustningslista|"
    r"utrustning|maskinlista|redskapslista|"
    r"förteckning|lista|listan|minigymmet|minigym|mini-gym|gymmet|gym|över|för|på|i|av|träningsutrustning|"
    r"träffpunkten|träffpunkt|"
    r"trygghetsboendet|trygghetsboende|ht|vt|\d{4}(?:-\d\d){0,2})\b",
    re.IGNORECASE,
)
_PLACE_LABEL = re.compile(
    r"^(?:minigym|gym|enhet|boende|plats|anläggning|trygghetsboende|träffpunkt|verksamhet|ställe|hus|namn)\b ?:?$"
)


def gym_name(above: list[list[Cell]], sheet: str) -> str:
    """The gym that the rows above the header, or the sheet's name, speak of; empty when they do not."""
    for row in above:
        texts = [text_of(value) for value in row if value is not None]
        for index, text in enumerate(texts):
            label, colon, value = text.partition(":")
            if _PLACE_LABEL.match(key(label)) and (value.strip() or index + 1 < len(texts)):
                return clean(value) or texts[index + 1]
            if not colon and re.search(r"inventari|gym|utrustning", key(text)):
                name = _TITLE_WORDS.sub(" ", text)
                name = re.sub(r"[-–—:,()|/]+", " ", name)
                if clean(name):
                    return clean(name)
    generic = re.match(r"^(?:blad|sheet|ark|tabell)? ?\d*$|inventari|^lista|^utrustning", key(sheet))
    kinds = {key(kind.group) for kind in CATALOGUE}
    return "" if generic or key(sheet) in kinds else clean(_TITLE_WORDS.sub(" ", sheet))


def updated(above: list[list[Cell]]) -> str:
    """When the list says that it was last kept, as written."""
    for row in above:
        texts = [text_of(value) for value in row if value is not None]
        for index, text in enumerate(texts):
            label, _colon, value = text.partition(":")
            if re.match(r"^(?:senast )?(?:uppdaterad|uppdaterat|reviderad|ändrad|datum)", key(label)):
                return clean(value) or (texts[index + 1] if index + 1 < len(texts) else "")
    return ""

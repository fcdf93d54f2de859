"""What stands in a list of persons, as people keep them in a workbook?

Only texts are taken out here; what they mean is for rules.imported to say. Rows that say that somebody is protected
are left in the file: nothing of them but the row's number comes out.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from livskraft.kit.errors import Refused
from livskraft.kit.lists import ROWS_BEFORE_HEADERS, Headers, cell_text, header
from livskraft.kit.spreadsheets import Cell, Sheet, read_sheets
from livskraft.kit.swedish_values import clean, words
from livskraft.people.rules.imported import FIELDS, LONGEST_WRITTEN, split_name

MOST_ROWS = 6000
_MOST_NAMED = 20
_HEADERS = Headers(
    {
        "name": "namn, för- och efternamn, förnamn och efternamn, fullständigt namn, namn på deltagare, deltagare, "
        "besökare, medlem, hyresgäst, kund, boende, personens namn, efternamn,förnamn, förnamn,efternamn, "
        "efternamn och förnamn, förnamn efternamn, efternamn förnamn",
        "first": "förnamn, tilltalsnamn, fnamn",
        "last": "efternamn, enamn",
        "number": "personnummer, personnr, pnr, persnr, pers.nr, p-nr, person-nr, personnummer/samordningsnummer, "
        "person-/samordningsnummer, personnummer eller samordningsnummer, id-nummer, identitetsnummer",
        "coordination": "samordningsnummer, samordningsnr, samnr, sam.nr",
        "gender": "kön, man/kvinna, k/m, m/k, kön (k/m)",
        "birth_year": "född, födelseår, född år, födelsedatum, födelsedag, född den, födelsetid, årgång, f.år",
        "phone": "telefon, telefonnummer, tel, tfn, tele, telefonnr, tel.nr, tel nr, telnr, hemtelefon, telefon hem, "
        "tel hem",
        "mobile": "mobil, mobiltelefon, mobilnummer, mobilnr, mob, telefon mobil, mobiltel",
        "email": "e-post, epost, e-postadress, epostadress, mejl, mejladress, mail, mailadress, e-mail, email",
        "street": "adress, gatuadress, gata, bostadsadress, besöksadress, postadress (gata), utdelningsadress",
        "postcode": "postnummer, postnr, post.nr, postnummer (5 siffror)",
        "city": "ort, postort, stad, bostadsort",
        "language": "språk, modersmål, talar, tolkspråk, tolk",
        "adaptations": "anpassning, anpassningar, praktiska anpassningar, hjälpmedel, behov av anpassning, "
        "anpassningsbehov",
        "area": "område, stadsdel, bostadsområde",
        "case": "ärendenummer, ärendenr, ärende, diarienummer, dnr, ärende-nr, aktnummer",
    }
)
_SUM = {"summa", "totalt", "total", "antal", "delsumma", "personer", "rader", "deltagare", "st", "underskrift", "sign"}
_SAYS_NO = {"", "nej", "n", "no", "0", "-", "–", "false", "falskt", "ingen", "inget", "inga", "ej", "saknas", "inte"}
# Such words in any cell of a row, also in a column that is not read, keep the whole row out.
_PROTECTED = re.compile(
    r"sekretessmark|skydda\w*\s+(?:person|identitet|adress|uppgift|folkbok)|(?:hemlig|fingerad)\w*\s+(?:adress|person|id)"
    r"|kvarskriv|sekretesskydd",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Listed:
    """The rows as text: row number → field → what stands there. `marked` are the numbers of rows left in the file.

    `ignored` are headers, and `sheets` names of sheets, that were not read.
    """

    rows: dict[int, dict[str, str]]
    marked: list[int] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    sheets: list[str] = field(default_factory=list)


def read_persons(data: bytes) -> Listed:
    """Raises Refused when the file is no workbook, has no column of names, or is longer than a list can be."""
    sheets = read_sheets(data)
    for sheet in sheets:
        found = _headers(sheet) if sheet.visible else None
        if found and len(sheet.rows) > found[0] + 1:
            others = [clean(other.name)[:60] for other in sheets if other is not sheet and other.rows]
            return _rows(sheet, *found, others[:_MOST_NAMED])
    raise Refused(
        _("Ingen kolumn med namn hittades. Skriv rubriken Namn ovanför namnen och ladda upp filen igen."), "file"
    )


def _headers(sheet: Sheet) -> tuple[int, dict[str, int]] | None:
    """The index of the row of headers and the column of each field; None when no row names the names."""
    best: tuple[int, dict[str, int]] | None = None
    for index, row in enumerate(sheet.rows[:ROWS_BEFORE_HEADERS]):
        columns: dict[str, int] = {}
        for number, cell in enumerate(row):
            found = _HEADERS.field(header(cell))
            if found:
                columns.setdefault(found, number)
        if {"name", "first", "last"} & set(columns) and (best is None or len(columns) > len(best[1])):
            best = index, columns
    return best


def _rows(sheet: Sheet, top: int, columns: dict[str, int], sheets: list[str]) -> Listed:
    says_protected = [
        number
        for number, cell in enumerate(sheet.rows[top])
        if any(word.startswith(("skydd", "sekretess", "hemlig")) for word in words(str(cell or "")))
    ]
    rows: dict[int, dict[str, str]] = {}
    marked: list[int] = []
    for number, cells in enumerate(sheet.rows[top + 1 :], start=top + 2):
        read = {name: _text(cells[column]) for name, column in columns.items() if column < len(cells)}
        if not any(read.values()) or _is_a_sum(cells) or _is_a_header(read):
            continue
        if _is_protected(cells, says_protected):
            marked.append(number)
        else:
            rows[number] = _row(read)
    if len(rows) > MOST_ROWS:
        raise Refused(_("Listan har fler än %(most)s rader. Dela upp den i flera filer.") % {"most": MOST_ROWS}, "file")
    if not rows and not marked:
        raise Refused(_("Det står inga namn under rubriken."), "file")
    known = {*columns.values(), *says_protected}
    headers = enumerate(sheet.rows[top])
    ignored = [clean(str(cell))[:60] for number, cell in headers if cell and number not in known]
    return Listed(rows, marked, ignored[:_MOST_NAMED], sheets)


def _row(read: Mapping[str, str]) -> dict[str, str]:
    given, family = read.get("first", ""), read.get("last", "")
    if not given and not family:
        given, family = split_name(read.get("name", ""))
    number, coordination = read.get("number", ""), read.get("coordination", "")
    phones = [text for text in (read.get("mobile", ""), read.get("phone", "")) if text]
    return {name: read.get(name, "") for name in FIELDS} | {
        "given_name": given,
        "family_name": family,
        # Two numbers are more than one can have; together they cannot be read, and the row is asked about.
        "number": " ".join(sorted({number, coordination} - {""})),
        "phone": " / ".join(dict.fromkeys(phones)),
    }


def _text(cell: Cell) -> str:
    """At most one sign more than may be written of anybody, so that what is too long is found to be so."""
    return cell_text(cell, LONGEST_WRITTEN + 1)


def _is_a_sum(cells: Sequence[Cell]) -> bool:
    """Whether the row is the sum or the signature below a list: it begins with such a word and says nothing more."""
    texts = [str(cell) for cell in cells if cell not in (None, "")]
    found = [word for text in texts for word in words(text)]
    if not found or found[0] not in _SUM or not set(found) <= _SUM:
        return False
    return all(sum(char.isdigit() for char in text) < len("440813") for text in texts)


def _is_a_header(read: Mapping[str, str]) -> bool:
    """Whether the headers are written once more, as on the second page of a list."""
    written = {name: text for name, text in read.items() if text}
    return all(_HEADERS.field(header(text)) == name for name, text in written.items())


def _is_protected(cells: Sequence[Cell], says_protected: Sequence[int]) -> bool:
    """In doubt, yes."""
    said = [str(cells[column]).strip().casefold() for column in says_protected if column < len(cells)]
    if any(text not in _SAYS_NO and text != "none" for text in said):
        return True
    return any(isinstance(cell, str) and _PROTECTED.search(clean(cell)) for cell in cells)

"""What stands in a list of staff, as people keep them in a workbook?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from livskraft.access.roles import Role
from livskraft.kit.errors import Refused
from livskraft.kit.lists import ROWS_BEFORE_HEADERS, Headers, cell_text, header
from livskraft.kit.spreadsheets import Cell, Sheet, read_sheets
from livskraft.kit.swedish_values import clean, key, read_date, words
from livskraft.kit.swedish_values.absence import absence

MOST_ROWS = 2000
FIELDS = ("name", "email", "role", "unit", "title", "starts")
LONGEST = {"name": 120, "email": 254, "title": 80}

# The words that make a header, whole.
_HEADERS = Headers(
    {
        "name": "namn, medarbetare, anställd, personal, för- och efternamn, förnamn och efternamn, fullständigt namn, "
        "person, namn på medarbetare, efternamn,förnamn, förnamn,efternamn",
        "first": "förnamn, tilltalsnamn",
        "last": "efternamn",
        "email": "e-post, epost, e-postadress, epostadress, mejl, mejladress, mail, mailadress, e-mail, email, "
        "jobbmejl",
        "role": "roll, befattning, yrke, yrkesroll, tjänst, funktion, roll i livskraft, arbetar som, anställd som",
        "unit": "enhet, arbetsplats, boende, trygghetsboende, plats, avdelning, arbetsgrupp, grupp, placering, "
        "organisation",
        "title": "titel, tjänstetitel, yrkestitel",
        "starts": "startdatum, start, från, från och med, fr o m, anställd från, anställningsdatum, började, börjar, "
        "anställd sedan, tillträde, datum",
    }
)
# What people write for a role, besides its own name.
_ROLE_WORDS = {
    Role.CARE_STAFF: "undersköterska, undersköt, usk, vårdbiträde, vårdbitr, vb, biträde, skötare, omvårdnadspersonal, "
    "omsorgsassistent, vårdare, timvikarie, vikarie, timanställd, boendestödjare, omsorg, stödassistent",
    Role.PHYSIOTHERAPIST: "sjukgymnast, fysio",
    Role.OCCUPATIONAL_THERAPIST: "arbetsterapeut, arb ter, at",
    Role.UNIT_MANAGER: "enhetschef, chef, vc, ec, verksamhetsansvarig",
    Role.AREA_MANAGER: "områdeschef, områdesansvarig, regionchef",
    Role.HOME_CARE_MANAGER: "hemtjänstchef, chef hemtjänst, enhetschef hemtjänst",
    Role.PLANNER: "samordnare, planerare",
    Role.NEEDS_ASSESSOR: "handläggare bistånd, biståndsbedömare",
    Role.KEY_PERSON: "nyckelperson",
}


@dataclass(frozen=True)
class StaffSheet:
    """The rows of a list as text: row number → field → what stands there; and the headers that are not read."""

    rows: dict[int, dict[str, str]]
    ignored: list[str]


def read_staff(data: bytes) -> StaffSheet:
    """Raises Refused when the file is no workbook, has no column of names, or is longer than a list of staff can be.

    Columns that Livskraft does not ask for, such as personnummer and salary, are not read at all.
    """
    for sheet in (each for each in read_sheets(data) if each.visible):
        found = _headers(sheet)
        if found:
            return _rows(sheet, *found)
    raise Refused(
        _("Ingen kolumn med namn hittades. Skriv rubriken Namn ovanför namnen och ladda upp filen igen."), "file"
    )


def _headers(sheet: Sheet) -> tuple[int, dict[str, int]] | None:
    """The index of the row of headers and the column of each field; None when no row names the names."""
    best: tuple[int, dict[str, int]] | None = None
    for index, row in enumerate(sheet.rows[:ROWS_BEFORE_HEADERS]):
        columns: dict[str, int] = {}
        spare: int | None = None
        for number, cell in enumerate(row):
            written = header(cell)
            field = _HEADERS.field(written)
            if field == "role" and "role" in columns:
                # "Befattning" beside "Roll": the one called Roll says the role, and the other can say the title.
                spare = columns["role"] if written == "roll" else number
                columns["role"] = number if written == "roll" else columns["role"]
            elif field:
                columns.setdefault(field, number)
        if spare is not None:
            columns.setdefault("title", spare)
        if {"name", "first", "last"} & set(columns) and (best is None or len(columns) > len(best[1])):
            best = index, columns
    return best


def _rows(sheet: Sheet, top: int, columns: dict[str, int]) -> StaffSheet:
    rows: dict[int, dict[str, str]] = {}
    for number, cells in enumerate(sheet.rows[top + 1 :], start=top + 2):
        read = {field: _text(cells[column]) for field, column in columns.items() if column < len(cells)}
        name = read.get("name") or f"{read.pop('first', '')} {read.pop('last', '')}".strip()
        row = {field: read.get(field, "") for field in FIELDS} | {"name": name}
        if any(row.values()) and not _is_a_sum(row):
            rows[number] = row
    if len(rows) > MOST_ROWS:
        raise Refused(_("Listan har fler än %(most)s rader. Dela upp den i flera filer.") % {"most": MOST_ROWS}, "file")
    if not rows:
        raise Refused(_("Det står inga namn under rubriken."), "file")
    used = set(columns.values())
    headers = enumerate(sheet.rows[top])
    return StaffSheet(rows, [clean(str(cell))[:60] for number, cell in headers if cell and number not in used])


def _text(cell: Cell) -> str:
    """As a person would read the cell, at most 500 characters; what says that nothing is known is nothing."""
    text = cell_text(cell, 500)
    return "" if absence(text) else text


def _is_a_sum(row: Mapping[str, str]) -> bool:
    """Whether the row is the sum or the signature below a list."""
    first = words(row["name"])[:1]
    return first in (["summa"], ["totalt"], ["antal"], ["sign"], ["underskrift"]) and not row["role"]


def read_name(text: str) -> str:
    """ "Ek, Anna" as "Anna Ek". Raises Refused when it is no name."""
    cleaned = clean(text)
    if cleaned.count(",") == 1:
        last, first = (part.strip() for part in cleaned.split(","))
        cleaned = f"{first} {last}".strip()
    if not any(char.isalpha() for char in cleaned):
        raise Refused(_("Namnet saknas."))
    if any(char.isdigit() for char in cleaned):
        raise Refused(_("Det står siffror i namnet. Personnummer ska inte vara med."))
    if len(cleaned) > LONGEST["name"]:
        raise Refused(_("Namnet är för långt."))
    return cleaned


def read_email(text: str) -> str | None:
    """Raises Refused when it is no address."""
    cleaned = clean(text).removeprefix("mailto:").lower()
    if not cleaned:
        return None
    try:
        validate_email(cleaned)
    except ValidationError as wrong:
        raise Refused(_("Det är ingen e-postadress.")) from wrong
    if len(cleaned) > LONGEST["email"]:
        raise Refused(_("E-postadressen är för lång."))
    return cleaned


def read_role(text: str) -> Role | None:
    """The role that the words name, also when more is said ("Undersköterska natt 75 %"); None when they name none."""
    written = key(text)
    if written in Role.values:
        return Role(written)
    for name, role in _role_names():
        if written == name:
            return role
    spaced = f" {' '.join(words(text))} "
    return next((role for name, role in _role_names() if f" {name} " in spaced), None)


def read_start(text: str, today: date) -> date:
    """The first day that the words can mean, today when nothing is said. Raises Refused."""
    if not text:
        return today
    reading = read_date(text, today=today, future=True)
    if not reading.readable:
        raise Refused(reading.why)
    return reading.value.first if reading.value else today


@lru_cache(maxsize=1)
def _role_names() -> list[tuple[str, Role]]:
    """Every name of a role, the longest first."""
    own = [(key(str(role.label)), role) for role in Role]
    said = [(name, role) for role, names in _ROLE_WORDS.items() for name in names.split(", ")]
    return sorted([*own, *said], key=lambda pair: -len(pair[0]))

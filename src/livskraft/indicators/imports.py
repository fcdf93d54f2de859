"""How does a workbook with numbers of residents come in, and which of its rows cannot be read?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import IO

from django.core import signing
from django.utils.translation import gettext as _

from livskraft.access.actor import Actor
from livskraft.indicators.actions import Number
from livskraft.indicators.permissions import Permission
from livskraft.kit.errors import Refused
from livskraft.kit.lists import error_in
from livskraft.kit.names import name_key
from livskraft.kit.partial_date import PartialDate
from livskraft.kit.spreadsheets import Cell, read_sheets
from livskraft.kit.swedish_values import read_date, read_whole_number
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.models import Unit

HEADERS = {
    "unit": {"plats", "boende", "trygghetsboende", "område", "enhet", "namn", "plats eller område"},
    "number": {"antal", "antal boende", "antal personer", "invånare", "antal invånare", "65+", "invånare 65+"},
    "on": {"gäller per", "gäller den", "per", "per den", "datum", "dag", "avser"},
    "source": {"källa", "uppgift från"},
}
HEADER_WITHIN = 20
MOST_ROWS = 2_000
LONGEST_SOURCE = 200
LONGEST_HEADER = 60
SALT = "livskraft.indicators.residents"
KEPT_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row of the file, with what is wrong with it; nothing is when `problem` is empty."""

    line: int
    name: str
    unit: Unit | None
    number: int | None
    on: date | None
    source: str
    problem: str


@dataclass(frozen=True, slots=True)
class ReadResidents:
    """The rows of a file, and the headers of the columns that are not read."""

    rows: list[ReadRow]
    ignored: list[str]


def read_residents(file: IO[bytes], *, on: date | None, source: str, by: Actor) -> ReadResidents:
    """Every row below the header with something in it. Refused when no sheet has the columns for place and number."""
    units = by.units(Permission.RECORD_RESIDENTS).of_kind(UnitKind.SITE, UnitKind.AREA).open_on(by.today)
    named: dict[str, list[Unit]] = {}
    for unit in units:
        named.setdefault(name_key(unit.name), []).append(unit)
    for sheet in (each for each in read_sheets(file) if each.visible):
        for place, header in enumerate(sheet.rows[:HEADER_WITHIN]):
            columns = _columns(header)
            if {"unit", "number"} <= set(columns):
                below = enumerate(sheet.rows[place + 1 :], start=place + 2)
                found = [
                    _row(line, cells, columns, named, on, source, by) for line, cells in below if any(map(_said, cells))
                ]
                if len(found) > MOST_ROWS:
                    raise Refused(_("Filen har fler än %(most)s rader. Dela upp den.") % {"most": MOST_ROWS}, "file")
                used = set(columns.values())
                left = [_said(cell) for column, cell in enumerate(header) if column not in used]
                return ReadResidents(_without_twins(found), [words[:LONGEST_HEADER] for words in left if words])
    raise Refused(_("Filen saknar en rubrikrad med kolumnerna Plats och Antal."), field="file")


def _columns(header: Sequence[Cell]) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, cell in enumerate(header):
        word = " ".join(_said(cell).casefold().rstrip(":.").split())
        for field, words in HEADERS.items():
            if word in words and field not in found:
                found[field] = place
    return found


def _row(
    line: int,
    cells: Sequence[Cell],
    columns: dict[str, int],
    named: dict[str, list[Unit]],
    on: date | None,
    source: str,
    by: Actor,
) -> ReadRow:
    def cell(field: str) -> Cell:
        place = columns.get(field, len(cells))
        return cells[place] if place < len(cells) else None

    problems = []
    name = _said(cell("unit"))
    units = named.get(name_key(name), []) if name else []
    if not name:
        problems.append(_("Platsen saknas."))
    elif not units:
        problems.append(_("Platsen finns inte hos er."))
    elif len(units) > 1:
        problems.append(_("Flera enheter heter så."))
    number = read_whole_number(cell("number")).value
    if number is None or number < 0:
        problems.append(_("Antalet går inte att läsa."))
    day = on
    if _said(cell("on")):
        read = read_date(cell("on"), today=by.today).value
        day = _whole_day(read)
    if day is None:
        problems.append(_("Dagen saknas eller går inte att läsa."))
    elif day > by.today:
        problems.append(_("Dagen har inte varit än."))
    said = (_said(cell("source")) or source).strip()[:LONGEST_SOURCE]
    if not said:
        problems.append(_("Källan saknas."))
    problems = [why for field in columns if (why := error_in(_said(cell(field))))] or problems
    return ReadRow(line, name, units[0] if len(units) == 1 else None, number, day, said, " ".join(problems))


def _without_twins(rows: list[ReadRow]) -> list[ReadRow]:
    """A unit and day that can be read twice: the second row says so."""
    seen: set[tuple[int, date]] = set()
    found = []
    for row in rows:
        key = (row.unit.pk, row.on) if row.unit and row.on else None
        if key and key in seen and not row.problem:
            row = ReadRow(
                row.line, row.name, row.unit, row.number, row.on, row.source, _("Platsen och dagen står redan ovanför.")
            )
        elif key and not row.problem:
            seen.add(key)
        found.append(row)
    return found


def _whole_day(read: PartialDate | None) -> date | None:
    return read.first if read else None


def _said(cell: Cell) -> str:
    return "" if cell is None else str(cell).strip()


def sealed(rows: list[ReadRow]) -> str:
    """The good rows as a signed text, so that the confirmation saves exactly what was shown."""
    good = [
        (row.unit.pk, row.on.isoformat(), row.number, row.source)
        for row in rows
        if not row.problem and row.unit and row.on and row.number is not None
    ]
    return signing.dumps(good, salt=SALT, compress=True)


def unsealed(text: str, by: Actor) -> list[Number]:
    """What `sealed` gave. Refused when it is not ours, or older than an hour."""
    try:
        rows = signing.loads(text, salt=SALT, max_age=KEPT_SECONDS)
    except signing.BadSignature as error:
        raise Refused(_("Förhandsgranskningen är för gammal. Läs in filen igen.")) from error
    units = by.units(Permission.RECORD_RESIDENTS).in_bulk([row[0] for row in rows])
    return [Number(units[pk], date.fromisoformat(on), number, source) for pk, on, number, source in rows if pk in units]

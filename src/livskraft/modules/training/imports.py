"""What stands in a list of codes, as the authority publishes it or somebody has cut it out?"""

from django.utils.translation import gettext as _

from livskraft.kit.errors import Refused
from livskraft.kit.lists import ROWS_BEFORE_HEADERS, Headers, cell_text, header
from livskraft.kit.spreadsheets import Sheet, read_sheets
from livskraft.modules.training.rules.codes import LONGEST_TEXT, Read, read_rows

LONGEST_CODE = 20
_HEADERS = Headers(
    {
        "code": "kod, kva-kod, kvå-kod, kva kod, kvå kod, kva, kvå, åtgärdskod",
        "text": "text, titel, benämning, klartext, kodtext, åtgärd, rubrik, koden i klartext",
    }
)


def read_codes(data: bytes) -> Read:
    """Every code of the first sheet that has the columns Kod and Text, and what is wrong with its other rows.

    Raises Refused when the file is no workbook, no sheet has the columns, or nothing stands below them.
    """
    for sheet in (each for each in read_sheets(data) if each.visible):
        found = _headers(sheet)
        if found is not None:
            return _read(sheet, *found)
    raise Refused(
        _("Filen har inte kolumnerna Kod och Text. Skriv de rubrikerna ovanför kolumnerna och läs in filen igen."),
        field="file",
    )


def _headers(sheet: Sheet) -> tuple[int, dict[str, int]] | None:
    """The index of the row of headers, and the column of the code and of its text."""
    for index, row in enumerate(sheet.rows[:ROWS_BEFORE_HEADERS]):
        columns: dict[str, int] = {}
        for number, cell in enumerate(row):
            if meant := _HEADERS.field(header(cell)):
                columns.setdefault(meant, number)
        if columns.keys() == {"code", "text"}:
            return index, columns
    return None


def _read(sheet: Sheet, top: int, columns: dict[str, int]) -> Read:
    rows = []
    for number, cells in enumerate(sheet.rows[top + 1 :], start=top + 2):
        code, text = (
            cell_text(cells[column], longest) if column < len(cells) else ""
            for column, longest in ((columns["code"], LONGEST_CODE), (columns["text"], LONGEST_TEXT + 1))
        )
        if code or text:
            rows.append((number, code, text))
    if not rows:
        raise Refused(_("Det står inga koder under rubrikerna."), field="file")
    return read_rows(rows)

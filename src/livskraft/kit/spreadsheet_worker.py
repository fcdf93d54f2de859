"""What stands in the cells of a workbook that may have been made to hurt us?

Run as a program of its own by `spreadsheets`, with the file on standard input and JSON on standard output, so that what
the file does to memory, time or the parser happens here and not in the server. Imports nothing of Livskraft: a bare
start costs 30 ms. What is refused is answered with a code; the sentence for people is chosen by `spreadsheets`."""

from __future__ import annotations

import csv
import io
import json
import re
import resource
import signal
import sys
import zipfile
import zlib
from collections import Counter
from datetime import date, datetime, time, timedelta
from typing import Any

MEGABYTE = 1024 * 1024
MEMORY = 112 * MEGABYTE
CPU_SECONDS = 1.5

MAX_FILE = 20 * MEGABYTE
MAX_ENTRIES = 2_000
MAX_DIRECTORY = MEGABYTE // 2
MAX_UNPACKED = 60 * MEGABYTE
MAX_XML = 40 * MEGABYTE
MAX_RATIO = 150
MAX_SHEETS = 50
MAX_ROWS = 20_000
MAX_COLUMNS = 250
MAX_CELLS = 500_000
MAX_CELL_TEXT = 32_767
MAX_TEXT = 8 * MEGABYTE
# A sheet with more errors than this is to be mended as a whole.
MAX_ERRORS = 5_000
UNNAMED_ERROR = "#FEL!"

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END_OF_ZIP = b"PK\x05\x06"
_ENCRYPTED_ENTRY = 0x1
_DECLARATION = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
# The opening of a cell; one that ends at once has only a look and no content.
_CELL = re.compile(rb"""<(?:\w+:)?c\s(?:[^<>]*?\s)?r=["']\$?([A-Z]{1,4})\$?(\d{1,9})["'][^<>]*?(/>|></(?:\w+:)?c>|>)""")

_ERROR_CELL = re.compile(rb"""<(?:\w+:)?c\s([^<>]*?\bt=["']e["'][^<>]*)(?<!/)>""")
_PLACE = re.compile(rb"""\br=["']\$?([A-Z]{1,4})\$?(\d{1,9})["']""")
_ERROR_VALUE = re.compile(rb"""\s*(?:<(?:\w+:)?f\b[^<>]*(?:/>|>[^<]*</(?:\w+:)?f>))?\s*<(?:\w+:)?v>(#[^<]{1,20})<""")
_ID = re.compile(r"""\bId=["']([^"']*)["']""")
_TARGET = re.compile(r"""\bTarget=["']([^"']*)["']""")
_RELATION = re.compile(r"""\br:id=["']([^"']*)["']""")
# Sheet's part of the package → row and column, counted from 0 → what the cell says.
Errors = dict[str, dict[tuple[int, int], str]]


class Unfit(Exception):
    """The file is refused: a code and what the sentence needs to know."""

    def __init__(self, code: str, **values: str | int) -> None:
        super().__init__(code)
        self.answer = {"refused": code, "values": values}


def read(data: bytes) -> dict[str, Any]:
    """The sheets with all their rows from row 1, or Unfit."""
    if not data.strip():
        raise Unfit("empty")
    if data.startswith(_OLE):
        raise Unfit("encrypted" if "EncryptedPackage".encode("utf-16-le") in data else "old_excel")
    if data.startswith(b"PK\x03\x04"):
        return {"sheets": _workbook(data)}
    return {"sheets": [{"name": "", "visible": True, "rows": _trimmed(_csv(data))}]}


def _workbook(data: bytes) -> list[dict[str, Any]]:
    errors: Errors = {}
    kind = _check_package(data, errors)
    if kind != "ok":
        raise Unfit(kind)
    files = _sheet_files(data) if any(errors.values()) else []
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    except CalamineError as error:
        raise Unfit("damaged") from error
    metadata = book.sheets_metadata
    if len(metadata) > MAX_SHEETS:
        raise Unfit("sheets", most=MAX_SHEETS)
    sheets = []
    for index, about in enumerate(metadata):
        if about.typ is not SheetTypeEnum.WorkSheet:
            continue
        try:
            sheet = book.get_sheet_by_index(index)
        except CalamineError as error:
            raise Unfit("damaged") from error
        if sheet.end:
            _check_size(sheet.end[0] + 1, sheet.end[1] + 1)
        rows = sheet.to_python(skip_empty_area=False)
        _tell_errors(rows, errors.get(files[index], {}) if index < len(files) else {})
        _fill_merged(rows, sheet.merged_cell_ranges or [])
        rows = _trimmed(rows)
        sheets.append({"name": about.name, "visible": about.visible is SheetVisibleEnum.Visible, "rows": rows})
    return sheets


def _sheet_files(data: bytes) -> list[str]:
    """The part of the package in which each sheet of the workbook stands, in the order of the workbook."""
    package = zipfile.ZipFile(io.BytesIO(data))
    try:
        book = package.read("xl/workbook.xml").decode("utf-8", "replace")
        relations = package.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    except KeyError:
        return []
    targets = {}
    for tag in re.findall(r"<(?:\w+:)?Relationship\b[^<>]*>", relations):
        if (known := _ID.search(tag)) and (target := _TARGET.search(tag)):
            targets[known[1]] = target[1]
    ids = [_RELATION.search(tag) for tag in re.findall(r"<(?:\w+:)?sheet\b[^<>]*>", book)]
    found = [targets.get(each[1], "") if each else "" for each in ids]
    return [name.lstrip("/") if name.startswith("/") else f"xl/{name}" for name in found]


def _tell_errors(rows: list[list[Any]], errors: dict[tuple[int, int], str]) -> None:
    """The parser takes a cell that holds an error for an empty one; here it says which error it is."""
    for (row, column), text in errors.items():
        if row < len(rows) and column < len(rows[row]) and rows[row][column] in ("", None):
            rows[row][column] = text


def _errors(text: bytes, found: dict[tuple[int, int], str]) -> None:
    """Adds the cells that hold an error, such as #REF!, by row and column counted from 0."""
    if b't="e"' not in text and b"t='e'" not in text:
        return
    for cell in _ERROR_CELL.finditer(text):
        place = _PLACE.search(cell[1])
        if place is None or len(found) >= MAX_ERRORS:
            continue
        said = _ERROR_VALUE.match(text, cell.end())
        at = (int(place[2]) - 1, _column(place[1]) - 1)
        if said or at not in found:
            found[at] = said[1].decode("ascii", "replace") if said else UNNAMED_ERROR


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _check_package(data: bytes, errors: Errors) -> str:
    """Looks at the directory of the zip file first, then at every byte that it unpacks to."""
    end = data.rfind(_END_OF_ZIP)
    if end < 0 or len(data) < end + 22:
        return "damaged"
    if int.from_bytes(data[end + 10 : end + 12], "little") > MAX_ENTRIES:
        return "bomb"
    if int.from_bytes(data[end + 12 : end + 16], "little") > MAX_DIRECTORY:
        return "bomb"
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
        entries = package.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return "damaged"
    names = {entry.filename for entry in entries}
    if len(names) != len(entries) or len(entries) > MAX_ENTRIES:
        return "bomb"
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        return "bomb"
    for entry in entries:
        if entry.file_size > MEGABYTE and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
            return "bomb"
    if any(entry.flag_bits & _ENCRYPTED_ENTRY for entry in entries):
        return "encrypted"
    if "xl/workbook.xml" not in names and not {"mimetype", "content.xml"} <= names:
        return "old_excel" if "xl/workbook.bin" in names else "wrong_type"
    return _check_contents(package, entries, errors)


def _check_contents(package: zipfile.ZipFile, entries: list[zipfile.ZipInfo], errors: Errors) -> str:
    """Unpacks everything once, since the directory may lie, and looks for what has no place in a workbook.

    Adds to `errors` which cells of which sheet hold one.
    """
    xml = 0
    for entry in entries:
        is_xml = entry.filename.lower().endswith((".xml", ".rels", ".vml"))
        sheet = entry.filename.lower().startswith("xl/worksheets/")
        tail, unpacked, furthest = b"", 0, (0, 0)
        try:
            for chunk in _unpacked(package, entry):
                unpacked += len(chunk)
                xml += len(chunk) if is_xml else 0
                if unpacked > entry.file_size or xml > MAX_XML:
                    return "bomb"
                if not is_xml:
                    continue
                text = tail + chunk
                if _DECLARATION.search(text) or (b"\0" in text and _DECLARATION.search(text.replace(b"\0", b""))):
                    return "declaration"
                if entry.filename == "META-INF/manifest.xml" and b"encryption-data" in text:
                    return "encrypted"
                if sheet:
                    furthest = _furthest(text, furthest)
                    _errors(text, errors.setdefault(entry.filename, {}))
                # Long enough for the opening tag of a cell that is cut in two.
                tail = text[-400:]
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError):
            return "damaged"
        if furthest != (0, 0):
            _check_size(*furthest)
    return "ok"


def _unpacked(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Any:
    """The bytes of an entry, piece by piece, also beyond the size that the directory promises."""
    if entry.compress_type == zipfile.ZIP_STORED:
        with package.open(entry) as stored:
            while piece := stored.read(MEGABYTE):
                yield piece
        return
    if entry.compress_type != zipfile.ZIP_DEFLATED:
        raise NotImplementedError
    # The reader of zipfile stops at the promised size; others do not, so the raw stream is unpacked here.
    raw = package.fp
    if raw is None:
        raise EOFError
    raw.seek(entry.header_offset + 26)
    lengths = raw.read(4)
    raw.seek(int.from_bytes(lengths[:2], "little") + int.from_bytes(lengths[2:], "little"), io.SEEK_CUR)
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    packed = raw.read(entry.compress_size)
    while packed and not unpacker.eof:
        yield unpacker.decompress(packed, MEGABYTE)
        packed = unpacker.unconsumed_tail
    yield unpacker.flush()


def _furthest(text: bytes, known: tuple[int, int]) -> tuple[int, int]:
    """The last row and the last column with content seen so far in a sheet's XML."""
    row, column = known
    for letters, digits, end in _CELL.findall(text):
        if end != b">":
            continue
        row = max(row, int(digits))
        column = max(column, _column(letters))
    return row, column


def _check_size(rows: int, columns: int) -> None:
    if rows > MAX_ROWS:
        raise Unfit("rows", row=rows, most=MAX_ROWS)
    if columns > MAX_COLUMNS:
        raise Unfit("columns", column=columns, most=MAX_COLUMNS)
    if rows * columns > 4 * MAX_CELLS:
        raise Unfit("cells", most=MAX_CELLS)


def _fill_merged(rows: list[list[Any]], ranges: list[Any]) -> None:
    """Cells merged downwards say the same in each of their rows."""
    filled = 0
    for (top, left), (bottom, _right) in ranges:
        if bottom == top or top >= len(rows) or left >= len(rows[top]):
            continue
        for row in rows[top + 1 : bottom + 1]:
            row[left] = rows[top][left]
            filled += 1
        if filled > MAX_ROWS:
            raise Unfit("heavy")


def _csv(data: bytes) -> list[list[Any]]:
    text = _decoded(data)
    first, _, rest = text.partition("\n")
    announced = re.fullmatch(r"sep=(.)\s*", first)
    if announced:
        text = rest
    csv.field_size_limit(MAX_CELL_TEXT)
    delimiter = announced.group(1) if announced else _delimiter(text)
    try:
        rows: list[list[Any]] = []
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            rows.append(list(row))
            _check_size(len(rows), len(row))
        return rows
    except csv.Error as error:
        raise Unfit("cell") from error


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        start = text[:2000].lstrip().lower()
        if re.search(r"[\x00-\x08\x0e-\x1f]", text) or start.startswith(("<", "%pdf", "{\\rtf", "{", "[")):
            break
        return text
    raise Unfit("wrong_type")


def _delimiter(text: str) -> str:
    """The sign that most often cuts the first lines into the same number of cells."""
    sample = text[:20_000]

    def evenness(sign: str) -> int:
        try:
            widths = Counter(len(row) for row in csv.reader(io.StringIO(sample, newline=""), delimiter=sign) if row)
        except csv.Error:
            return 0
        width, times = max(widths.items(), key=lambda item: (item[1] * (item[0] > 1), item[0]), default=(1, 0))
        return times * width if width > 1 else 0

    return max(";\t,|", key=evenness)


def _trimmed(rows: list[list[Any]]) -> list[list[Any]]:
    """The rows without the empty cells at their ends, in values that JSON can carry."""
    cells = text = 0
    plain: list[list[Any]] = []
    for number, row in enumerate(rows, start=1):
        values = [_plain(value) for value in row]
        while values and values[-1] is None:
            values.pop()
        for value in values:
            if isinstance(value, str):
                if len(value) > MAX_CELL_TEXT:
                    raise Unfit("cell")
                text += len(value)
        cells += len(values)
        if text > MAX_TEXT or cells > MAX_CELLS:
            raise Unfit("cells", most=MAX_CELLS)
        if values and number > MAX_ROWS:
            raise Unfit("rows", row=number, most=MAX_ROWS)
        plain.append(values)
    while plain and not plain[-1]:
        plain.pop()
    return plain


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return value if value.strip() else None
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 1e15 else value
    if isinstance(value, datetime):
        return {"day": value.date().isoformat()}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    if isinstance(value, time | timedelta):
        return str(value)
    return value


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Not caught: the signal ends the process wherever it is, also inside the parser.
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_PROF, CPU_SECONDS)
    try:
        answer = read(sys.stdin.buffer.read(MAX_FILE + 1))
    except Unfit as unfit:
        answer = unfit.answer
    except MemoryError:
        answer = {"refused": "heavy", "values": {}}
    sys.stdout.write(json.dumps(answer, ensure_ascii=False, allow_nan=False))


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", errors="surrogatepass")  # type: ignore[union-attr]  # it is a real stream
    main()

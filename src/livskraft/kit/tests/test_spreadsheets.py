"""Does every file from outside end in rows or in a clear sentence, within bounds?"""

import io
import struct
import subprocess
import sys
import zipfile
from datetime import date, datetime, time

import openpyxl
import pytest

from livskraft.kit import spreadsheet_worker
from livskraft.kit.errors import Refused
from livskraft.kit.spreadsheets import read_sheets

MEGABYTE = 1024 * 1024
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def book(rows, **more):
    """A workbook made by openpyxl, as bytes; `more` changes the sheet."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    for row in rows:
        sheet.append(row)
    for cell, value in more.items():
        sheet[cell] = value
    return saved(workbook)


def saved(workbook):
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def package(sheet, strings=None, extra=(), encoding="utf-8"):
    """The smallest workbook whose sheet and shared strings are given as raw XML."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        file.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{TYPES}"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{SHEET_TYPE}.sheet.main+xml"/>'
            f'<Override PartName="/xl/sharedStrings.xml" ContentType="{SHEET_TYPE}.sharedStrings+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{SHEET_TYPE}.worksheet+xml"/></Types>',
        )
        file.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>',
        )
        file.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
            '<sheet name="Blad1" sheetId="1" r:id="rId1"/></sheets></workbook>',
        )
        file.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{OFFICE}/worksheet" '
            f'Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{OFFICE}/sharedStrings" '
            'Target="sharedStrings.xml"/></Relationships>',
        )
        if strings is not None:
            file.writestr("xl/sharedStrings.xml", strings.encode(encoding))
        file.writestr("xl/worksheets/sheet1.xml", sheet if isinstance(sheet, bytes) else sheet.encode(encoding))
        for name, content in extra:
            file.writestr(name, content)
    return out.getvalue()


def sheet_xml(rows, before=""):
    return f'{before}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def text_cell(ref, text):
    return f'<c r="{ref}" t="inlineStr"><is><t>{text}</t></is></c>'


def long_cell(size):
    return package(sheet_xml(f'<row r="1">{text_cell("A1", "a" * size)}</row>'))


def lying(data, name=b"xl/worksheets/sheet1.xml", size=5_000):
    """The same package, where the directory and the entry say that it unpacks to little."""
    data = bytearray(data)
    for signature, offset, at_name in ((b"PK\x03\x04", 22, 30), (b"PK\x01\x02", 24, 46)):
        at = data.find(signature)
        while at >= 0:
            if data[at + at_name : at + at_name + len(name)] == name:
                struct.pack_into("<I", data, at + offset, size)
            at = data.find(signature, at + 4)
    return bytes(data)


BOMB = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)
XXE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def shared(text, before=""):
    return f'{before}<sst xmlns="{MAIN}"><si><t>{text}</t></si></sst>'


def ods(content, manifest=""):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        file.writestr("content.xml", content)
        file.writestr("META-INF/manifest.xml", manifest or "<manifest/>")
    return out.getvalue()


def ods_content(rows):
    return (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
        f'<table:table table:name="Lista">{rows}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )


def ods_cell(text, repeated=1):
    return (
        f'<table:table-cell office:value-type="string" table:number-columns-repeated="{repeated}">'
        f"<text:p>{text}</text:p></table:table-cell>"
    )


def encrypted_zip():
    data = bytearray(book([["a"]]))
    at = data.find(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


def many_entries():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for number in range(30_000):
            file.writestr(f"xl/{number}.xml", "")
    return out.getvalue()


def many_cells(count):
    cells = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, count + 1))
    return package(sheet_xml(cells), shared("å" * 32_000))


def hidden_place():
    """Cells that do not say where they are, in the last row."""
    return package(
        sheet_xml('<row r="1"><c><v>1</v></c></row><row r="1048576">' + "<c><v>1</v></c>" * 16_384 + "</row>")
    )


HOSTILE = {
    "the first and the last cell of a sheet": lambda: (book([["a"]], XFD1048576="b"), "rad 1048576"),
    "the last column": lambda: (book([["a"]], XFD1="b"), "kolumn nummer 16384"),
    "cells that hide where they are": lambda: (hidden_place(), "för stor eller för invecklad"),
    "a cell of 300 MB": lambda: (long_cell(300 * MEGABYTE), "packar upp"),
    "a cell of 300 MB in a file that says it is small": lambda: (lying(long_cell(300 * MEGABYTE)), "packar upp"),
    "a cell longer than Excel allows": lambda: (long_cell(MEGABYTE // 2), "mer text än ett kalkylblad"),
    "one long text in very many cells": lambda: (many_cells(19_000), "invecklad|mer text än en inventarielista"),
    "an entity bomb in the sheet": lambda: (package(sheet_xml(text_cell("A1", "&i;"), BOMB)), "inte hör hemma"),
    "an entity bomb in the texts": lambda: (package(sheet_xml(""), shared("&i;", BOMB)), "inte hör hemma"),
    "a reference to a file of the server": lambda: (package(sheet_xml(text_cell("A1", "&a;"), XXE)), "inte hör hemma"),
    "the same in UTF-16": lambda: (
        package(sheet_xml(text_cell("A1", "&a;"), XXE), encoding="utf-16"),
        "inte hör hemma",
    ),
    "a password": lambda: (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600),
        "skyddad med lösenord",
    ),
    "an encrypted entry": lambda: (encrypted_zip(), "skyddad med lösenord"),
    "an encrypted ods": lambda: (ods("x", "<manifest:encryption-data/>"), "skyddad med lösenord"),
    "Excel 97": lambda: (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000), "äldre Excel-format"),
    "thirty thousand entries": lambda: (many_entries(), "packar upp"),
    "a repeated cell": lambda: (
        ods(ods_content(f'<table:table-row table:number-rows-repeated="1048576">{ods_cell("a")}</table:table-row>')),
        "skadad|invecklad",
    ),
    "a workbook cut short": lambda: (book([["a"]] * 50)[:-300], "skadad"),
    "a workbook with a hole": lambda: (package("<worksheet"), "skadad|ingen|tom"),
    "a document of another kind": lambda: (zipped({"word/document.xml": "<x/>"}), "inget kalkylblad"),
    "an archive": lambda: (zipped({"a.txt": "a"}), "inget kalkylblad"),
    "PDF": lambda: (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "inget kalkylblad"),
    "a photo": lambda: (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(range(256)), "inget kalkylblad"),
    "a web page that calls itself xls": lambda: (b"<html><table><td>a</td></table></html>", "inget kalkylblad"),
    "a program": lambda: (b"\x7fELF\x02\x01\x01\x00" + bytes(900), "inget kalkylblad"),
    "nothing": lambda: (b"", "tom"),
    "only spaces": lambda: (b" \r\n ", "tom"),
    "too large a file": lambda: (b"a;b\n" * (6 * MEGABYTE), "större än 20 MB"),
    "a text with ten million columns": lambda: (b";" * (10 * MEGABYTE), "kolumn nummer|invecklad"),
    "a text with one endless cell": lambda: (b"a" * (15 * MEGABYTE), "mer text än ett kalkylblad|invecklad"),
    "a text with a hundred thousand rows": lambda: (b"a;b\n" * 100_000, "Livskraft läser högst 20000 rader"),
    "a million spaces in a cell's tag": lambda: (package(sheet_xml("<c " + " r=" * 3_000_000 + ">")), "."),
}  # fmt: skip


def zipped(files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, text in files.items():
            file.writestr(name, text)
    return out.getvalue()


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_ends_in_a_sentence(name):
    data, sentence = HOSTILE[name]()
    with pytest.raises(Refused, match=sentence) as refused:
        read_sheets(data)
    assert refused.value.message.endswith(".")


MEASURE = """
import resource, subprocess, sys
with open(sys.argv[2], "rb") as file:
    subprocess.run([sys.executable, "-I", sys.argv[1]], stdin=file, capture_output=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_maxrss, used.ru_utime + used.ru_stime)
"""


@pytest.mark.parametrize("name", [name for name in HOSTILE if name != "too large a file"])
def test_a_hostile_file_takes_little_memory_and_time_of_the_processor(name, tmp_path):
    data, _sentence = HOSTILE[name]()
    (tmp_path / "in").write_bytes(data)
    # A process counts the memory of the one that started it, so a small one in between starts the worker.
    measured = subprocess.run(
        [sys.executable, "-c", MEASURE, spreadsheet_worker.__file__, str(tmp_path / "in")],
        capture_output=True,
        check=True,
        text=True,
    )
    kilobytes, seconds = measured.stdout.split()
    assert int(kilobytes) / 1024 < 120
    assert float(seconds) < 2


def test_the_rows_have_the_numbers_of_the_workbook():
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet["C5"], sheet["B8"] = "rubrik", date(2017, 10, 27)
    sheet.merge_cells("C5:E5")
    sheet.row_dimensions[8].hidden = True
    sheet.column_dimensions["B"].hidden = True
    rows = read_sheets(saved(workbook))[0].rows
    assert rows == [[], [], [], [], [None, None, "rubrik"], [], [], [None, date(2017, 10, 27)]]


def test_each_kind_of_cell_keeps_its_value():
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.append(
        ["ÅÄÖ\u00a0å", 4, 4.0, 2.5, True, datetime.combine(date(2023, 5, 3), time(10, 30)), "2019", "  ", "1e5"]
    )
    workbook.create_sheet("Dold").sheet_state = "hidden"
    first, hidden = read_sheets(saved(workbook))
    assert first.rows == [["ÅÄÖ\u00a0å", 4, 4, 2.5, True, date(2023, 5, 3), "2019", None, "1e5"]]
    assert (first.visible, hidden.visible, hidden.name, hidden.rows) == (True, False, "Dold", [])


def test_cells_merged_downwards_say_the_same_in_each_row():
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.append(["Balansplatta", 1])
    sheet.append([None, 2])
    sheet.append([None, 3])
    sheet.merge_cells("A1:A3")
    assert read_sheets(saved(workbook))[0].rows == [["Balansplatta", 1], ["Balansplatta", 2], ["Balansplatta", 3]]


def test_empty_cells_with_a_look_far_away_do_not_stop_a_list():
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet["A1"] = "a"
    sheet["B60000"].font = openpyxl.styles.Font(bold=True)
    assert read_sheets(saved(workbook))[0].rows == [["a"]]


@pytest.mark.parametrize(
    "data",
    [
        "Benämning;Ägare\n\n\"Rodd; sittande\";Kommunen\n".encode(),
        "\ufeffBenämning;Ägare\r\n\r\n\"Rodd; sittande\";Kommunen\r\n".encode(),
        "Benämning;Ägare\r\n\r\n\"Rodd; sittande\";Kommunen\r\n".encode("cp1252"),
        "Benämning\tÄgare\n\nRodd; sittande\tKommunen\n".encode("utf-16"),
        "sep=|\nBenämning|Ägare\n\nRodd; sittande|Kommunen\n".encode(),
        "Benämning,Ägare\n\n\"Rodd; sittande\",Kommunen\n".encode(),
    ],
)  # fmt: skip
def test_a_text_file_is_read_in_the_encodings_and_with_the_signs_that_excel_writes(data):
    assert read_sheets(data)[0].rows == [["Benämning", "Ägare"], [], ["Rodd; sittande", "Kommunen"]]


def test_an_opendocument_sheet_is_read():
    rows = (
        f"<table:table-row>{ods_cell('Benämning')}{ods_cell('Ägare')}</table:table-row>"
        '<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>'
        f"<table:table-row>{ods_cell('Ribbstol')}</table:table-row>"
        '<table:table-row table:number-rows-repeated="1048000">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    sheet = read_sheets(ods(ods_content(rows)))[0]
    assert (sheet.name, sheet.rows) == ("Lista", [["Benämning", "Ägare"], [], [], ["Ribbstol"]])


def test_a_path_and_an_open_file_are_read_too(tmp_path):
    path = tmp_path / "lista.xlsx"
    path.write_bytes(book([["a"]]))
    with path.open("rb") as file:
        assert read_sheets(path) == read_sheets(file)
    with pytest.raises(Refused, match="går inte att öppna"):
        read_sheets(tmp_path / "saknas.xlsx")


def test_a_cell_with_an_error_says_so_in_its_own_sheet():
    book = openpyxl.Workbook()
    book.active.append(["Namn", "Pris"])
    book.active.append(["Benpress", None])
    other = book.create_sheet("Andra")
    other.append(["Namn", "Pris"])
    other.append(["#REF!", 5])
    other["B3"] = "#N/A"
    other["A4"] = "Saknas"
    first, second = read_sheets(saved(book))
    assert first.rows == [["Namn", "Pris"], ["Benpress"]]
    assert second.rows == [["Namn", "Pris"], ["#REF!", 5], [None, "#N/A"], ["Saknas"]]


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        ('<c r="A1" t="e"><f>SUM(B1:B9)</f><v>#DIV/0!</v></c>', "#DIV/0!"),
        ("<c t='e' r='A1'><v>#VALUE!</v></c>", "#VALUE!"),
        ('<c r="A1" t="e" s="3"><f t="shared" si="0"/><v>#NAME?</v></c>', "#NAME?"),
    ],
)
def test_an_error_is_found_however_the_cell_is_written(inside, said):
    found = {}
    spreadsheet_worker._errors(f'<row r="1">{inside}</row>'.encode(), found)
    assert found == {(0, 0): said}

"""Is an upload judged by what it holds and never by what it is called?"""

import io

import pytest
from PIL import Image

from livskraft.files import content
from livskraft.files.models import Kind
from livskraft.files.tests.factories import PDF, SCRIPT, picture, upload, workbook, zipped
from livskraft.kit.errors import Refused

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><html><body>" + SCRIPT


def redrawn(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content.picture(upload(data)).data))


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_a_picture_becomes_a_jpeg(format: str) -> None:
    kept = content.picture(upload(picture(format=format), "IMG 1.png"))
    assert (kept.content_type, kept.kind, kept.name) == ("image/jpeg", Kind.PICTURE, "IMG 1.png")
    assert redrawn(picture(format=format)).format == "JPEG"


def test_a_picture_forgets_place_camera_and_comments() -> None:
    exif = Image.Exif()
    exif[0x010F] = "Kanarie AB"
    exif.get_ifd(0x8825)[2] = (58.0, 24.0, 0.0)
    data = picture(exif=exif, comment=b"Kanarie")
    assert data.count(b"Kanarie") == 2
    kept = redrawn(data)
    assert not kept.getexif()
    assert "comment" not in kept.info
    assert b"Kanarie" not in content.picture(upload(data)).data


def test_a_picture_taken_sideways_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    assert redrawn(picture(40, 20, exif=exif)).size == (20, 40)


def test_a_large_picture_is_made_smaller() -> None:
    assert redrawn(picture(6000, 3000)).size == (2000, 1000)
    assert redrawn(picture(300, 5000, format="PNG")).size == (120, 2000)


def test_a_transparent_picture_gets_a_white_ground() -> None:
    assert redrawn(picture(format="PNG", mode="RGBA", colour=(0, 0, 0, 0))).getpixel((0, 0)) == (255, 255, 255)


def test_a_script_hidden_in_a_picture_is_gone_when_it_is_drawn_anew() -> None:
    assert SCRIPT not in content.picture(upload(picture(comment=SCRIPT) + SCRIPT)).data


def test_a_picture_is_as_small_as_its_owner_asks() -> None:
    asked = content.picture(upload(picture(1600, 1200)), longest=1000)
    with Image.open(io.BytesIO(asked.data)) as image:
        assert image.size == (1000, 750)


def test_a_small_file_that_unpacks_to_a_giant_picture_is_refused() -> None:
    # Our own limit is lower than Pillow's, which would only have warned.
    bomb = picture(9_000, 9_000, format="PNG", mode="1", colour=0)
    assert len(bomb) < 100_000
    with pytest.raises(Refused, match="går inte att läsa som bild"):
        content.picture(upload(bomb))


@pytest.mark.parametrize("brand", [b"heic", b"mif1", b"avif"])
def test_a_heic_picture_is_refused_with_what_to_do(brand: bytes) -> None:
    with pytest.raises(Refused, match=r"HEIC.*Mest kompatibelt") as refused:
        content.picture(upload(b"\0\0\0\x18ftyp" + brand + b"\0" * 100, "IMG.HEIC"), field="photo")
    assert refused.value.field == "photo"


@pytest.mark.parametrize(
    "data", [SVG, HTML, PDF, b"GIF89a" + SCRIPT, picture()[:300], b"\x89PNG\r\n\x1a\n" + SCRIPT, b"x"]
)
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(Refused, match="går inte att läsa som bild"):
        content.picture(upload(data, "bild.jpg"))


def test_a_pdf_is_kept_as_it_came() -> None:
    kept = content.pdf(upload(PDF, "protokoll.pdf"))
    assert (kept.data, kept.content_type, kept.kind) == (PDF, "application/pdf", Kind.PDF)


@pytest.mark.parametrize(
    "data",
    [
        HTML,
        SVG,
        b"\n" + PDF,
        HTML + PDF,
        PDF[:-7],
        PDF + SCRIPT,
        PDF[:9] + b"% padding\n" * 200 + PDF[9:] + SCRIPT,
        b"%PDF-1.7\n" + SCRIPT + PDF,
        PDF[:-6] + zipped({"a": b"b"}) + b"%%EOF",
        picture(),
    ],
    ids=[
        "html",
        "svg",
        "late head",
        "html first",
        "no end",
        "script last",
        "script far last",
        "script in head",
        "zip too",
        "picture",
    ],
)
def test_what_is_no_pdf_or_something_else_besides_is_refused(data: bytes) -> None:
    with pytest.raises(Refused, match="inte en hel PDF"):
        content.pdf(upload(data, "protokoll.pdf"))


def test_workbooks_are_known_by_their_content() -> None:
    ods = zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<x/>"})
    assert content.spreadsheet(upload(workbook(), "lista.txt")).content_type == content.XLSX
    assert content.spreadsheet(upload(ods, "lista")).content_type == content.ODS


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_text_with_columns_is_known_in_every_usual_encoding(encoding: str) -> None:
    data = "Nr;Föremål\r\n1;Löpband\r\n".encode(encoding)
    assert content.spreadsheet(upload(data)).content_type == content.CSV


@pytest.mark.parametrize(
    "data",
    [
        HTML,
        b"  " + SVG,
        PDF,
        picture(),
        zipped({"index.html": HTML}),
        HTML + workbook(),
        b"PK\x03\x04 broken",
        b"a;b\x00c",
        workbook()[:60],
        zipped({"mimetype": b"text/html"}),
    ],
    # A workbook holds the second when it was made: names made of it would differ between the processes of a run.
    ids=[
        "page",
        "picture with code",
        "paper",
        "photo",
        "zipped page",
        "page and workbook",
        "broken",
        "nul",
        "cut",
        "text",
    ],
)
def test_what_is_no_spreadsheet_is_refused(data: bytes) -> None:
    with pytest.raises(Refused, match="inte ett kalkylblad"):
        content.spreadsheet(upload(data, "lista.xlsx"))


def test_old_locked_and_scripted_workbooks_are_refused_with_what_to_do() -> None:
    with pytest.raises(Refused, match="utan lösenord"):
        content.spreadsheet(upload(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "lista.xls"))
    with pytest.raises(Refused, match="makron"):
        content.spreadsheet(upload(workbook(**{"xl/vbaProject.bin": b"x"}), "lista.xlsm"))


def test_a_workbook_that_unpacks_to_a_giant_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Refused, match="packas upp"):
        content.spreadsheet(upload(workbook(**{f"xl/{number}": b"" for number in range(5001)})))
    monkeypatch.setattr(content, "LARGEST_UNPACKED", 1000)
    with pytest.raises(Refused, match="packas upp"):
        content.spreadsheet(upload(workbook(large=b"0" * 1001)))


@pytest.mark.parametrize("check", [content.picture, content.pdf, content.spreadsheet])
def test_empty_and_too_large_files_are_refused(check: object, monkeypatch: pytest.MonkeyPatch) -> None:
    assert callable(check)
    with pytest.raises(Refused, match="tom"):
        check(upload(b""))
    assert content.LARGEST == 20 * 1024 * 1024
    monkeypatch.setattr(content, "LARGEST", 10)
    with pytest.raises(Refused, match="för stor") as refused:
        check(upload(PDF), field="file")
    assert refused.value.field == "file"

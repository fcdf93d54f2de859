"""Is the paper really printed: every letter, tagged, in Swedish, and only as text?"""

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pypdf
import pytest
from typst import TypstError

from livskraft.documents import pdf
from livskraft.documents.report import (
    Bullets,
    Column,
    Figure,
    Heading,
    Notice,
    Orientation,
    Paper,
    Report,
    SignatureLine,
    Table,
    Text,
    Together,
)
from livskraft.documents.tests.factories import HOSTILE, SVG, binder, everything, hostile


def opened(report: Report) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(pdf.render(report)))


def words(reader: pypdf.PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).replace("\u200b", "").split())


def structure(reader: pypdf.PdfReader) -> list[Any]:
    """The nodes of the document's structure."""
    found: list[Any] = []
    waiting: list[Any] = [reader.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        node = waiting.pop()
        node = node.get_object() if isinstance(node, pypdf.generic.IndirectObject) else node
        if isinstance(node, list):
            waiting.extend(node)
        elif isinstance(node, dict):
            found.append(node)
            if "/K" in node:
                waiting.append(node["/K"])
    return found


def roles(reader: pypdf.PdfReader) -> set[str]:
    """The structure tags used in the document."""
    return {str(node["/S"]) for node in structure(reader) if "/S" in node}


def test_every_word_and_number_is_there(settings: Any) -> None:
    settings.LIVSKRAFT_MUNICIPALITY = "Ekebergs kommun"
    text = words(opened(binder()))
    for expected in (
        "Ekebergs kommun",
        "Inventarielista Åsgården",
        "Örjan Änglund",
        "17 mars 2026",
        "Version 7",
        "Löpband 20",
        "VG-10418",
        "2016-09-17",
        "12 500,50 kr",
        "okänt",
        "Sida 1 av 3",
        "Sida 3 av 3",
        "Underskrift, enhetschef",
        "Namnförtydligande",
    ):
        assert expected in text, expected


def test_a_paper_is_as_large_as_it_was_asked_to_be() -> None:
    for paper, width in ((Paper.A4, 595), (Paper.A5, 420)):
        (page,) = opened(Report("Benpress", [Text("Sitt.")], paper=paper)).pages
        assert round(page.mediabox.width) == width


def test_what_hangs_on_a_wall_is_printed_larger() -> None:
    lines = [Text(f"Rad {number}") for number in range(30)]
    assert len(opened(Report("Benpress", lines)).pages) == 1
    assert len(opened(Report("Benpress", lines, on_a_wall=True)).pages) == 2


@pytest.mark.parametrize("on_a_wall", [True, False])
@pytest.mark.parametrize("level", [1, 2, 3])
def test_a_heading_is_never_smaller_than_what_stands_below_it(level: int, on_a_wall: bool) -> None:
    above = [Heading("Över", each) for each in range(1, level)]
    report = Report("Benpress", [*above, Heading("Rubrik", level), Text("Brödtext")], on_a_wall=on_a_wall)
    sizes: dict[str, float] = {}

    def seen(said: str, _cm: object, tm: list[float], _font: object, size: float) -> None:
        sizes[said.strip()] = size * abs(tm[3])

    for page in opened(report).pages:
        page.extract_text(visitor_text=seen)
    assert sizes["Rubrik"] >= sizes["Brödtext"] > 0


def test_words_in_another_language_than_the_paper_are_marked() -> None:
    reader = opened(Report("الدراجة", [Text("Spaken går trögt.", language="sv"), Text("نص")], language="ar"))
    marked = [str(node["/Lang"])[:2] for node in structure(reader) if "/Lang" in node]
    assert marked == ["sv"]


def test_steps_are_numbered_and_other_lists_are_not() -> None:
    assert "1. Sitt" in words(opened(Report("Benpress", [Bullets(["Sitt", "Res dig"], numbered=True)])))
    assert "1." not in words(opened(Report("Benpress", [Bullets(["Sitt", "Res dig"])])))


def test_a_paper_in_arabic_says_so_and_has_its_letters(settings: Any) -> None:
    report = Report(
        "الدراجة", [Notice("اسأل أولاً"), Text("MG-12")], language="ar", version="3", dated=date(2026, 3, 17)
    )
    reader = opened(report)
    assert reader.trailer["/Root"]["/Lang"].startswith("ar")
    text = words(reader)
    assert "?" not in text
    assert "2026-03-17" in text
    assert "mars" not in text


def test_the_header_row_is_repeated_on_every_page() -> None:
    reader = opened(binder(40))
    assert len(reader.pages) >= 3
    for page in reader.pages[:-1]:
        assert "Serienummer" in page.extract_text()


@pytest.mark.parametrize("lines", range(36, 50))
def test_nobody_signs_a_page_of_nothing(lines: int) -> None:
    filler = Bullets([f"Rad {number}" for number in range(lines)])
    report = Report("Lista", [filler, Text("Kommunen äger."), SignatureLine("Intygar")])
    signed = next(page.extract_text() for page in opened(report).pages if "Intygar" in page.extract_text())
    assert "Kommunen äger." in signed


def test_the_paper_is_tagged_in_swedish_and_says_that_it_is_accessible() -> None:
    reader = opened(Report("Åtgärder", everything()))
    root = reader.trailer["/Root"]
    assert root["/Lang"].startswith("sv")
    assert root["/MarkInfo"]["/Marked"]
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    assert reader.metadata is not None
    assert reader.metadata.title == "Åtgärder"
    assert {"/H1", "/H2", "/P", "/Table", "/TH", "/TD", "/Figure", "/L"} <= roles(reader)


def test_every_kind_of_block_is_printed() -> None:
    text = words(opened(Report("Rapport", everything())))
    for expected in (
        "Resultat",
        "Första stycket. Andra raden.",
        "Viktigt. Maskinen är ur bruk.",
        "två timmar",
        "Faktureras okänt",
        "17 mars 2026",
        "1 234,5",
        "Sätt upp skylten.",
        "Hantel 12",
        "Inget att visa.",
        "Hantlar",
        "Protokollet i Livskraft",
        "Underskrift, besiktningsman",
        "UR BRUK",
        "Benpress MG-2 Anmäl fel",
        "Inget att klippa ut.",
    ):
        assert expected in text, expected


def test_a_landscape_paper_is_wider_than_high() -> None:
    wide = opened(Report("Bred", [Text("x")], orientation=Orientation.LANDSCAPE)).pages[0].mediabox
    high = opened(Report("Hög", [Text("x")])).pages[0].mediabox
    assert wide.width > wide.height
    assert high.width < high.height


def test_what_a_person_wrote_is_printed_and_never_obeyed() -> None:
    text = words(opened(hostile()))
    for written in HOSTILE[:3]:
        assert " ".join(written.split()) in text, written
    assert "nollaslut" in text
    assert "gnp.exe" in text
    assert "\u202e" not in text
    assert "rad ett rad två rad tre" in text


def test_a_megabyte_of_text_is_printed_cut() -> None:
    table = Table([Column("Text")], [("å" * 1_000_000,)])
    assert "avkortat" in words(opened(Report("Långt", [table, Text("ord " * 300_000)])))


def test_a_serial_number_without_spaces_stays_in_its_column() -> None:
    table = Table([Column("A"), Column("B"), Column("C")], [("X" * 60, "Y" * 60, "Z" * 60)])
    text = opened(Report("Smalt", [table])).pages[0].extract_text()
    assert text.replace("\u200b", "").replace("\n", "").count("X" * 60) == 1
    assert not any("X" in line and len(line.strip()) > 45 for line in text.splitlines())


def test_the_same_paper_is_the_same_file() -> None:
    assert pdf.render(binder(2)) == pdf.render(binder(2))


def test_papers_can_be_printed_at_the_same_time() -> None:
    with ThreadPoolExecutor(max_workers=4) as threads:
        made = list(threads.map(lambda _: pdf.render(binder(10)), range(8)))
    assert len(set(made)) == 1


def test_the_typesetter_itself_refuses_a_figure_without_words() -> None:
    figure = Figure(SVG, "x")
    object.__setattr__(figure, "alt", "\u202e")
    with pytest.raises(TypstError, match="missing alt text"):
        pdf.render(Report("Bild", [figure]))


def test_what_stands_together_is_not_torn_apart_between_two_pages() -> None:
    lines = [Text(f"rad {number}") for number in range(30)]
    exercise = [Heading("Början"), *lines[:8], Text("Slutet")]
    torn = [page.extract_text() for page in opened(Report("Löst", [*lines, *exercise])).pages]
    assert not any("Början" in page and "Slutet" in page for page in torn)
    kept = [page.extract_text() for page in opened(Report("Ihop", [*lines, Together(exercise)])).pages]
    assert ["Början" in page for page in kept] == ["Slutet" in page for page in kept] == [False, True]


def test_what_is_taller_than_a_page_goes_on_on_the_next() -> None:
    lines = [Text(f"rad {number}") for number in range(60)]
    reader = opened(Report("Långt", [Together(lines)]))
    assert len(reader.pages) > 1
    assert all(f"rad {number}" in words(reader) for number in range(60))

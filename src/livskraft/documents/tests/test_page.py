"""Does a report become plain HTML in which nothing a person wrote is markup?"""

from html.parser import HTMLParser

from livskraft.documents import page
from livskraft.documents.report import Column, Report, Table, Text, Together
from livskraft.documents.tests.factories import binder, everything, hostile


class Reader(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data

    def names(self) -> list[str]:
        return [tag for tag, _attributes in self.tags]

    def text(self) -> str:
        return " ".join(self.words.split())


def test_everything_the_paper_says_is_on_the_page() -> None:
    read = Reader(page.render(Report("Rapport", everything(), version="2")))
    for expected in (
        "UR BRUK",
        "Benpress MG-2Anmäl fel",
        "Inget att klippa ut.",
        "Resultat",
        "Viktigt. Maskinen är ur bruk.",
        "okänt",
        "17 mars 2026",
        "Hantel",
        "Inget att visa.",
    ):
        assert expected in read.text(), expected
    assert [tag for tag in read.names() if tag[0] == "h" and tag[1:].isdigit()] == ["h1", "h2", "h3", "h4"]
    assert "Version 2" in read.text()


def test_headings_begin_at_the_level_of_the_page() -> None:
    read = Reader(page.render(Report("Rapport", everything()), top=2))
    assert [tag for tag in read.names() if tag[0] == "h" and tag[1:].isdigit()] == ["h2", "h3", "h4", "h5"]


def test_every_picture_has_words_and_every_cell_its_label() -> None:
    read = Reader(page.render(binder()))
    pictures = [attributes for tag, attributes in read.tags if tag == "img"]
    assert len(pictures) == 20
    assert all(
        picture["alt"] and (picture["src"] or "").startswith("data:image/svg+xml;base64,") for picture in pictures
    )
    cells = [attributes for tag, attributes in read.tags if tag == "td"]
    assert len(cells) == 120
    assert all(cell["data-label"] for cell in cells)
    assert [attributes["scope"] for tag, attributes in read.tags if tag == "th"] == ["col"] * 6


def test_nothing_a_person_wrote_is_markup() -> None:
    read = Reader(page.render(hostile()))
    assert "script" not in read.names()
    assert "</script><script>document.title" in read.text()
    assert "{{ x }}{% load y %}" in read.text()
    assert not any(key.startswith("on") or key == "style" for _tag, attributes in read.tags for key in attributes)


def test_a_folded_table_is_unfolded_by_what_is_said_instead() -> None:
    read = Reader(page.render(Report("Så", [Table([Column("Dag")], [("i dag",)], folded="Visa siffrorna")])))
    assert [name for name in read.names() if name in ("details", "summary", "table")] == ["details", "summary", "table"]
    assert "Visa siffrorna" in read.text()
    assert "details" not in Reader(page.render(Report("Så", [Table([Column("Dag")], [("i dag",)])]))).names()


def test_what_stands_together_on_paper_stands_as_it_is_on_a_page() -> None:
    together, loose = (page.render(Report("Så", blocks)) for blocks in ([Together([Text("ett")])], [Text("ett")]))
    assert together == loose

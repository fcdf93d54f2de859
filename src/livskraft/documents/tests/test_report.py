"""Does a paper refuse to be made without what its readers need?"""

import pytest

from livskraft.documents.report import Align, CellKind, Column, Figure, Heading, Qr, Report, Table
from livskraft.documents.tests.factories import SVG


@pytest.mark.parametrize("alt", ["", "  "])
def test_a_picture_without_words_is_refused(alt: str) -> None:
    with pytest.raises(ValueError, match="alternative text"):
        Figure(SVG, alt)
    with pytest.raises(ValueError, match="alternative text"):
        Qr("https://livskraft.example", alt)


def test_a_paper_without_a_title_is_refused() -> None:
    with pytest.raises(ValueError, match="title"):
        Report(" ", [])


@pytest.mark.parametrize("level", [0, 4])
def test_a_heading_has_one_of_three_levels(level: int) -> None:
    with pytest.raises(ValueError, match="level"):
        Heading("Rubrik", level)


def test_a_crooked_table_is_refused() -> None:
    with pytest.raises(ValueError, match="cells"):
        Table([Column("A"), Column("B")], [("1", "2"), ("1",)])
    with pytest.raises(ValueError, match="columns"):
        Table([], [])


def test_numbers_stand_to_the_right_unless_told_otherwise() -> None:
    assert Column("Antal", kind=CellKind.NUMBER).aligned is Align.RIGHT
    assert Column("Namn").aligned is Align.LEFT
    assert Column("Antal", kind=CellKind.NUMBER, align=Align.CENTER).aligned is Align.CENTER


def test_a_figure_knows_what_kind_of_picture_it_is() -> None:
    assert Figure(SVG, "x").content_type == "image/svg+xml"
    assert Figure(b"\x89PNG\r\n", "x").content_type == "image/png"
    assert Figure(b"\xff\xd8\xff", "x").content_type == "image/jpeg"

"""Does every format say the same, and does none of them say what may not be shown?"""

import io
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from livskraft.documents import csv, excel, page, pdf
from livskraft.documents.report import Figure, Notice, Report
from livskraft.indicators.catalogue import Counted, Counts, Form, Indicator
from livskraft.indicators.papers import indicator_paper, shown, sites_paper, spoken, standing
from livskraft.indicators.queries import Cell, Row
from livskraft.indicators.rules import Span, Term
from livskraft.indicators.tests.factories import Told, made
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.models import Unit

MARCH = Term(Span.MONTH, date(2026, 3, 1))
CLOSED = datetime(2026, 4, 10, 3, tzinfo=UTC)
TOP = Unit(pk=1, name="Norra Lindvik", kind=UnitKind.AREA, path="/1/")
SITE = Unit(pk=2, name="Almgården", kind=UnitKind.SITE, path="/1/2/")
TWIN = Unit(pk=3, name="Björkhagen", kind=UnitKind.SITE, path="/1/3/")
OPEN = Term(Span.MONTH, date(2026, 4, 1))


def cell(having: int, among: int, **changes: datetime) -> Cell:
    counted = Counted(Decimal(having), Decimal(among))
    return Cell(counted, Decimal(100 * having) / among, **{"closed_at": CLOSED, **changes})  # type: ignore[arg-type]  # two moments


HIDDEN = Cell(hidden=True, closed_at=CLOSED)
ROWS = [Row(TOP, 0, cell(45, 60)), Row(SITE, 1, HIDDEN), Row(TWIN, 1, cell(41, 50, revised_at=CLOSED))]


def paper(indicator: Indicator, rows: list[Row] = ROWS) -> Report:
    trend = [(MARCH.earlier(2), cell(30, 60)), (MARCH.earlier(), HIDDEN), (MARCH, cell(45, 60))]
    return indicator_paper(indicator, term=MARCH, unit=TOP, trend=trend, rows=rows)


def texts(report: Report) -> dict[str, str]:
    """What each format says, as text."""
    book = load_workbook(io.BytesIO(excel.render(report)))
    return {
        "page": page.render(report),
        "pdf": " ".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(pdf.render(report))).pages),
        "excel": "\n".join(
            " ".join(str(value) for value in row if value is not None)
            for sheet in book
            for row in sheet.iter_rows(values_only=True)
        ),
        "csv": csv.render(report).decode("utf-8-sig"),
    }


@pytest.fixture(scope="module")
def said() -> dict[str, str]:
    return texts(paper(made(Told(), counts=Counts.PERSONS)))


@pytest.mark.parametrize("format", ["page", "pdf", "excel", "csv"])
def test_every_format_has_the_values_and_says_where_one_is_left_out(said: dict[str, str], format: str) -> None:
    text = said[format]
    assert "82" in text
    assert "75" in text
    assert text.count("visas inte") >= 2
    assert "Björkhagen" in text


@pytest.mark.parametrize("format", ["page", "pdf", "excel"])
def test_the_definition_is_printed_under_the_figure(said: dict[str, str], format: str) -> None:
    for word in ("definition av prov", "numerator av prov", "denominator av prov", "population av prov", "source av"):
        assert word in said[format]
    assert "färre än fem personer" in said[format]


@pytest.mark.parametrize("format", ["page", "pdf", "excel", "csv"])
def test_a_hidden_figure_is_in_no_format(format: str) -> None:
    """The cell that hides holds nothing, so that no format can tell it, and the curve has a gap there."""
    assert HIDDEN.counted is None
    with_gap = texts(paper(made(Told(), counts=Counts.PERSONS)))[format]
    without = texts(paper(made(Told(), counts=Counts.PERSONS), rows=[ROWS[0], ROWS[2]]))[format]
    # A page says each value twice: in the table, and in a line for where the table does not fit.
    assert with_gap.count("visas inte") == without.count("visas inte") + (2 if format == "page" else 1)


def test_a_unit_without_a_figure_is_told_why_before_anything_else() -> None:
    hidden = paper(made(Told(), counts=Counts.PERSONS), rows=[Row(TOP, 0, HIDDEN), *ROWS[1:]])
    assert isinstance(hidden.blocks[1], Notice)
    assert not isinstance(paper(made(Told(), counts=Counts.PERSONS)).blocks[1], Notice)


def test_the_curve_is_described_in_words_and_needs_two_periods() -> None:
    figures = figures_of(paper(made(Told())))
    assert "från 50 unit av prov januari 2026 till 75 unit av prov mars 2026" in figures[0].alt
    single = indicator_paper(made(Told()), term=MARCH, unit=TOP, trend=[(MARCH, cell(45, 60))], rows=ROWS)
    assert not figures_of(single)


def figures_of(report: Report) -> list[Figure]:
    return [block for block in report.blocks if isinstance(block, Figure)]


def test_the_sites_are_compared_and_what_is_hidden_is_no_bar() -> None:
    third = Unit(pk=4, name="Cederslund", kind=UnitKind.SITE, path="/1/4/")
    bars = figures_of(paper(made(Told()), rows=[*ROWS, Row(third, 1, cell(1, 2))]))[-1]
    assert "högst har Björkhagen med 82 och lägst Cederslund med 50" in bars.alt
    assert "Almgården".encode() not in bars.data
    assert b"Norra" not in bars.data


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (cell(1, 2), "Fryst 10 april 2026"),
        (cell(1, 2, revised_at=datetime(2026, 5, 10, 3, tzinfo=UTC)), "Fryst 10 april 2026, rättad 10 maj 2026"),
        (Cell(), "Ingen uppgift"),
    ],
)
def test_it_says_since_when_a_figure_is_frozen(found: Cell, words: str) -> None:
    assert standing(found, MARCH) == words


def test_an_open_period_is_preliminary_until_it_closes() -> None:
    assert standing(Cell(value=Decimal(1)), OPEN) == "Preliminär till 10 maj 2026"


@pytest.mark.parametrize(
    ("changes", "value", "expected"),
    [
        ({}, Decimal("33.3333"), 33.3),
        ({"form": Form.RATE}, Decimal("0.0417"), 0.04),
        ({"form": Form.RATE}, Decimal(0), 0),
        ({}, Decimal("99.9667"), 99.97),
        ({}, Decimal(100), 100),
        ({"form": Form.TOTAL, "denominator": ""}, Decimal("7.0000"), 7),
        ({"form": Form.TOTAL, "denominator": ""}, Decimal("0.04"), 0.04),
        ({"counts": Counts.MONEY, "form": Form.RATE}, Decimal("1670.83"), 1671),
    ],
)
def test_a_value_has_as_many_decimals_as_people_read(
    changes: dict[str, object], value: Decimal, expected: float
) -> None:
    assert shown(made(Told(), **changes), Cell(value=value)) == expected


def test_people_are_told_why_there_is_no_figure() -> None:
    assert spoken(made(Told()), Cell()) == "Ingen uppgift"
    assert "få personer" in spoken(made(Told()), HIDDEN)


def test_sites_stand_side_by_side_and_what_none_can_have_is_left_out() -> None:
    there, nowhere = made(Told()), made(Told(), key="test.two", label="Finns inte här")
    rows = [[Row(SITE, 0, cell(1, 2)), Row(TWIN, 0, Cell())], [Row(SITE, 0, Cell()), Row(TWIN, 0, Cell())]]
    text = csv.render(sites_paper([there, nowhere], term=MARCH, columns=rows, units=[SITE, TWIN])).decode()
    assert "Almgården;50,0" in text
    assert "Björkhagen;–" in text
    assert "Finns inte här" not in text


def test_under_the_sites_it_says_what_each_number_is() -> None:
    there = made(Told(), label="Besiktade i tid", unit="procent")
    rows = [[Row(SITE, 0, cell(1, 2))]]
    assert "Besiktade i tid: procent." in page.render(sites_paper([there], term=MARCH, columns=rows, units=[SITE]))


def test_a_single_one_is_told_in_the_singular():
    indicator = replace(made(Told()), form=Form.TOTAL, unit="tillfällen", one="tillfälle")
    told = [spoken(indicator, Cell(value=Decimal(value))) for value in ("0", "1", "2")]
    assert told == ["0 tillfällen", "1 tillfälle", "2 tillfällen"]
    assert spoken(replace(indicator, one=""), Cell(value=Decimal(1))) == "1 tillfällen"

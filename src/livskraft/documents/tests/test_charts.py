"""Is a chart drawn with its words, also on paper, and with nothing that a person wrote as markup?"""

import io
from collections.abc import Callable
from xml.etree import ElementTree

import pytest
from pypdf import PdfReader

from livskraft.documents import charts, pdf
from livskraft.documents.report import Figure, Report

SVG = "{http://www.w3.org/2000/svg}"
POINTS = [("jan", 10.0), ("feb", None), ("mars", 30.0), ("april", 42.5)]


def drawn(svg: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def words(svg: bytes) -> list[str]:
    return [text.text or "" for text in drawn(svg).iter(f"{SVG}text")]


def test_a_line_has_a_point_for_each_value_and_a_gap_where_nothing_is_known() -> None:
    chart = drawn(charts.line(POINTS, unit="procent", title="Besiktade"))
    assert len(list(chart.iter(f"{SVG}circle"))) == 3
    lines = [path for path in chart.iter(f"{SVG}path") if path.get("fill") == "none"]
    assert len(lines) == 2


def test_higher_values_stand_higher() -> None:
    chart = drawn(charts.line(POINTS, unit="procent", title="Besiktade"))
    heights = [float(circle.get("cy") or 0) for circle in chart.iter(f"{SVG}circle")]
    assert heights == sorted(heights, reverse=True)


def test_the_unit_the_first_and_the_last_label_and_the_latest_value_are_written() -> None:
    said = words(charts.line(POINTS, unit="procent", title="Besiktade"))
    assert {"procent", "jan", "april", "42,5", "0", "50"} <= set(said)


@pytest.mark.parametrize("most", [1, 2, 3, 7, 10, 21, 60, 180, 240])
def test_what_is_counted_whole_is_never_said_to_be_a_half(most: int) -> None:
    said = words(charts.line([("i går", 0.0), ("i dag", float(most))], unit="", title="x"))
    levels = [each for each in said if each not in {"i går", "i dag", ""}]
    assert len(levels) > 2
    assert not [each for each in levels if "," in each]


@pytest.mark.parametrize("most", [0.7, 1.2, 2.25, 4.5, 22.5])
def test_a_part_is_said_with_one_decimal_at_most(most: float) -> None:
    said = words(charts.line([("i går", 0.0), ("i dag", most)], unit="", title="x"))
    assert not [each for each in said if "," in each and len(each.split(",")[1]) > 1]


@pytest.mark.parametrize("count", [0, 1, 2, 60])
def test_any_number_of_points_can_be_drawn_inside_the_picture(count: int) -> None:
    chart = drawn(charts.line([(str(place), float(place)) for place in range(count)], unit="", title="x"))
    for circle in chart.iter(f"{SVG}circle"):
        assert 0 <= float(circle.get("cx") or -1) <= charts.WIDTH
        assert 0 <= float(circle.get("cy") or -1) <= charts.HEIGHT
    assert len(list(chart.iter(f"{SVG}text"))) < 20


@pytest.mark.parametrize("value", [0.0, 0.004, 0.7, 1.0, 99.0, 1234567.0])
def test_no_value_stands_above_the_picture(value: float) -> None:
    chart = drawn(charts.line([("a", 0.0), ("b", value)], unit="", title="x"))
    assert min(float(circle.get("cy") or 0) for circle in chart.iter(f"{SVG}circle")) >= charts.TOP - 0.1


@pytest.mark.parametrize("draw", [lambda name: charts.line([(name, 1.0)], unit=name, title=name),
                                  lambda name: charts.bars([(name, 1.0)], title=name)])  # fmt: skip
def test_a_name_is_never_markup(draw: Callable[[str], bytes]) -> None:
    chart = draw('"><script>x</script>\u202e&')
    assert b"<script" not in chart
    assert drawn(chart).get("aria-label", "").startswith('"><script>')


def test_bars_stand_in_order_with_their_values() -> None:
    chart = charts.bars([("Almgården", 4.0), ("Björkhagen", None), ("Cederslund", 2.0)], title="x")
    assert words(chart) == ["Almgården", "4", "Björkhagen", "–", "Cederslund", "2"]
    lengths = [float(bar.get("width") or 0) for bar in drawn(chart).iter(f"{SVG}rect")]
    assert len(lengths) == 2
    assert lengths[0] == 2 * lengths[1]


def test_the_words_of_a_chart_are_there_in_the_pdf_too() -> None:
    """With no fonts a renderer drops text without saying so."""
    figure = Figure(charts.line(POINTS, unit="ovanligt ord", title="x"), "En kurva.")
    text = PdfReader(io.BytesIO(pdf.render(Report(title="Prov", blocks=[figure])))).pages[0].extract_text()
    assert "ovanligt ord" in text
    assert "42,5" in text

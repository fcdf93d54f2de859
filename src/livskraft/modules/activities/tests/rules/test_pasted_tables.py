"""Is a table row told from a line of text, and its columns by their headers?"""

import pytest

from livskraft.modules.activities.rules.pasted_tables import (
    Column,
    cells_of,
    columns_of,
    grid_of,
    heads_parts_of_day,
    loose_cells,
    whole_day,
    whole_time,
)


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ("a\tb\t", ["a", "b", ""]),
        ("| a | b | |", ["a", "b", ""]),
        ("•\t10 Bingo\tSal", ["10 Bingo", "Sal"]),
        ("10 Bingo", None),
        ("•\t10 Bingo", None),
        ("a | b", None),
        ("a\t" * 30, None),
    ],
)
def test_tabs_and_pipes_part_cells(line, cells):
    assert cells_of(line, grid=False) == cells


def test_an_empty_first_cell_holds_its_place_in_a_grid():
    assert cells_of("\t10 Sång\t", grid=True) == ["", "10 Sång", ""]


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ("Måndag 4/5   10.00   Gympa", ["Måndag 4/5", "10.00", "Gympa"]),
        ("4 maj;10.00;Gympa", ["4 maj", "10.00", "Gympa"]),
        ("Datum;Tid;Aktivitet", ["Datum", "Tid", "Aktivitet"]),
        ("Måndag   17 nov:", None),
        ("Kaffe; te; bulle", None),
    ],
)
def test_spaces_and_semicolons_part_cells_only_beside_a_day_and_a_time(line, cells):
    assert loose_cells(line) == cells


def test_headers_say_what_columns_hold():
    assert columns_of(["Datum", "Tid", "Aktivitet", "Kostnad", "Lokal"]) == [
        Column.DAY,
        Column.TIME,
        Column.TITLE,
        Column.COST,
        Column.OTHER,
    ]


@pytest.mark.parametrize("cells", [["Dag"], ["Dag", "Bingo"], ["", ""], ["10.00", "Bingo"]])
def test_other_rows_are_no_headers(cells):
    assert columns_of(cells) is None


def test_weekdays_head_a_grid():
    grid = grid_of(["Tid", "Måndag", "Tis 5/5", "Onsdag"])
    assert grid is not None
    assert list(grid) == [1, 2, 3]


@pytest.mark.parametrize(
    "cells",
    [
        ["Måndag", "10 Bingo"],
        ["Måndag", "10.00", "Bingo"],
        ["Måndag", "Tisdag", "10 Bingo"],
        ["10.00", "Måndag", "4/5"],
    ],
)
def test_a_row_with_something_on_heads_no_grid(cells):
    assert grid_of(cells) is None


def test_parts_of_the_day_head_columns():
    assert heads_parts_of_day(["Dag", "Förmiddag", "Eftermiddag"])
    assert not heads_parts_of_day(["Förmiddag", "10 Bingo"])


def test_a_cell_may_be_a_day_or_a_time_and_nothing_else():
    assert whole_day("Måndag 4 maj") is not None
    assert whole_day("Måndag Bingo") is None
    assert len(whole_time("10.00 – 11.00")) == 1
    assert whole_time("10.00 Bingo") == ()

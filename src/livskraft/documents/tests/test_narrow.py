"""Is all that a table says also in its lines, and is it folded under what gathers it?"""

import pytest

from livskraft.documents import page
from livskraft.documents.narrow import Fold, folds
from livskraft.documents.report import CellKind, Column, Narrow, Report, Table, Value

VALUE = Column("Värde (procent)", 1, CellKind.NUMBER, unknown="–")


def lines_of(table: Table) -> list[Fold]:
    return folds(table, [[{"text": str(value)} for value in row] for row in table.rows])


def table_of(depths: list[int]) -> Table:
    rows: list[list[Value]] = [[f"Enhet {place}", place] for place in range(len(depths))]
    return Table([Column("Enhet"), VALUE], rows, narrow=Narrow.LINES, depths=depths)


@pytest.mark.parametrize(
    ("depths", "folded"),
    [
        ([0, 0, 0], {0: 0, 1: 0, 2: 0}),
        ([0, 1, 2, 3, 3, 1, 2, 3], {0: 0, 1: 3, 5: 2}),
        ([0, 1, 2, 1], {0: 3}),
        ([], {}),
    ],
)
def test_rows_are_folded_under_what_gathers_them_at_most_two_steps_deep(
    depths: list[int], folded: dict[int, int]
) -> None:
    found = lines_of(table_of(depths))
    assert {int(fold.head.value["text"]): len(fold.lines) for fold in found} == folded


def test_a_single_fold_with_few_lines_is_open_and_one_of_several_is_not() -> None:
    assert [fold.open for fold in lines_of(table_of([0, 1, 1]))] == [True]
    assert [fold.open for fold in lines_of(table_of([0, *[1] * 9]))] == [False]
    assert [fold.open for fold in lines_of(table_of([0, 1, 0, 1]))] == [False, False]


def test_below_the_value_stand_the_other_cells_that_say_something() -> None:
    columns = [Column("Enhet"), VALUE, Column("Täljare", 1, CellKind.NUMBER), Column("Läge")]
    rows: list[list[Value]] = [["Almgården", 80, 4, "Fryst"], ["Björkhagen", 50, None, ""]]
    found = lines_of(Table(columns, rows, narrow=Narrow.LINES))
    assert [fold.head.more for fold in found] == [["Täljare 4", "Fryst"], []]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ([27.7, 45.2, None], ["lägst 27,7, högst 45,2"]),
        ([100, 100], ["alla 100"]),
        ([100, None], ["100"]),
        (["visas inte", "visas inte"], ["visas inte"]),
        ([None, None], []),
    ],
)
def test_a_folded_column_says_how_far_apart_its_values_are(values: list[Value], said: list[str]) -> None:
    rows = [[f"Plats {place}", value] for place, value in enumerate(values)]
    (fold,) = lines_of(Table([Column("Enhet"), VALUE], rows, narrow=Narrow.COLUMNS))
    assert fold.head.more == said
    assert [line.about["text"] for line in fold.lines] == [row[0] for row in rows]


def test_a_page_has_the_table_for_paper_and_the_lines_beside_it() -> None:
    html = page.render(Report("Rapport", [table_of([0, 1])]))
    assert "lk-table--wide" in html
    assert html.count("Enhet 1") == 2
    as_cards = page.render(Report("Rapport", [Table([Column("Enhet")], [["Almgården"]])]))
    assert "lk-lines" not in as_cards
    assert "lk-table--wide" not in as_cards


def test_a_depth_for_some_rows_only_is_refused() -> None:
    with pytest.raises(ValueError, match="depth"):
        Table([Column("Enhet")], [["Almgården"], ["Björkhagen"]], depths=[0])

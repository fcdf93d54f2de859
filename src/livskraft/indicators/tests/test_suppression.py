"""Can anybody work out a hidden figure from what is shown?"""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from livskraft.indicators.rules import Counted, together
from livskraft.indicators.suppression import FEWEST, hidden, may_be_shown


def share(having: int, among: int) -> Counted:
    return Counted(Decimal(having), Decimal(among))


def number(count: int) -> Counted:
    return Counted(Decimal(count))


@pytest.mark.parametrize(("count", "shown"), [(0, True), (1, False), (4, False), (5, True)])
def test_a_number_of_one_to_four_is_hidden(count: int, shown: bool) -> None:
    assert may_be_shown(number(count)) is shown


@pytest.mark.parametrize(
    ("having", "among", "shown"),
    [
        (0, 0, True),
        (2, 4, False),
        (5, 10, True),
        (4, 10, False),
        (6, 10, False),
        (0, 9, False),
        (9, 9, False),
        (0, 10, True),
        (10, 10, True),
    ],
)
def test_a_share_is_hidden_when_either_side_of_it_is_few(having: int, among: int, shown: bool) -> None:
    assert may_be_shown(share(having, among)) is shown


def test_one_small_site_takes_the_smallest_of_its_neighbours_along() -> None:
    cells = {"/1/2/": number(3), "/1/3/": number(40), "/1/4/": number(9), "/1/5/": number(12)}
    assert hidden(cells) == {"/1/2/", "/1/4/"}


def test_a_site_alone_in_its_area_takes_the_area_along_and_another_area() -> None:
    cells = {"/1/2/20/": number(3), "/1/3/30/": number(6), "/1/3/31/": number(8), "/1/4/40/": number(50)}
    gone = hidden(cells)
    assert {"/1/2/20/", "/1/2/"} <= gone
    assert "/1/3/" in gone
    assert "/1/4/40/" not in gone
    assert "/1/" not in gone


def test_what_is_hidden_together_is_more_than_a_few() -> None:
    assert hidden({"/1/2/": number(1), "/1/3/": number(2), "/1/4/": number(30)}) == {"/1/2/", "/1/3/", "/1/4/"}


def test_what_a_unit_has_of_its_own_cannot_be_worked_out() -> None:
    assert hidden({"/1/2/": number(2), "/1/2/3/": number(20), "/1/2/4/": number(30)}) == {"/1/2/3/"}


def test_nothing_is_hidden_where_there_are_many() -> None:
    assert hidden({"/1/2/": share(20, 40), "/1/3/": share(10, 30), "/1/4/": share(0, 0)}) == frozenset()


def test_the_whole_municipality_is_hidden_when_it_has_too_few() -> None:
    assert hidden({"/1/2/3/": number(2)}) == {"/1/", "/1/2/", "/1/2/3/"}


# Municipality → areas → parts → sites; some units have people of their own.
shares = st.integers(0, 25).flatmap(lambda among: st.tuples(st.integers(0, among), st.just(among)))
paths = st.builds(
    lambda steps: "/1/" + "".join(f"{step}/" for step in steps), st.lists(st.integers(2, 4), min_size=1, max_size=3)
)
tables = st.dictionaries(paths, shares, min_size=1, max_size=14)


@given(tables)
def test_no_hidden_share_can_be_solved_for(table: dict[str, tuple[int, int]]) -> None:
    attack({path: share(*cell) for path, cell in table.items()})


@given(st.dictionaries(paths, st.integers(0, 12), min_size=1, max_size=14))
def test_no_hidden_number_can_be_solved_for(table: dict[str, int]) -> None:
    attack({path: number(cell) for path, cell in table.items()})


@given(tables, st.data())
def test_one_person_more_can_be_solved_for_nowhere(table: dict[str, tuple[int, int]], data: st.DataObject) -> None:
    """Whoever keeps yesterday's table and subtracts it from today's finds out about no hidden unit either."""
    where = data.draw(st.sampled_from(sorted(table)))
    before = {path: share(*cell) for path, cell in table.items()}
    after = {**before, where: together([before[where], share(1, 1)])}
    unknown = hidden(before) & hidden(after)
    known = published(before) & published(after)
    if unknown:
        assert not solved(before, {path for path in all_paths(before) if path not in known}, unknown)


def all_paths(cells: dict[str, Counted]) -> set[str]:
    found = {path for path, cell in cells.items() if cell.numerator or cell.denominator}
    return found | {"/".join(path.split("/")[:end]) + "/" for path in found for end in range(2, path.count("/"))}


def published(cells: dict[str, Counted]) -> set[str]:
    return all_paths(cells) - hidden(cells)


def sums(cells: dict[str, Counted]) -> dict[str, Counted]:
    return {
        path: together([cell for lower, cell in cells.items() if lower.startswith(path)]) for path in all_paths(cells)
    }


def attack(cells: dict[str, Counted]) -> None:
    gone = hidden(cells)
    totals = sums(cells)
    assert gone <= set(totals)
    # Nothing that is shown is about a few.
    assert [path for path in totals if path not in gone and not may_be_shown(totals[path])] == []
    # Nothing that is hidden follows from what is shown, nor what a unit has besides those beneath it.
    small = {
        path + "*"
        for path, cell in cells.items()
        if path in totals and any(o != path and o.startswith(path) for o in totals) and not may_be_shown(cell)
    }
    assert not solved(cells, gone, gone | small)
    # What follows of the hidden ones together is not about a few either.
    for path in set(totals) - gone:
        ends = left_out(path, cells, totals, gone)
        if ends:
            assert len(ends) > 1
            assert may_be_shown(together(ends)), (path, ends)
            assert together(ends).denominator or together(ends).numerator >= FEWEST


def left_out(path: str, cells: dict[str, Counted], totals: dict[str, Counted], gone: frozenset[str]) -> list[Counted]:
    """The parts under a shown path that no other shown path beneath it says anything of."""
    own = cells.get(path)
    lower = [each for each in totals if each != path and each.startswith(path)]
    direct = [each for each in lower if each[len(path) :].count("/") == 1]
    found: list[Counted] = []
    for each in direct:
        if each in gone:
            leaf = not any(other != each and other.startswith(each) for other in totals)
            found += [totals[each]] if leaf else left_out(each, cells, totals, gone)
    if direct and own and (own.numerator or own.denominator) and (found or path in gone or not may_be_shown(own)):
        # Its own part is never shown; where all else is, it follows, and is then about many.
        found.append(own)
    return found


def solved(
    cells: dict[str, Counted], unknown: set[str] | frozenset[str], wanted: set[str] | frozenset[str]
) -> set[str]:
    """The wanted paths whose value every solution of the published sums agrees on (Gauss, exactly)."""
    every = all_paths(cells)
    inner = {path for path in every if any(other != path and other.startswith(path) for other in every)}
    own = {path + "*" for path in inner if path in cells and (cells[path].numerator or cells[path].denominator)}
    variables = sorted(set(unknown) | own)
    rows = []
    for path in inner:
        row = {variable: Fraction(0) for variable in variables}
        if path in row:
            row[path] -= 1
        for lower in every:
            if lower != path and lower.startswith(path) and lower[len(path) :].count("/") == 1 and lower in row:
                row[lower] += 1
        if path + "*" in row:
            row[path + "*"] += 1
        rows.append([row[variable] for variable in variables])
    reduced = echelon(rows)
    found = set()
    for row in reduced:
        used = [place for place, factor in enumerate(row) if factor]
        if len(used) == 1:
            found.add(variables[used[0]])
    return found & set(wanted)


def echelon(rows: list[list[Fraction]]) -> list[list[Fraction]]:
    rows = [list(row) for row in rows if any(row)]
    done = 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((index for index in range(done, len(rows)) if rows[index][column]), None)
        if pivot is None:
            continue
        rows[done], rows[pivot] = rows[pivot], rows[done]
        head = rows[done][column]
        rows[done] = [value / head for value in rows[done]]
        for index, row in enumerate(rows):
            if index != done and row[column]:
                factor = row[column]
                rows[index] = [value - factor * first for value, first in zip(row, rows[done], strict=True)]
        done += 1
    return rows[:done]

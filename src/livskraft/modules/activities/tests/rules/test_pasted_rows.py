"""Are tables and grids read row by row, with their headers, merged cells and empty cells?"""

import pytest

from livskraft.modules.activities.rules.pasted import Kind, read_programme


def proposed(text):
    return [
        (
            each.date.isoformat()[5:],
            f"{each.start:%H:%M}",
            f"{each.end:%H:%M}" if each.end else None,
            each.title,
            each.cost,
        )
        for each in read_programme(text, year=2026).activities
    ]


BINGO = [("05-04", "10:00", "11:00", "Bingo", 20)]


@pytest.mark.parametrize(
    "table",
    [
        "Datum\tTid\tAktivitet\tKostnad\tLokal\nmån 4 maj\t10–11\tBingo\t20 kr\tSalongen",
        "| Dag | Tid | Vad | Pris |\n|---|---|---|---|\n| Måndag 4 maj | 10:00 – 11:00 | Bingo | 20:- |",
        "Datum;Tid;Aktivitet;Pris\n4 maj;10.00-11.00;Bingo;20",
        "Dag\tStart\tSlut\tAktivitet\tPris\nMån 4/5\t10.00\t11.00\tBingo\t20",
        "4/5\tMåndag\t10.00\t11.00\tBingo\t20 kr",
        "Måndag 4/5   10.00–11.00   Bingo   20 kr",
        "Måndag 4/5\t10–11 Bingo\t20 kr",
        "Lokal\tVad\tDag\tTid\tPris\nSalongen\tBingo\tMåndag 4 maj\t10–11\t20 kr",
    ],
)
def test_a_row_is_an_activity_however_its_columns_are_made(table):
    assert proposed(table) == BINGO


def test_a_row_without_a_day_is_on_the_day_above_it():
    rows = proposed("Vecka 19\nMåndag\t10.00\tGympa\n\t13.30\tBingo\t20 kr")
    assert rows == [("05-04", "10:00", None, "Gympa", None), ("05-04", "13:30", None, "Bingo", 20)]


def test_words_beside_a_title_are_a_remark():
    assert [row[3] for row in proposed("Vecka 19\nMåndag\t10.00\tGympa, för alla\tSalongen")] == ["Gympa"]


@pytest.mark.parametrize(
    "row",
    ["fre 8 maj\t\tUtflykt, tid meddelas senare\t", "fre 8 maj\t10\tUtflykt INSTÄLLD\t", "fre 9 maj\t10\tUtflykt\t"],
)
def test_a_row_without_time_or_cancelled_or_with_another_date_is_unread(row):
    reading = read_programme(f"Datum\tTid\tAktivitet\tPris\n{row}", year=2026)
    assert not reading.activities
    assert reading.unread == (row,)


def test_a_closed_row_closes_the_day():
    reading = read_programme("Datum\tTid\tAktivitet\tPris\nfre 8 maj\t\tSTÄNGT – utbildning\t", year=2026)
    assert [day.isoformat() for day in reading.closed] == ["2026-05-08"]


def test_odd_weeks_beside_the_title_bound_the_row():
    assert [row[0] for row in proposed("Vecka 18–20\nFredagar\t10.00\tBokcirkel, udda veckor")] == ["05-08"]


def test_columns_may_be_parts_of_the_day():
    rows = proposed("Vecka 19\nDag\tFörmiddag\tEftermiddag\nMåndag\t10–11 Gympa\t13 Bingo, 20 kr\nTisdag\t-\t")
    assert rows == [("05-04", "10:00", "11:00", "Gympa", None), ("05-04", "13:00", None, "Bingo", 20)]


def test_columns_may_be_weekdays():
    rows = proposed("Vecka 19\n\tMåndag\tTisdag\nFörmiddag\t10-11 Gympa, 11–12 Sång\t-\nEftermiddag\t\t14 Bingo")
    assert [(row[0], row[1], row[3]) for row in rows] == [
        ("05-04", "10:00", "Gympa"),
        ("05-04", "11:00", "Sång"),
        ("05-05", "14:00", "Bingo"),
    ]


def test_columns_may_be_dates_and_rows_times():
    rows = proposed("| | Mån 4/5 | Tis 5/5 |\n|-|-|-|\n| 10.00–11.00 | Gympa | |\n| 13.30 | | Bingo (20 kr) |")
    assert rows == [("05-04", "10:00", "11:00", "Gympa", None), ("05-05", "13:30", None, "Bingo", 20)]


def test_rows_may_be_weeks():
    rows = proposed("Maj 2026\n\tMåndag\tTisdag\nv. 19\t10 Gympa\t\nv. 20\t\t14 Bingo")
    assert [(row[0], row[3]) for row in rows] == [("05-04", "Gympa"), ("05-12", "Bingo")]


def test_a_closed_cell_closes_the_day_only_when_nothing_else_is_on():
    reading = read_programme("Vecka 19\n\tMåndag\tTisdag\nFM\tStängt\tStängt\nEM\t\t14 Bingo", year=2026)
    assert [day.isoformat() for day in reading.closed] == ["2026-05-04"]
    assert len(reading.activities) == 1


def test_a_cell_that_was_not_understood_is_shown():
    reading = read_programme("Vecka 19\n\tMåndag\tTisdag\nFM\t10 Sång\tBoule", year=2026)
    assert reading.lines[-1].kind is Kind.ACTIVITY
    assert reading.lines[-1].left == ("Boule",)


def test_the_row_of_headers_and_the_rule_below_it_are_headings():
    reading = read_programme("| Dag | Tid | Vad |\n|---|---|---|\n| 4 maj | 10 | Bingo |", year=2026)
    assert [line.kind for line in reading.lines] == [Kind.HEADING, Kind.HEADING, Kind.ACTIVITY]


def test_a_line_with_one_tab_is_text():
    assert [row[3] for row in proposed("Vecka 19\nMåndag\n•\t10 Gympa")] == ["Gympa"]

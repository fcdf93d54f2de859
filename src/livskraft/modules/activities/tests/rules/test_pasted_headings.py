"""Are headings told from notices, and do they say week, month and day of what is below?"""

import pytest

from livskraft.modules.activities.rules.pasted import Kind, read_programme


def kind(line, *, below="Måndag 4 maj kl 10 Bingo", above="Träffpunkten Eken"):
    return read_programme(f"{above}\n{line}\n{below}", year=2026).lines[1].kind


@pytest.mark.parametrize(
    "line",
    [
        "Vecka 18",
        "v. 18",
        "PROGRAM V. 47 !!",
        "Vecka 25 (15–19 juni)",
        "Program vecka 5–6, Träffpunkt Sländan",
        "4–8 maj",
        "Juni 2026",
        "NOVEMBER",
        "Maj–juni",
        "Måndag 4 maj",
        "Måndag 4/5:",
        "Onsdag 29 april (Valborg)",
        "Fredag 1 maj första maj",
        "BRA ATT VETA",
        "Aktiviteter",
        "Övrigt:",
        "Öppettider",
        "Förmiddag",
        "Jämna veckor",
        "Varannan vecka",
        "Varje vecka",
        "Lunchmeny v. 25",
        "-----",
        "Välkommen till Seniorkaféet Tärnan",
        "Ämne: Program v. 20",
        "🌷 MÅNDAG 4/5",
    ],
)
def test_a_heading_is_known(line):
    assert kind(line) is Kind.HEADING


@pytest.mark.parametrize(
    "line",
    [
        "Hej alla!",
        "Programmet gäller hela våren",
        "Varmt välkomna!",
        "Anmälan till v. 22 senast fredag.",
        "Frågor? Ring 013-12 34 56.",
        "Ta gärna med en egen favorit.",
        "Ingen bingo v. 20.",
        "/ Birgit o Yvonne",
        "Mvh Karin",
        "Till: Alla",
        "Lunch: Köttbullar",
        "Här kommer programmet för vecka 20!",
        "Måndag 31 april",
        "Vecka 60",
        "Stickning",
        "Öppettider: vardagar 9–16",
    ],
)
def test_a_notice_is_no_heading(line):
    assert kind(line) is Kind.UNREAD


@pytest.mark.parametrize(
    ("heading", "day"),
    [
        ("Vecka 18", "2026-04-27"),
        ("Här kommer programmet för vecka 20!", "2026-05-11"),
        ("Mötesplats Eken – vecka 16", "2026-04-13"),
        ("4–8 maj", "2026-05-04"),
        ("Vecka 2 2027", "2026-01-05"),
    ],
)
def test_a_heading_says_the_week_of_the_weekdays_below(heading, day):
    reading = read_programme(f"Eken\n{heading}\nMåndag\n10 Bingo", year=2026)
    assert [each.date.isoformat() for each in reading.activities] == [day]


@pytest.mark.parametrize(
    ("heading", "days"),
    [
        ("Maj 2026", ["2026-05-05", "2026-05-12", "2026-05-19", "2026-05-26"]),
        ("Program för maj", ["2026-05-05", "2026-05-12", "2026-05-19", "2026-05-26"]),
        ("Vecka 19–22, ej v. 20", ["2026-05-05", "2026-05-19", "2026-05-26"]),
        ("Januari 2027", ["2027-01-05", "2027-01-12", "2027-01-19", "2027-01-26"]),
    ],
)
def test_a_heading_says_the_period_of_what_recurs_below(heading, days):
    reading = read_programme(f"{heading}\nTisdagar\n10 Bingo", year=2026)
    assert [each.date.isoformat() for each in reading.activities] == days


def test_months_that_go_over_the_new_year_are_one_period():
    reading = read_programme("December–januari 2027\nFörsta måndagen i månaden 10 Bingo", year=2026)
    assert [each.date.isoformat() for each in reading.activities] == ["2026-12-07", "2027-01-04"]


def test_a_period_longer_than_a_year_is_none():
    assert (
        not read_programme("Maj 2027\nTisdag\n10 Bingo\nJuni 2026–maj 2029\nTisdag\n10 Sång", year=2026)
        .lines[5]
        .activities
    )


def test_the_day_in_a_bare_figure_is_that_weekdays():
    reading = read_programme("Maj 2026\nTisdag 5\n10 Bingo\nOnsdag 6 kl 13 Sång\nTorsdag 14 Dans", year=2026)
    assert [(each.date.day, each.start.hour) for each in reading.activities if each.title != "Dans"] == [
        (5, 10),
        (6, 13),
    ]

"""Is a pasted programme read as somebody who knows the place would read it, and is every doubt shown as unread?"""

import json
import re
from datetime import date, time
from pathlib import Path

import pytest

from livskraft.modules.activities.rules.pasted import Kind, read_programme

OPEN = Path(__file__).resolve().parents[6] / "tests" / "data" / "programmes" / "open"
PROGRAMMES = sorted(OPEN.glob("*.txt"))


def read(text, year=2026):
    return read_programme(text, year=year)


def proposed(text, year=2026):
    """Date, start and title of all that is proposed: enough to tell lines apart."""
    return [(each.date.isoformat(), f"{each.start:%H:%M}", each.title) for each in read(text, year).activities]


def unread(text, year=2026):
    return [line.strip() for line in read(text, year).unread]


def _key(activity):
    title = re.sub(r"\s+", "", activity["title"].lower())
    return activity["date"], activity["start"], activity["end"], title, activity["cost"]


def wrong_lines(reading, truth):
    """Lines of the text that came out otherwise than in the truth; a lost activity counts as a line for each title."""
    got = reading.as_json()
    want_activities, got_activities = (
        {_key(each) for each in truth["activities"]},
        {_key(each) for each in got["activities"]},
    )
    lost = {key[3] for key in want_activities - got_activities}
    invented = {key[3] for key in got_activities - want_activities}
    want_unread = [line.strip() for line in truth["unread"]]
    got_unread = [line.strip() for line in got["unread"]]
    overlooked = [line for line in want_unread if line not in got_unread]
    misread = [line for line in got_unread if line not in want_unread]
    closed = set(truth["closed"]) ^ set(got["closed"])
    return [*lost, *invented, *overlooked, *misread, *closed]


@pytest.mark.parametrize("path", PROGRAMMES, ids=lambda path: path.stem)
def test_nine_lines_in_ten_of_an_open_programme_are_right(path):
    truth = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    with path.open(encoding="utf-8", newline="") as file:
        reading = read_programme(file.read(), year=truth["year"])
    wrong = wrong_lines(reading, truth)
    assert len(wrong) <= truth["lines"] / 10, f"{1 - len(wrong) / truth['lines']:.0%} right; wrong: {wrong}"


def test_there_are_ten_open_programmes():
    assert len(PROGRAMMES) == 10


def test_every_line_is_shown_with_what_was_made_of_it():
    reading = read("Vecka 18\n\nMåndag\n• 10-12 Stickcafé\nTisdag: stängt\nVälkomna!")
    assert [(line.number, line.kind) for line in reading.lines] == [
        (1, Kind.HEADING),
        (2, Kind.BLANK),
        (3, Kind.HEADING),
        (4, Kind.ACTIVITY),
        (5, Kind.CLOSED),
        (6, Kind.UNREAD),
    ]
    assert reading.lines[3].activities == reading.activities
    assert reading.lines[4].closed == reading.closed == (date(2026, 4, 28),)
    assert reading.activities[0].line == 4
    assert reading.activities[0].end == time(12)


def test_a_line_keeps_its_text_as_it_was_pasted():
    assert read("Vecka 18\r\n\tVälkomna \xad!  \r\n").lines[1].text == "\tVälkomna \xad!  "


@pytest.mark.parametrize(
    "notice",
    [
        "Anmälan senast kl 12",
        "Bussen går kl 9.15",
        "Kaffe serveras kl 14",
        "Öppet 9–16",
        "Vi ses kl 10!",
        "Tel 013-12 34 56",
        "Storgatan 10-12",
        "Fotvård 08-12 34 56",
        "Gymmet öppet mån–fre 8–20",
        "Kontor mån-fre 9-16",
        "Ring 10–12 vardagar",
        "Grupp 1-2",
        "För 10-12 personer",
        "Lunch 11.30–13",
        "Caféet är öppet 10–15",
        "13.15 öppnas dörrarna",
        "9–15 öppet",
        "Inställt: bingo kl 14",
        "kl 10 Sittgympa kl 13",
        "Bingo tisdag 28/4 kl 14 inställt",
        "10 Stickning, även torsdag 30/4 kl 14 Bingo och sång kl 15 på kvällen",
        "Kl 25 Bingo",
        "Kl 10.75 Bingo",
        "Kl 15-13 Bingo",
    ],
)
def test_what_is_not_surely_an_activity_is_unread(notice):
    text = f"Vecka 18\nMåndag\n{notice}"
    assert proposed(text) == []
    assert unread(text) == [notice]


@pytest.mark.parametrize(
    "line",
    [
        "31 februari kl 10 Bingo",
        "Tisdag 6 maj kl 10 Bingo",
        "Tisdag 5 maj 2031 kl 10 Bingo",
        "Vecka 60",
        "Bingo varje måndag kl 14",
        "Varannan onsdag kl 13 Målarstuga",
        "Måndag 4 maj Bingo, tid meddelas senare",
    ],
)
def test_a_day_that_does_not_exist_or_is_not_said_makes_the_line_unread(line):
    assert proposed(line) == []
    assert unread(f"Träffpunkten\n{line}") == [line]


def test_what_stands_below_a_day_that_does_not_exist_is_unread():
    assert unread("Vecka 18\nMåndag 27/4\n10 Bingo\nTisdag 31/4\n11 Sång") == ["Tisdag 31/4", "11 Sång"]


def test_a_time_alone_takes_the_title_below_it():
    assert proposed("Maj 2026\nTisdag den 5:e kl. 13.30\nDiktläsning, andra delen") == [
        ("2026-05-05", "13:30", "Diktläsning, andra delen")
    ]


def test_a_time_alone_takes_the_title_right_above_it():
    assert proposed("Vecka 18\nMÅNDAG\nSittgympa\nkl 10.00\nBingo\nkl 13.30") == [
        ("2026-04-27", "10:00", "Sittgympa"),
        ("2026-04-27", "13:30", "Bingo"),
    ]


def test_a_day_heading_is_never_taken_for_a_title():
    assert proposed("Vecka 37\nMÅNDAG 7/9\nKl. 10.00\nGympa") == [("2026-09-07", "10:00", "Gympa")]


def test_a_remark_is_never_taken_for_a_title():
    assert proposed("Vecka 37\nMåndag\nKl. 10.00\nAnmälan till receptionen") == []


def test_a_card_with_labels_is_one_activity():
    reading = read("Sommarfest\nDatum: onsdag 17 juni\nTid: 13–16\nPris: 100 kr\nPlats: Gården")
    assert [(each.title, each.date, each.end, each.cost) for each in reading.activities] == [
        ("Sommarfest", date(2026, 6, 17), time(16), 100)
    ]
    assert reading.unread == ("Plats: Gården",)


def test_a_price_below_an_activity_is_that_activitys():
    costs = [each.cost for each in read("Vecka 18\nMåndag\n10 Bingo\n13 Sång\nKostnad: 20 kr").activities]
    assert costs == [None, 20]


def test_a_price_after_a_blank_line_is_a_general_notice():
    reading = read("Vecka 18\nMåndag\n10 Bingo\n\nKostnad: 20 kr")
    assert reading.activities[0].cost is None
    assert reading.unread == ("Kostnad: 20 kr",)


def test_cancelled_on_the_line_below_takes_the_activity_back():
    assert proposed("Vecka 18\nMåndag\n10 Bingo\nInställt!") == []


def test_a_recurrence_goes_on_though_one_day_is_cancelled():
    days = [day for day, _, _ in proposed("Maj 2026\nMåndagar 10–11 Bingo (utgår 11/5)")]
    assert days == ["2026-05-04", "2026-05-18", "2026-05-25"]


def test_nothing_is_on_while_it_is_closed():
    days = [day for day, _, _ in proposed("Vecka 18–19\nTorsdag\n10 Bingo\nTorsdag 30 april stängt hela dagen")]
    assert days == ["2026-05-07"]


def test_a_programme_goes_on_into_the_next_year():
    text = "Vecka 51–2\nTor 17/12 kl 14 Glögg\nStängt 24/12–6/1\nFre 8/1 kl 14 Bingo\nVecka 2\nMåndag 10 Gympa"
    assert [day for day, _, _ in proposed(text)] == ["2026-12-17", "2027-01-08", "2027-01-11"]


def test_weekdays_under_several_weeks_are_on_in_each():
    assert [day for day, _, _ in proposed("Program v. 10–12\nMåndag\n10 Bingo")] == [
        "2026-03-02",
        "2026-03-09",
        "2026-03-16",
    ]


def test_a_weekday_after_a_date_is_in_the_same_week():
    assert proposed("Måndag 4 maj\n10 Bingo\nTisdag\n11 Sång")[1] == ("2026-05-05", "11:00", "Sång")


def test_without_week_or_month_a_weekday_says_nothing():
    assert proposed("Måndag\n10 Bingo") == []


def test_a_weekday_below_varannan_vecka_must_say_which_weeks():
    text = "Maj 2026\nVarannan vecka\nTisdagar 10 Bingo\nJämna tisdagar 11 Sång"
    assert [day for day, _, _ in proposed(text)] == ["2026-05-12", "2026-05-26"]
    assert unread(text) == ["Tisdagar 10 Bingo"]


@pytest.mark.parametrize(("weeks", "day"), [("jämna veckor", "2026-05-12"), ("udda veckor", "2026-05-05")])
def test_even_or_odd_weeks_on_a_line_bound_the_weekday_above_it(weeks, day):
    assert proposed(f"Vecka 19–20\nTisdagar\nBokcirkel kl 13, {weeks}") == [(day, "13:00", "Bokcirkel")]


def test_odd_weeks_as_a_heading_hold_below_it():
    assert [day for day, _, _ in proposed("Maj 2026\nOjämna veckor\nMåndag\n10 Bingo")] == ["2026-05-04", "2026-05-18"]


def test_what_is_written_below_a_signature_is_no_activity():
    assert proposed("Vecka 18\nMåndag\n10 Bingo\nMed vänlig hälsning\nAnna\nVäxeln 10–12") == [
        ("2026-04-27", "10:00", "Bingo")
    ]


def test_a_lunch_menu_is_unread():
    assert unread("Vecka 18\nMåndag\n10 Bingo\n\nMatsedel\nMåndag: Fisk\nTisdag: Soppa") == [
        "Måndag: Fisk",
        "Tisdag: Soppa",
    ]


def test_the_subject_of_a_message_says_the_week():
    assert proposed("Från: Anna\nÄmne: VB: Program v. 20\nHej alla!\nMåndag 10 Bingo") == [
        ("2026-05-11", "10:00", "Bingo")
    ]


def test_a_name_below_everything_is_a_signature_and_no_heading():
    assert unread("Vecka 18\nMåndag\n10 Bingo\n\nTräffpunkt Eken") == ["Träffpunkt Eken"]


@pytest.mark.parametrize("year", [1, 1999, 2100, 9999])
def test_a_year_that_no_programme_has_is_refused(year):
    with pytest.raises(ValueError, match=str(year)):
        read_programme("Vecka 18", year=year)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "\x00" * 50,
        "\u202eMåndag 10 Bingo\u202c",
        "|||||",
        "\t\t\t",
        "v. 1-53, 1-53",
        "(" * 500,
        "1, " * 190,
        "´" * 50,
    ],
)
def test_nonsense_is_read_without_error(text):
    assert isinstance(read_programme(text, year=2099).unread, tuple)


def test_no_direction_mark_and_no_null_comes_into_a_title():
    titles = [title for _, _, title in proposed("Vecka 18\nMåndag\n10 \u202eBin\x00go\u202c")]
    assert titles == ["Bingo"]


def test_a_text_without_end_is_unread_from_where_no_programme_goes_on():
    reading = read("Vecka 18\nMåndag\n" + "10 Bingo\n" * 4000)
    assert len(reading.activities) == 1998
    assert len(reading.unread) == 2002


def test_a_line_longer_than_any_is_unread():
    assert len(unread("Vecka 18\nMåndag\n10 " + "Bingo " * 200)) == 1


def test_an_activity_every_day_of_every_week_ends_somewhere():
    reading = read("v. 1-52\n" + "Måndag–söndag 10–11 Bingo\n" * 30)
    assert len(reading.activities) <= 5000
    assert reading.unread

"""Are closed days the whole days that the whole place is closed, and no others?"""

import pytest

from livskraft.modules.activities.rules.pasted import read_programme

WEEK = "Vecka 18\n"


def closed(text):
    return [day.isoformat()[5:] for day in read_programme(text, year=2026).closed]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Torsdag 30 april • Stängt", ["04-30"]),
        ("Ingen verksamhet Kristi himmelsfärdsdag 14 maj", ["05-14"]),
        ("Fre 15/5 klämdag, stängt.", ["05-15"]),
        ("Torsdag 30 april har vi stängt hela dagen (planeringsdag).", ["04-30"]),
        ("STÄNGT v. 27", ["06-29", "06-30", "07-01", "07-02", "07-03"]),
        ("Stängt 14–15 maj", ["05-14", "05-15"]),
        ("Stängt 1 maj, 14 maj och 15 maj", ["05-01", "05-14", "05-15"]),
        ("Stängt midsommarafton", ["06-19"]),
        ("Vi har stängt långfredagen och annandag påsk", ["04-03", "04-06"]),
        ("Stängt fr.o.m. 4 maj t.o.m. 6 maj", ["05-04", "05-05", "05-06"]),
        ("Sommarstängt 6–8 juli, vi öppnar igen 9 juli", ["07-06", "07-07", "07-08"]),
        ("Fredag\nstängt pga ommålning", ["05-01"]),
        ("Fredag: stängt", ["05-01"]),
        ("Fredag 1 maj är lokalen stängd på grund av golvslipning.", ["05-01"]),
        ("Stängt", ["04-27", "04-28", "04-29", "04-30", "05-01"]),
        ("Stängda dagar:\n1 maj\n14–15 maj\n\nMåndag 4 maj", ["05-01", "05-14", "05-15"]),
    ],
)
def test_closed_days_are_read(text, days):
    assert closed(WEEK + text) == days


def test_closed_over_the_new_year_is_every_workday():
    days = closed("Stängt mellan 23 december och 6 januari")
    assert (days[0], days[-1], len(days)) == ("12-23", "01-06", 11)


@pytest.mark.parametrize(
    "text",
    [
        "Obs! Vi stänger redan kl 15.",
        "Onsdag 29/4 stängt från kl 14",
        "Köket är stängt v. 27",
        "Fredag stängt efter lunchen",
        "Stora salen är uthyrd fredag 1 maj",
        "Stängt fr.o.m. 24 maj",
        "Stängt för sommaren",
        "Lunchstängt 12–13",
        "Stängt 31 februari",
        "Fredagsbingon inställd",
        "Stängt fredag 30 april",
    ],
)
def test_a_part_of_a_day_or_of_the_house_is_unread(text):
    reading = read_programme(WEEK + text, year=2026)
    assert not reading.closed
    assert reading.unread == (text,)


def test_closed_below_a_day_with_activities_is_about_something_else():
    reading = read_programme("Vecka 18\nFredag\n10 Bingo\n\nStängt", year=2026)
    assert not reading.closed
    assert len(reading.activities) == 1


def test_the_same_closure_said_twice_is_one_day_and_two_lines():
    reading = read_programme("Vecka 18\nFredag: stängt\nFredag 1 maj har vi stängt", year=2026)
    assert len(reading.closed) == 1
    assert not reading.unread


def test_a_closed_week_below_a_weekday_is_that_weekday_in_the_week():
    reading = read_programme("Vecka 45–46\nOnsdagar\nStängt v. 45\n10 Vävning", year=2026)
    assert [day.isoformat() for day in reading.closed] == ["2026-11-04"]
    assert [each.date.isoformat() for each in reading.activities] == ["2026-11-11"]

"""Is an occasion at its hour in a calendar on both nights when the clock turns, and does each text keep to its line?"""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, time
from io import BytesIO

import pytest
from icalendar import Calendar
from pypdf import PdfReader

from livskraft.documents import pdf
from livskraft.modules.activities.papers.calendars import Entry, calendar_slip, event_of, new_calendar, whole_day
from livskraft.modules.activities.rules.recurrence import moment

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
TUESDAY = date(2026, 11, 24)


def at(day, starts, ends=None, **more):
    entry = Entry("tillfalle-1", "Sittgympa", moment(day, starts), moment(day, ends) if ends else None, "Lunden")
    return replace(entry, **more)


def text(*entries):
    made = new_calendar("Lunden", "Prov")
    for entry in entries:
        made.add_component(event_of(entry, NOW))
    return made.to_ical().decode()


def event(entry):
    (found,) = Calendar.from_ical(text(entry)).walk("VEVENT")
    return found


def test_an_occasion_has_its_hour_on_the_swedish_clock():
    lines = text(at(TUESDAY, time(10), time(11))).split("\r\n")
    assert "DTSTART;TZID=Europe/Stockholm:20261124T100000" in lines
    assert "DTEND;TZID=Europe/Stockholm:20261124T110000" in lines


@pytest.mark.parametrize(
    ("starts", "wall", "utc"),
    [
        (time(1, 30), "TZID=Europe/Stockholm:20260329T013000", "20260329T003000Z"),
        (time(2, 30), "TZID=Europe/Stockholm:20260329T033000", "20260329T013000Z"),
        (time(3, 30), "TZID=Europe/Stockholm:20260329T033000", "20260329T013000Z"),
    ],
)
def test_the_night_to_summer_time(starts, wall, utc):
    entry = at(date(2026, 3, 29), starts)
    assert f"DTSTART;{wall}\r\n" in text(entry)
    assert f"{entry.starts:%Y%m%dT%H%M%SZ}" == utc
    assert event(entry)["DTSTART"].dt == entry.starts


def test_the_night_to_winter_time():
    day = date(2026, 10, 25)
    assert "DTSTART;TZID=Europe/Stockholm:20261025T023000\r\n" in text(at(day, time(2, 30)))
    assert "DTSTART;TZID=Europe/Stockholm:20261025T033000\r\n" in text(at(day, time(3, 30)))
    # The second 02:30 can only be said in UTC.
    again = at(day, time(2, 15), ends=None)
    again = replace(again, ends=datetime(2026, 10, 25, 1, 30, tzinfo=UTC))
    assert "DTSTART:20261025T001500Z\r\nDTEND:20261025T013000Z\r\n" in text(again)


def test_the_clock_that_comes_with_it_turns_on_the_right_moments():
    """Read by the rules in the file itself, not by what the machine knows of Stockholm."""
    alone = text().replace("Europe/Stockholm", "Lunden/Egen")
    (zone,) = Calendar.from_ical(alone).walk("VTIMEZONE")
    clock = zone.to_tz(lookup_tzid=False)
    for before, after, hours in [
        (datetime(2026, 3, 29, 0, 59, tzinfo=UTC), datetime(2026, 3, 29, 1, 0, tzinfo=UTC), (1, 2)),
        (datetime(2026, 10, 25, 0, 59, tzinfo=UTC), datetime(2026, 10, 25, 1, 0, tzinfo=UTC), (2, 1)),
    ]:
        offsets = [each.astimezone(clock).utcoffset() for each in (before, after)]
        assert [offset.seconds // 3600 for offset in offsets] == list(hours)


def test_a_calendar_with_nothing_on_is_whole_all_the_same():
    """RFC 5545, 3.6: a calendar has at least one component."""
    made = Calendar.from_ical(text())
    assert len(made.subcomponents) == 1
    assert not made.walk("VEVENT")


def test_what_is_cancelled_says_so_in_its_status_and_its_name():
    found = event(at(TUESDAY, time(10), cancelled=True, sequence=3, told="Ledaren är sjuk"))
    assert (found["STATUS"], found["SEQUENCE"], found["SUMMARY"]) == ("CANCELLED", 3, "Inställt: Sittgympa")
    assert found["DESCRIPTION"] == "Ledaren är sjuk"
    assert event(at(TUESDAY, time(10), tentative=True))["STATUS"] == "TENTATIVE"
    assert event(at(TUESDAY, time(10)))["STATUS"] == "CONFIRMED"


def test_an_end_that_nobody_has_said_is_not_in_it():
    assert "DTEND" not in event(at(TUESDAY, time(10)))


@pytest.mark.parametrize(
    "hostile",
    [
        "a\r\nBEGIN:VEVENT\r\nSUMMARY:Falskt",
        "a\nATTACH:http://x",
        "; , \\ : \x0b\x85b",
        "a\u2028ATTENDEE:x",
        "\x00\u202e",
    ],
)
def test_no_text_breaks_out_of_its_line(hostile):
    written = text(at(TUESDAY, time(10), title=hostile, where=hostile, told=hostile))
    assert written.count("\r\nBEGIN:VEVENT") == 1
    assert len(Calendar.from_ical(written).walk("VEVENT")) == 1
    assert not re.search(r"\r\n(ATTACH|ATTENDEE)|[^\r]\n|\r[^\n]|[\x00-\x08\x0b\x0e-\x1f\x7f\x85\u2028\u202e]", written)


def test_a_whole_day_leaves_the_day_free_and_counts_the_last():
    made = new_calendar("x", "Prov")
    made.add_component(whole_day("stangt-1", TUESDAY, TUESDAY, "Stängt", NOW))
    (found,) = Calendar.from_ical(made.to_ical()).walk("VEVENT")
    assert (found["DTSTART"].dt, found["DTEND"].dt) == (TUESDAY, date(2026, 11, 25))
    assert found["TRANSP"] == "TRANSPARENT"


def test_the_slip_has_the_address_and_no_name():
    url = "https://livskraft.example/kalender/abc.ics"
    (page,) = PdfReader(BytesIO(pdf.render(calendar_slip(url, "Lunden", TUESDAY)))).pages
    words = page.extract_text()
    assert "Din kalender" in words
    assert url in words.replace("\n", "").replace("\u200b", "")

"""Does a calendar show when staff is there and what is not as usual, on the right hour and with nothing slipped in?"""

import re
from datetime import UTC, date, datetime, time, timedelta

import pytest
from icalendar import Calendar

from livskraft.access.actor import system_actor
from livskraft.modules.activities.actions.occasions import cancel_occasion, close_day, move_occasion
from livskraft.modules.activities.tests.factories import activity_at, occasion_of
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.overview.calendars import AHEAD, DAYS, calendar
from livskraft.overview.open_places import place
from livskraft.overview.tests.factories import MONDAY, NOW, closed, closed_days, gym_of, open_site, other_hours

pytestmark = pytest.mark.django_db


def made(site, days=7, moment=NOW):
    return calendar(place(site.pk, moment, days=days, ahead=AHEAD), moment)


def events(site, days=7, moment=NOW):
    found = Calendar.from_ical(made(site, days, moment)).walk("VEVENT")
    return [(str(each["SUMMARY"]), each["DTSTART"].dt, each["DTEND"].dt) for each in found]


def test_staffed_hours_are_in_it_as_moments():
    assert events(open_site()) == [
        (
            "Lunden minigym. Personal på plats",
            datetime(2026, 11, 23, 12, tzinfo=UTC),
            datetime(2026, 11, 23, 14, tzinfo=UTC),
        )
    ]


def test_the_clock_on_the_wall_is_the_same_in_summer():
    (_what, start, _end), *_more = events(open_site(), moment=datetime(2026, 7, 6, 9, tzinfo=UTC))
    assert start == datetime(2026, 7, 6, 11, tzinfo=UTC)


def test_what_is_not_as_usual_lasts_whole_days_the_last_one_too():
    site = open_site()
    closed_days(site, MONDAY + timedelta(days=1), MONDAY + timedelta(days=2))
    other_hours(site, MONDAY + timedelta(days=3))
    assert events(site)[1:] == [
        ("Lunden minigym. Stängt: Golvet vaxas", date(2026, 11, 24), date(2026, 11, 26)),
        ("Lunden minigym. Öppet 10–12: Personalmöte", date(2026, 11, 26), date(2026, 11, 27)),
    ]


def test_a_gym_closed_until_further_notice_is_closed_as_far_as_the_calendar_goes():
    site = open_site()
    closed(site)
    assert events(site, days=DAYS) == [
        ("Lunden minigym. Stängt: Vattenskada", MONDAY, MONDAY + timedelta(days=DAYS)),
    ]


@pytest.mark.parametrize(
    "reason", ["Stängt\r\nBEGIN:VEVENT\r\nSUMMARY:Falskt\r\nEND:VEVENT", "a\nATTACH:http://x", "; , \\ : \x0b\x85b"]
)
def test_a_line_break_in_a_reason_makes_no_line_of_its_own(reason):
    site = open_site()
    closed_days(site, MONDAY, MONDAY, reason)
    data = made(site)
    assert data.count(b"\r\nBEGIN:VEVENT") == 1
    assert b"\r\nATTACH" not in data
    assert not re.search(rb"[^\r]\n|\r[^\n]", data)
    assert len(events(site)) == 1


def test_what_cannot_be_seen_is_in_no_text():
    site = open_site("Lund\x1ben")
    site.premises.address = "Storgatan\x07 1\u202e"
    site.premises.save()
    closed_days(site, MONDAY, MONDAY, "Golvet\x08 \u202evaxas\u200b")
    data = made(site).decode()
    assert not re.search(r"[^\S\r\n ]|[\x00-\x08\x0e-\x1f\x7f\u200b\u202e]", data)
    assert "Stängt: Golvet vaxas" in data
    assert "LOCATION:Storgatan 1\r\n" in data


def test_the_place_cannot_break_out_of_its_line_either():
    site = open_site("Lunden")
    site.premises.address = "Storgatan 1\r\nATTENDEE:mailto:x@example.invalid"
    site.premises.save()
    gym = gym_of(site)
    gym.name = "Gym\nURL:http://x"
    gym.save()
    (event,) = Calendar.from_ical(made(site)).walk("VEVENT")
    assert "ATTENDEE" not in event
    assert str(event["URL"]).endswith(f"/hitta/{site.pk}/")


def test_every_event_has_a_name_of_its_own_that_stays():
    site = open_site()
    closed_days(site, MONDAY + timedelta(days=1), MONDAY + timedelta(days=1))
    first = [str(each["UID"]) for each in Calendar.from_ical(made(site, 21)).walk("VEVENT")]
    assert len(set(first)) == len(first) == 4
    assert [str(each["UID"]) for each in Calendar.from_ical(made(site, 21)).walk("VEVENT")] == first


def held(site, on=MONDAY, hour=14, **details):
    activity = activity_at(site, at=NOW, **({"title": "Körsång", "place": "Salongen"} | details))
    return occasion_of(activity, on=on, from_time=time(hour), to_time=time(hour + 1), at=NOW)


def of(site, occasion):
    found = Calendar.from_ical(made(site)).walk("VEVENT")
    return next(each for each in found if each["UID"].startswith(f"tillfalle-{occasion.pk}@"))


def test_what_is_on_is_in_it_with_where_and_by_the_swedish_clock():
    site = open_site()
    event = of(site, held(site))
    assert (event["SUMMARY"], event["LOCATION"]) == ("Körsång", "Salongen, Lunden, Storgatan 1")
    assert event["DTSTART"].dt == datetime(2026, 11, 23, 13, tzinfo=UTC)
    assert event["DTSTART"].params["TZID"] == "Europe/Stockholm"
    assert str(event["URL"]).endswith(f"/hitta/{site.pk}/")


def test_what_is_cancelled_or_moved_keeps_its_name_and_grows_its_sequence():
    site, by = open_site(), system_actor("test", NOW)
    occasion = held(site)
    before = of(site, occasion)
    move_occasion(occasion=occasion, on=MONDAY + timedelta(days=1), from_time=time(9), reason="Målning", by=by)
    moved = of(site, occasion)
    assert (moved["UID"], moved["SEQUENCE"] > before["SEQUENCE"]) == (before["UID"], True)
    assert moved["DTSTART"].dt == datetime(2026, 11, 24, 8, tzinfo=UTC)
    assert "Målning" in moved["DESCRIPTION"]
    cancel_occasion(occasion=occasion, reason="Ledaren är sjuk", by=by)
    off = of(site, occasion)
    assert (off["STATUS"], off["SUMMARY"]) == ("CANCELLED", "Inställt: Körsång")
    assert off["SEQUENCE"] > moved["SEQUENCE"]
    assert "Ledaren är sjuk" in off["DESCRIPTION"]


def test_three_months_are_in_it_and_no_more():
    site = open_site()
    held(site, MONDAY + timedelta(days=AHEAD))
    held(site, MONDAY + timedelta(days=AHEAD + 1))
    assert made(site).count(b"UID:tillfalle-") == 1


def test_a_closed_day_lasts_the_day():
    site = open_site()
    close_day(site=site, on=MONDAY, reason="Utbildning", by=system_actor("test", NOW))
    assert ("Lunden. Stängt: Utbildning", MONDAY, MONDAY + timedelta(days=1)) in events(site)


def test_a_place_where_nothing_is_on_has_a_calendar_that_is_whole():
    """RFC 5545, 3.6: at least one component."""
    found = Calendar.from_ical(made(SiteFactory()))
    assert not found.walk("VEVENT")
    assert found.subcomponents


def test_an_activity_cannot_break_out_of_its_line():
    site = open_site()
    hostile = "a\u2028b"
    held(site, title="Kör\rATTACH:x", place=hostile, description="rad 1\r\nATTENDEE:x", for_whom=hostile)
    data = made(site)
    assert b"\r\nATT" not in data
    assert not re.search(rb"[^\r]\n|\r[^\n]", data)

"""What does an occasion look like in a calendar, so that its clock is right in summer and winter and nothing slips in?

Source: RFC 5545.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone

from livskraft.documents.report import Bullets, Heading, Notice, Qr, Report, Text
from livskraft.kit.swedish_values import clean

# The last Sundays of March and October, 01:00 UTC. Source: Directive 2000/84/EC.
_SWEDISH_CLOCK = """BEGIN:VTIMEZONE
TZID:Europe/Stockholm
BEGIN:DAYLIGHT
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to come to. `uid` never changes; `sequence` grows each time that the entry does.

    `ends` None: nobody has said. `tentative`: it is not sure that there is room.
    """

    uid: str
    title: str
    starts: datetime
    ends: datetime | None
    where: str
    sequence: int = 0
    cancelled: bool = False
    tentative: bool = False
    told: str = ""
    url: str = ""


def new_calendar(name: str, product: str) -> Calendar:
    """A calendar with the Swedish clock in it, which makes it whole also when nothing is on."""
    made = Calendar()
    made.add("prodid", f"-//Livskraft//{product}//SV")
    made.add("version", "2.0")
    made.add("x-wr-calname", clean(name))
    made.add("refresh-interval;value=duration", "PT12H")
    made.add_component(_clock())
    return made


def event_of(entry: Entry, moment: datetime) -> Event:
    """The entry, each of its texts on a line of its own."""
    event = Event()
    event.add("uid", uid(entry.uid))
    event.add("dtstamp", moment)
    event.add("sequence", entry.sequence)
    event.add("status", "CANCELLED" if entry.cancelled else "TENTATIVE" if entry.tentative else "CONFIRMED")
    title = clean(entry.title)
    event.add("summary", _("Inställt: %(title)s") % {"title": title} if entry.cancelled else title)
    for name, when in (("dtstart", entry.starts), ("dtend", entry.ends)):
        if when:
            event.add(name, _on_the_wall(when, entry))
    event.add("location", clean(entry.where))
    if entry.told:
        event.add("description", clean(entry.told))
    if entry.url:
        event.add("url", entry.url)
    return event


def whole_day(name: str, on: date, last: date, what: str, moment: datetime) -> Event:
    """A row for whole days, both included, that leaves them free."""
    event = Event()
    event.add("uid", uid(name))
    event.add("dtstamp", moment)
    event.add("summary", clean(what))
    event.add("dtstart", on)
    event.add("dtend", last + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    return event


def uid(name: str) -> str:
    return f"{name}@{urlsplit(settings.BASE_URL).hostname}"


def calendar_slip(url: str, site: str, today: date) -> Report:
    """What a person takes home: the way to their own calendar, without their name in case it is lost."""
    return Report(
        title=_("Din kalender"),
        subtitle=site,
        blocks=[
            Text(_("Här ser du det du har anmält dig till: vad, när och var. Ställs något in eller flyttas syns det.")),
            Qr(url, _("QR-kod till din kalender")),
            Heading(_("Så gör du")),
            Bullets(
                [
                    _("Telefon: rikta kameran mot koden och tryck på länken."),
                    _("Dator: välj att lägga till en kalender från en adress, och skriv av adressen här."),
                ]
            ),
            Text(url),
            Notice(
                _(
                    "Adressen är bara din. Den som har lappen kan se när du är här. Har du tappat den, säg till "
                    "personalen, så får du en ny och den gamla slutar gälla."
                )
            ),
        ],
        dated=today,
        on_a_wall=True,
    )


def _on_the_wall(when: datetime, entry: Entry) -> datetime:
    """By the Swedish clock; in UTC when one of its moments is an hour that the clock shows for the second time."""
    local = [timezone.localtime(each) for each in (entry.starts, entry.ends) if each]
    return when if any(each.fold for each in local) else timezone.localtime(when)


@cache
def _clock() -> Timezone:
    found = Timezone.from_ical(_SWEDISH_CLOCK)
    assert isinstance(found, Timezone)
    return found

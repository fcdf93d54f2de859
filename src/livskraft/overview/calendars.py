"""Which days and hours does a calendar get: when staff is there, and what is not as usual?"""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from livskraft.kit.swedish_values import clean
from livskraft.modules.minigym.public import OpenGym
from livskraft.overview.open_places import Place, absolute, unusual

# Eight weeks: what those who plan a visit ask for, and no more than a phone reads at once.
DAYS = 56


def calendar(place: Place, moment: datetime) -> bytes:
    """The place's calendar for as many days as its gyms were read with; moments in UTC, so that no clock is wrong."""
    made = Calendar()
    made.add("prodid", "-//Livskraft//Oppettider//SV")
    made.add("version", "2.0")
    made.add("x-wr-calname", clean(place.name))
    made.add("refresh-interval;value=duration", "PT12H")
    for gym in place.gyms:
        for event in [*_staffed(place, gym), *_unusual(place, gym)]:
            event.add("dtstamp", moment)
            event.add("location", clean(place.address))
            event.add("url", absolute(place.url))
            made.add_component(event)
    return made.to_ical()


def _staffed(place: Place, gym: OpenGym) -> list[Event]:
    events = []
    for day in gym.days:
        for span in day.staffed:
            start, end = span.on(day.day)
            event = _event(place, gym, f"bemannat-{start:%Y%m%dT%H%M}", _("Personal på plats"))
            event.add("dtstart", _utc(start))
            event.add("dtend", _utc(end))
            events.append(event)
    return events


def _unusual(place: Place, gym: OpenGym) -> list[Event]:
    events = []
    for day, last in unusual(gym):
        if day.closed_because:
            what = _("Stängt: %(why)s") % {"why": day.closed_because}
        elif day.opening:
            what = _("Öppet %(hours)s: %(why)s") % {"hours": ", ".join(map(str, day.opening)), "why": day.note}
        else:
            what = day.note
        event = _event(place, gym, f"avvikelse-{day.day:%Y%m%d}", what)
        event.add("dtstart", day.day)
        event.add("dtend", last + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
        events.append(event)
    return events


def _event(place: Place, gym: OpenGym, name: str, what: str) -> Event:
    event = Event()
    event.add("uid", f"minigym-{gym.pk}-{name}@{urlsplit(settings.BASE_URL).hostname}")
    where = gym.name if place.name in gym.name else f"{place.name}, {gym.name}"
    # A line break in a summary is one of those who write it; a calendar's row is one line, without control characters.
    event.add("summary", clean(f"{where}. {what}"))
    return event


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)

"""Which days and hours does a calendar get: what is on, when staff is there, and what is not as usual?"""

from collections.abc import Iterator
from datetime import UTC, date, datetime

from django.utils.translation import gettext as _
from icalendar import Event

from livskraft.kit.swedish_values import clean
from livskraft.modules.activities.public import Entry, Shown, event_of, new_calendar, uid, whole_day
from livskraft.modules.minigym.public import OpenGym
from livskraft.overview.open_places import Place, absolute, unusual

# Eight weeks of hours: what those who plan a visit ask for, and no more than a phone reads at once.
DAYS = 56
# Three months of programme.
AHEAD = 92


def calendar(place: Place, moment: datetime) -> bytes:
    """The place's calendar, as far ahead as its gyms and its programme were read."""
    made = new_calendar(place.name, "Program och oppettider")
    for event in _events(place, moment):
        event.add("url", absolute(place.url))
        made.add_component(event)
    return made.to_ical()


def _events(place: Place, moment: datetime) -> Iterator[Event]:
    for day in place.programme:
        if day.closed is not None:
            yield _closed(place, day.on, day.closed, moment)
        for shown in day.occasions:
            yield event_of(_entry(place, shown), moment)
    for gym in place.gyms:
        for event in [*_staffed(place, gym, moment), *_unusual(place, gym, moment)]:
            event.add("location", clean(place.address))
            yield event


def _entry(place: Place, shown: Shown) -> Entry:
    told = [_("Inställt: %(why)s") % {"why": shown.reason}] if shown.cancelled else []
    if shown.moved_from and not shown.cancelled:
        told.append(_("Flyttat. %(why)s") % {"why": shown.reason})
    told += [shown.description, shown.for_whom, shown.accessibility]
    return Entry(
        # The same whatever happens to it, so that whoever follows the calendar sees it cancelled and moved.
        uid=f"tillfalle-{shown.occasion}",
        title=shown.title,
        starts=shown.starts_at,
        ends=shown.ends_at if shown.to_time else None,
        where=", ".join(part for part in (shown.place, place.name, place.address) if part),
        sequence=shown.version - 1,
        cancelled=shown.cancelled,
        told=" ".join(part for part in told if part.strip()),
    )


def _closed(place: Place, on: date, why: str, moment: datetime) -> Event:
    what = _("Stängt: %(why)s") % {"why": why} if why else _("Stängt")
    return whole_day(f"stangt-{place.pk}-{on:%Y%m%d}", on, on, f"{place.name}. {what}", moment)


def _staffed(place: Place, gym: OpenGym, moment: datetime) -> list[Event]:
    events = []
    for day in gym.days:
        for span in day.staffed:
            # Moments in UTC, since hours end at midnight or where the clock is turned.
            start, end = span.on(day.day)
            event = Event()
            event.add("uid", uid(f"minigym-{gym.pk}-bemannat-{start:%Y%m%dT%H%M}"))
            event.add("dtstamp", moment)
            event.add("summary", _summary(place, gym, _("Personal på plats")))
            event.add("dtstart", start.astimezone(UTC))
            event.add("dtend", end.astimezone(UTC))
            events.append(event)
    return events


def _unusual(place: Place, gym: OpenGym, moment: datetime) -> list[Event]:
    events = []
    for day, last in unusual(gym):
        if day.closed_because:
            what = _("Stängt: %(why)s") % {"why": day.closed_because}
        elif day.opening:
            what = _("Öppet %(hours)s: %(why)s") % {"hours": ", ".join(map(str, day.opening)), "why": day.note}
        else:
            what = day.note
        name = f"minigym-{gym.pk}-avvikelse-{day.day:%Y%m%d}"
        events.append(whole_day(name, day.day, last, _summary(place, gym, what), moment))
    return events


def _summary(place: Place, gym: OpenGym, what: str) -> str:
    """A line break in a summary is one of those who write it; a calendar's row is one line."""
    where = gym.name if place.name in gym.name else f"{place.name}, {gym.name}"
    return clean(f"{where}. {what}")

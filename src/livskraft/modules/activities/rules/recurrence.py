"""On which days does a series fall, how is that said, and which moment is a local time? Pure; no models."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from dateutil.rrule import MONTHLY, WEEKLY, rrule, weekday
from django.utils.translation import gettext as _

from livskraft.kit.errors import Refused
from livskraft.kit.formats import WEEKDAYS
from livskraft.kit.partial_date import MONTHS
from livskraft.modules.activities.rules.vocabulary import Pattern

HERE = ZoneInfo("Europe/Stockholm")
MOST_WEEKS = 8
MOST_MONTHS = 12
# Local rule: a longer series is a mistake at the keyboard, such as 2206 for 2026.
MOST_YEARS = 10
LAST = -1
NTHS = {1: "första", 2: "andra", 3: "tredje", 4: "fjärde", LAST: "sista"}
_EVERY = ("tredje", "fjärde", "femte", "sjätte", "sjunde", "åttonde", "nionde", "tionde", "elfte", "tolfte")
_NO_TIME = timedelta()


@dataclass(frozen=True, slots=True)
class Recurrence:
    """Certain weekdays (Monday is 0) of every so many weeks, or the `nth` such weekdays of every so many months.

    Both `starts` and `until` are included. `nth` is 1 to 4 or LAST, and None when the pattern is weekly.
    """

    pattern: Pattern | str
    every: int
    weekdays: tuple[int, ...]
    starts: date
    until: date
    nth: int | None = None


def dates(recurrence: Recurrence) -> list[date]:
    """The days of the series, in order. Weeks and months are counted from the first day that fits.

    So "every other Wednesday" that starts on a Thursday begins the Wednesday after, and not a fortnight later. Raises
    Refused, in a sentence beside the field, when the series is nonsense or no day falls in it.
    """
    _refuse_nonsense(recurrence)
    first = next(iter(_rule(recurrence, every=1, starts=recurrence.starts)), None)
    if first is None:
        raise Refused(_("Ingen dag i serien ligger mellan start och slut. Välj ett senare slutdatum."), "until")
    return [moment.date() for moment in _rule(recurrence, every=recurrence.every, starts=first.date())]


def describe(recurrence: Recurrence, today: date | None = None) -> str:
    """ "Varannan onsdag från 3 mars till 26 maj"; the years are said when they differ, or are not that of `today`."""
    starts, until = recurrence.starts, recurrence.until
    years = {starts.year, until.year} | ({today.year} if today else set())
    if starts == until:
        return _day(starts, with_year=len(years) > 1)
    return _("%(pattern)s från %(starts)s till %(until)s") % {
        "pattern": _weekly(recurrence) if recurrence.pattern == Pattern.WEEKLY else _monthly(recurrence),
        "starts": _day(starts, with_year=starts.year != until.year),
        "until": _day(until, with_year=len(years) > 1),
    }


def moment(day: date, at: time) -> datetime:
    """When the clock on a Swedish wall shows `at` on `day`, in UTC.

    As in the rest of the house: an hour that comes twice counts the first time, and one that is skipped when summer
    time begins is as long after midnight as it would have been, so 02:30 is what the clock calls 03:30.
    """
    return datetime.combine(day, at.replace(fold=0, tzinfo=None), tzinfo=HERE).astimezone(UTC)


def length(day: date, starts: time, ends: time) -> timedelta:
    """How long it really is from one local time to a later one the same day; nothing when that hour is skipped.

    Raises Refused when it does not end after it starts.
    """
    if ends <= starts:
        raise Refused(_("Sluttiden måste vara senare än starttiden."), "ends")
    return max(moment(day, ends) - moment(day, starts), _NO_TIME)


def _refuse_nonsense(asked: Recurrence) -> None:
    weekly = asked.pattern == Pattern.WEEKLY
    if not asked.weekdays:
        raise Refused(_("Välj minst en veckodag."), "weekdays")
    if not set(asked.weekdays) <= set(range(7)):
        raise Refused(_("Välj veckodagar från måndag till söndag."), "weekdays")
    if weekly and not 1 <= asked.every <= MOST_WEEKS:
        raise Refused(_("Välj hur ofta: varje vecka till var åttonde vecka."), "every")
    if not weekly and not 1 <= asked.every <= MOST_MONTHS:
        raise Refused(_("Välj hur ofta: varje månad till var tolfte månad."), "every")
    if not weekly and asked.nth not in NTHS:
        raise Refused(_("Välj vilken i månaden: första, andra, tredje, fjärde eller sista."), "nth")
    if weekly and asked.nth is not None:
        raise Refused(_("Första till sista i månaden kan bara väljas för en serie som går månadsvis."), "nth")
    if asked.until < asked.starts:
        raise Refused(_("Slutdatumet kan inte ligga före startdatumet."), "until")
    if (asked.until.year - MOST_YEARS, asked.until.month, asked.until.day) > asked.starts.timetuple()[:3]:
        raise Refused(_("En serie kan vara högst tio år. Välj ett tidigare slutdatum."), "until")


def _rule(recurrence: Recurrence, *, every: int, starts: date) -> rrule:
    weekly = recurrence.pattern == Pattern.WEEKLY
    return rrule(
        WEEKLY if weekly else MONTHLY,
        interval=every,
        byweekday=[weekday(day, None if weekly else recurrence.nth) for day in sorted(set(recurrence.weekdays))],
        wkst=0,
        dtstart=datetime.combine(starts, time.min),
        until=datetime.combine(recurrence.until, time.min),
    )


def _weekly(recurrence: Recurrence) -> str:
    days = sorted(set(recurrence.weekdays))
    names = [WEEKDAYS[day] for day in days]
    if len(days) == 1 and recurrence.every == 1:
        return _("Varje %(day)s") % {"day": names[0]}
    if len(days) == 1 and recurrence.every == 2:
        return _("Varannan %(day)s") % {"day": names[0]}
    if len(days) == 7:
        which = _("Alla dagar")
    elif len(days) > 2 and all(later - earlier == 1 for earlier, later in pairwise(days)):
        which = _("%(first)s till %(last)s") % {"first": names[0].capitalize(), "last": names[-1]}
    else:
        which = _listed([_("%(day)sar") % {"day": name} for name in names]).capitalize()
    if recurrence.every == 1:
        return which
    return f"{which} {_how_often(recurrence.every, _('varannan vecka'), _('var %(number)s vecka'))}"


def _monthly(recurrence: Recurrence) -> str:
    nth = NTHS[recurrence.nth or 1].capitalize()
    days = _listed([_("%(day)sen") % {"day": WEEKDAYS[day]} for day in sorted(set(recurrence.weekdays))])
    if recurrence.every == 1:
        return _("%(nth)s %(days)s i månaden") % {"nth": nth, "days": days}
    return f"{nth} {days} {_how_often(recurrence.every, _('varannan månad'), _('var %(number)s månad'))}"


def _how_often(every: int, second: str, other: str) -> str:
    return second if every == 2 else other % {"number": _EVERY[every - 3]}


def _listed(words: list[str]) -> str:
    if len(words) == 1:
        return words[0]
    return _("%(first)s och %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}


def _day(day: date, *, with_year: bool) -> str:
    return f"{day.day} {MONTHS[day.month - 1]}" + (f" {day.year}" if with_year else "")

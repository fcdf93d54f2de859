"""Which readings of a month does the manager look at, why do some stand out, and until when is it to be done?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from dateutil.relativedelta import relativedelta
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

SOURCE = lazy(
    "SoLPuL (2001:454) 10 § och PDL (2008:355) 4:3: åtkomsten ska kontrolleras systematiskt och återkommande. "
    "HSLF-FS 2016:40 4 kap. 9 §: stickprov, dokumenterade, och loggarna sparas i minst fem år"
)
# No source says how many, how often, or what stands out: these are rules of the municipality's own.
LEAST = 10
SHARE = 0.05
MOST = 60
DUE_DAY = 15
WORKING_HOURS = (time(6), time(22))
MANY = 30
WITHIN = timedelta(hours=1)
# Source: HSLF-FS 2016:40 4 kap. 9 §.
YEARS_KEPT = 5
# So many months back a month that nobody looked at is still owed, and can still be drawn.
MONTHS_OWED, MONTHS_BACK = 3, 12
# A list shows only whom the unit has to do with; what stands out is asked of readings of a few.
FEW = 5


class Signal(TextChoices):
    """Why a reading stands out. None of them says that anything was wrong."""

    BROKEN_GLASS = "broken_glass", lazy("Nödöppning: enheten hade inte att göra med personen")
    LIFTED = "lifted", lazy("Medarbetaren hade öppnat det som patienten har spärrat")
    NO_RELATION = "no_relation", lazy("Enheten hade inte att göra med personen den dagen")
    STATED = "stated", lazy("Enheten har själv uppgett att den har att göra med personen")
    SAME_NAME = "same_name", lazy("Den som läste har samma efternamn som personen")
    ODD_HOURS = "odd_hours", lazy("Lästes utanför arbetstid (före kl. 6 eller efter kl. 22)")
    MANY = "many", lazy("Samma medarbetare läste fler än 30 gånger inom en timme")


# What somebody took upon themselves to open is looked at whole.
ALWAYS = frozenset({Signal.BROKEN_GLASS, Signal.LIFTED, Signal.STATED})


@dataclass(frozen=True, slots=True)
class Reading:
    """An entry of the log: who read, when, and what stands out about it."""

    entry: int
    reader: int
    at: datetime
    signals: frozenset[Signal] = field(default_factory=frozenset)


def sample_size(readings: int) -> int:
    """How many to look at: every one of a few, a twentieth of more, never so many that nobody does it.

    Source: local rule; see SOURCE for what it is a rule about.
    """
    return min(readings, max(LEAST, min(MOST, round(readings * SHARE))))


def rule_in_words(readings: int) -> str:
    """The rule as it was when a sample was drawn; kept with it."""
    return _(
        "Lokal regel: %(size)s av månadens %(readings)s läsningar (minst %(least)s, annars %(share)s procent, högst "
        "%(most)s), dessutom alla nödöppningar, alla läsningar medan en spärr var öppnad, alla läsningar om personer "
        "som enheten själv har uppgett att den har att göra med, och minst en läsning av var och en som har läst. "
        "Hälften är sådana som sticker ut, resten är slumpade."
    ) % {
        "size": sample_size(readings),
        "readings": readings,
        "least": LEAST,
        "share": round(SHARE * 100),
        "most": MOST,
    }


def draw(readings: Sequence[Reading], chance: Random) -> list[Reading]:
    """The sample, what stands out most first.

    What is in ALWAYS and one reading of each reader always; then, up to the size, half of those that stand out and the
    rest by chance, so that what looks ordinary is looked at too.
    """
    shuffled = list(readings)
    chance.shuffle(shuffled)
    oddest_first = sorted(shuffled, key=lambda reading: -len(reading.signals))
    chosen = {reading.entry: reading for reading in shuffled if not ALWAYS.isdisjoint(reading.signals)}
    seen = {reading.reader for reading in chosen.values()}
    for reading in oddest_first:
        if reading.reader not in seen:
            seen.add(reading.reader)
            chosen[reading.entry] = reading
    size = sample_size(len(readings))
    for reading in oddest_first:
        if len(chosen) >= size / 2 or not reading.signals:
            break
        chosen.setdefault(reading.entry, reading)
    for reading in shuffled:
        if len(chosen) >= size:
            break
        chosen.setdefault(reading.entry, reading)
    return sorted(chosen.values(), key=lambda reading: (-len(reading.signals), reading.at, reading.entry))


def is_outside_hours(local: time) -> bool:
    return not WORKING_HOURS[0] <= local < WORKING_HOURS[1]


def same_family(reader: str, families: Iterable[str]) -> bool:
    """Whether the last of the reader's names is one of the family names; all are name keys."""
    last = reader.split()[-1:]
    return any(last == family.split()[-1:] for family in families if family)


def many_at_once(moments: Sequence[tuple[int, datetime, int]]) -> set[int]:
    """The entries that are among more than MANY by the same reader within an hour; given (reader, at, entry)."""
    found: set[int] = set()
    by_reader: dict[int, list[tuple[datetime, int]]] = {}
    for reader, at, entry in moments:
        by_reader.setdefault(reader, []).append((at, entry))
    for read in by_reader.values():
        read.sort()
        first = 0
        for last in range(len(read)):
            while read[last][0] - read[first][0] >= WITHIN:
                first += 1
            if last - first >= MANY:
                found.update(entry for _at, entry in read[first : last + 1])
    return found


def month_of(day: date) -> date:
    """The first day of its month."""
    return day.replace(day=1)


def closed_months(today: date, count: int) -> list[date]:
    """The first days of the latest `count` months that are over, the latest first."""
    return [month_of(today) - relativedelta(months=back) for back in range(1, count + 1)]


def due(month: date) -> date:
    """The last day for looking at a month's readings. Local rule."""
    return (month + relativedelta(months=1)).replace(day=DUE_DAY)

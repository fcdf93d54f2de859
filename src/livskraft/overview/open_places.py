"""What may anybody know of the places? Read without asking who looks: no persons, no history, only what is told."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from livskraft.kit.formats import clock
from livskraft.kit.names import name_key, sort_key
from livskraft.modules.activities.public import OpenLunch, ShownDay, lunch_for_anybody, programme_for_anybody
from livskraft.modules.minigym.public import DayHours, OpenGym, gyms_for_anybody
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.models import Contract, Premises, Presentation, Unit
from livskraft.organisation.queries import ids_in_path
from livskraft.ui.templatetags.formats import day as day_word

MAP = "https://www.openstreetmap.org/search?"


@dataclass(frozen=True, slots=True)
class Place:
    """A site that is open to visitors, as its page tells of it.

    `programme` holds the days on which something is on or it is closed, `lunch` None that none is served.
    """

    pk: int
    name: str
    area: str
    part: str
    address: str
    provider: str
    told: Presentation | None
    gyms: list[OpenGym] = field(default_factory=list)
    programme: list[ShownDay] = field(default_factory=list)
    lunch: OpenLunch | None = None

    @property
    def url(self) -> str:
        return reverse("place", args=[self.pk])

    @property
    def call(self) -> str:
        """What a phone dials; empty when the place has no number."""
        # "+46 (0)13": the nought is for those who ring without the country's code.
        number = re.sub(r"(?<=\d)\s*\(0\)|[^+0-9]", "", self.told.phone) if self.told else ""
        return f"tel:{number}" if number else ""

    @property
    def map_url(self) -> str:
        """A map of somebody else's, to open when one asks for it; empty when there is no address."""
        return MAP + urlencode({"query": self.address}) if self.address else ""

    @property
    def words(self) -> str:
        return name_key(f"{self.name} {self.area} {self.part} {self.address}")

    def matches(self, asked: list[str]) -> bool:
        """Whether each of the words begins a word of the name, the area or the address, with or without its marks."""
        own = self.words.replace(",", " ").split()
        own += [plain for word in own if (plain := _without_marks(word)) != word]
        return all(any(word.startswith(each) for word in own) for each in asked)


def _without_marks(word: str) -> str:
    """The word as one types it whose keyboard has no å, ä or ö."""
    return "".join(char for char in unicodedata.normalize("NFD", word) if not unicodedata.combining(char))


@dataclass(frozen=True, slots=True)
class Now:
    """Whether one can go there at this moment, in words, and as which status they are shown."""

    kind: str
    text: str


def absolute(path: str) -> str:
    """The address as those outside need it."""
    return settings.BASE_URL.rstrip("/") + path


def places(
    moment: datetime, *, days: int = 7, only: int | None = None, ahead: int | None = None, lunch: bool = True
) -> list[Place]:
    """The sites that are open units on that day, in Swedish order, with their gyms' hours for `days` days.

    With the programme, and the lunch, of today and `ahead` days after it; without them when `ahead` is None. A fixed
    number of queries, whatever the number of sites.
    """
    today = timezone.localdate(moment)
    sites = Unit.objects.sites().open_on(today)
    if only is not None:
        sites = sites.filter(pk=only)
    found = list(sites.select_related("premises", "presentation"))
    above = {pk for site in found for pk in ids_in_path(site)[:-1]}
    units = Unit.objects.in_bulk(above)
    providers = {
        contract.area_part_id: contract.provider.name
        for contract in Contract.objects.holding_on(today).filter(area_part__in=above).select_related("provider")
    }
    asked = [site.pk for site in found]
    gyms = gyms_for_anybody(asked, moment, days)
    programmes: dict[int, list[ShownDay]] = {}
    lunches: dict[int, OpenLunch] = {}
    if ahead is not None:
        last = today + timedelta(days=ahead)
        programmes = programme_for_anybody(asked, today, last)
        lunches = lunch_for_anybody(asked, today, last) if lunch else {}
    return [
        replace(
            _place(site, units, providers),
            gyms=gyms.get(site.pk, []),
            programme=programmes.get(site.pk, []),
            lunch=lunches.get(site.pk),
        )
        for site in found
    ]


def _place(site: Unit, units: dict[int, Unit], providers: dict[int, str]) -> Place:
    above = [units[pk] for pk in ids_in_path(site)[:-1] if pk in units]
    names = {unit.kind: unit.name for unit in above}
    premises: Premises | None = getattr(site, "premises", None)
    return Place(
        pk=site.pk,
        name=site.name,
        area=names.get(UnitKind.AREA, ""),
        part=names.get(UnitKind.AREA_PART, ""),
        address=premises.address if premises else "",
        provider=next((providers[unit.pk] for unit in above if unit.pk in providers), ""),
        told=getattr(site, "presentation", None),
    )


def place(pk: int, moment: datetime, *, days: int = 7, ahead: int | None = None) -> Place | None:
    """The one place; None when there is no such site, or it has closed."""
    return next(iter(places(moment, days=days, only=pk, ahead=ahead)), None)


def search(every: Iterable[Place], text: str, area: str = "") -> list[Place]:
    """Those whose name, area or address holds every word of `text`, in one of the areas when `area` is given."""
    asked = name_key(text).replace(",", " ").split()
    return [each for each in every if (not area or each.area == area) and each.matches(asked)]


def by_area(found: Iterable[Place]) -> list[tuple[str, list[Place]]]:
    """The places, in the order given, under their areas in Swedish order; those in no area last."""
    areas: dict[str, list[Place]] = {}
    for each in found:
        areas.setdefault(each.area, []).append(each)
    return sorted(areas.items(), key=lambda pair: (not pair[0], sort_key(pair[0])))


def now(gym: OpenGym, moment: datetime) -> Now:
    """Open, closed, or when it opens next."""
    local = timezone.localtime(moment)
    if gym.closed_until_further_notice:
        return Now("stopped", _("Stängt tills vidare"))
    if not gym.hours_known:
        return Now("neutral", _("Fråga efter öppettider"))
    today = gym.days[0]
    for span in today.opening:
        if span.start <= local.time() < span.end:
            return Now("done", _("Öppet nu, till %(time)s") % {"time": clock(span.end)})
    for day, start in _openings(gym.days):
        if day > local.date() or start > local.time():
            when = {"when": _day_word(day, local.date()), "time": clock(start)}
            return Now("neutral", _("Stängt, öppnar %(when)s %(time)s") % when)
    return Now("neutral", _("Stängt"))


def _openings(days: Iterable[DayHours]) -> Iterator[tuple[date, time]]:
    return ((each.day, span.start) for each in days for span in each.opening)


def _day_word(day: date, today: date) -> str:
    if day == today:
        return _("i dag")
    return _("i morgon") if day == today + timedelta(days=1) else day_word(day, day)


def unusual(gym: OpenGym) -> list[tuple[DayHours, date]]:
    """What is not as in other weeks, with the last day that it holds; days in a row of the same are told once."""
    told: list[tuple[DayHours, date]] = []
    for each in gym.days:
        if not (each.closed_because or each.note):
            continue
        if told and _same(told[-1][0], each) and told[-1][1] + timedelta(days=1) == each.day:
            told[-1] = (told[-1][0], each.day)
        else:
            told.append((each, each.day))
    return told


def _same(one: DayHours, other: DayHours) -> bool:
    return (one.closed_because, one.note, one.opening, one.staffed) == (
        other.closed_because,
        other.note,
        other.opening,
        other.staffed,
    )

"""Which sites lack what, area by area, also those that have no gym?"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from dateutil.relativedelta import relativedelta

from livskraft.indicators.queries import residents_on
from livskraft.kit.periods import Period
from livskraft.modules.activities.public import visits
from livskraft.modules.minigym.public import SiteGaps, base_list, gaps
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.models import Unit, UnitQuerySet

A_YEAR = relativedelta(months=12)
TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class SiteLine:
    """A site on the map; `area` is empty for one that stands in no area.

    `visits` are those of the last twelve months, None where nobody has noted any: that is not known to be none.
    `residents` is None where nobody has written how many live there.
    """

    site: Unit
    area: str
    gaps: SiteGaps
    visits: int | None = None
    residents: int | None = None

    @property
    def whole(self) -> bool:
        return not self.gaps.missing and not self.gaps.standing_still

    @property
    def per_resident(self) -> Decimal | None:
        """Visits for each who lives there; None when that is unknown."""
        if self.visits is None or not self.residents:
            return None
        return (Decimal(self.visits) / self.residents).quantize(TENTH)


@dataclass(frozen=True, slots=True)
class KindLine:
    """A kind that every site should have, and how many sites lack it or have it standing still."""

    name: str
    number: int
    without: int
    standing_still: int


@dataclass(frozen=True, slots=True)
class EquipmentMap:
    """Every site in reach × the base list; the sites that lack most come first."""

    sites: list[SiteLine]
    kinds: list[KindLine]

    @property
    def whole(self) -> int:
        """How many sites have all that they should."""
        return sum(line.whole for line in self.sites)


def equipment_map(units: UnitQuerySet, today: date) -> EquipmentMap:
    """The same number of queries however many the sites are."""
    sites = units.sites().open_on(today).order_by("sort_key", "pk")
    found = {each.site_id: each for each in gaps(sites)}
    came = visits(sites, Period(today - A_YEAR + timedelta(days=1), today + timedelta(days=1)))
    residents = residents_on(sites, today, UnitKind.SITE)
    lines = [
        SiteLine(
            site,
            area.parent.name if (area := site.parent) and area.parent else "",
            found[site.pk],
            came.get(site.pk),
            residents.get(site.pk),
        )
        for site in sites.select_related("parent__parent")
    ]
    kinds = [
        KindLine(
            wanted.name,
            wanted.number,
            sum(bool(line.gaps.there[place].missing) for line in lines),
            sum(line.gaps.there[place].standing_still for line in lines),
        )
        for place, wanted in enumerate(base_list())
    ]
    return EquipmentMap(
        sorted(lines, key=lambda line: (-len(line.gaps.missing), -len(line.gaps.standing_still))), kinds
    )

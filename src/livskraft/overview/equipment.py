"""Which sites lack what, area by area, also those that have no gym?"""

from dataclasses import dataclass
from datetime import date

from livskraft.modules.minigym.public import SiteGaps, base_list, gaps
from livskraft.organisation.models import Unit, UnitQuerySet


@dataclass(frozen=True, slots=True)
class SiteLine:
    """A site on the map; `area` is empty for one that stands in no area."""

    site: Unit
    area: str
    gaps: SiteGaps

    @property
    def whole(self) -> bool:
        return not self.gaps.missing and not self.gaps.standing_still


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
    lines = [
        SiteLine(site, area.parent.name if (area := site.parent) and area.parent else "", found[site.pk])
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

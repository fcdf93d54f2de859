"""What does each trygghetsboende lack of what every one should have?"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from livskraft.modules.minigym.models import BaseListEntry, Equipment, Gym
from livskraft.modules.minigym.rules import Status
from livskraft.organisation.models import UnitQuerySet


@dataclass(frozen=True, slots=True)
class Wanted:
    """A kind of the base list, and how many of it every site should have."""

    kind_id: int
    name: str
    number: int


@dataclass(frozen=True, slots=True)
class There:
    """What a site has of a wanted kind; `in_use` are those of them that can be used today."""

    wanted: Wanted
    kept: int
    in_use: int

    @property
    def missing(self) -> int:
        """How many more the site should have; one out of use is there, and is to be mended."""
        return max(0, self.wanted.number - self.kept)

    @property
    def standing_still(self) -> bool:
        """Nothing is missing, but fewer than wanted can be used."""
        return not self.missing and self.in_use < self.wanted.number


@dataclass(frozen=True, slots=True)
class SiteGaps:
    """A site against the base list, also one without a gym."""

    site_id: int
    gyms: int
    there: Sequence[There]

    @property
    def missing(self) -> list[There]:
        return [each for each in self.there if each.missing]

    @property
    def standing_still(self) -> list[There]:
        return [each for each in self.there if each.standing_still]


def base_list() -> list[Wanted]:
    entries = BaseListEntry.objects.select_related("kind")
    return [Wanted(entry.kind_id, entry.kind.name, entry.number) for entry in entries]


def gaps(sites: UnitQuerySet) -> list[SiteGaps]:
    """Every one of `sites`, in their order, against the base list; four queries however many they are."""
    wanted = base_list()
    held = {
        (row["gym__site"], row["kind"]): (row["kept"], row["in_use"])
        for row in Equipment.objects.kept()
        .filter(gym__site__in=sites, gym__closed__isnull=True, kind__in=[each.kind_id for each in wanted])
        .order_by()
        .values("gym__site", "kind")
        .annotate(kept=Count("pk"), in_use=Count("pk", filter=Q(status=Status.IN_USE)))
    }
    gyms = dict(Gym.objects.open().filter(site__in=sites).order_by().values_list("site").annotate(number=Count("pk")))
    return [
        SiteGaps(site, gyms.get(site, 0), [There(each, *held.get((site, each.kind_id), (0, 0))) for each in wanted])
        for site in sites.values_list("pk", flat=True)
    ]

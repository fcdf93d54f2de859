"""Who acts at which gym of the demo, and when?"""

from collections.abc import Sequence
from datetime import date, timedelta

from livskraft.access.actor import Actor
from livskraft.access.demo import AREAS, VACANT, at
from livskraft.access.models import Assignment
from livskraft.access.roles import Role


class Cast:
    """Who acts at a site, and when: the manager, or the provider's area manager where the post is vacant."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.assignments = list(
            Assignment.objects.holding_on(today)
            .select_related("user", "unit")
            .filter(role__in=[Role.UNIT_MANAGER, Role.AREA_MANAGER, Role.PHYSIOTHERAPIST])
        )

    def at(self, site: str, days_ago: float, hour: int = 9) -> Actor:
        provider = next(part[0] for parts in AREAS.values() for part in parts.values() if site in part[1])
        name = provider if site == VACANT else site
        managers = (found for found in self.assignments if found.role != Role.PHYSIOTHERAPIST)
        return self._acting(next(found for found in managers if found.unit.name == name), days_ago, hour)

    def with_role(self, role: Role, units: Sequence[int], days_ago: float, hour: int = 9) -> Actor:
        """The one who has the role at one of the units, the last of them first."""
        held = [found for found in self.assignments if found.role == role and found.unit_id in units]
        return self._acting(max(held, key=lambda found: units.index(found.unit_id)), days_ago, hour)

    def _acting(self, assignment: Assignment, days_ago: float, hour: int) -> Actor:
        return Actor(at=at(self.today - timedelta(days=days_ago), hour), user=assignment.user, assignment=assignment)

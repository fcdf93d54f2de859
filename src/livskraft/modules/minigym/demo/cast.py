"""Who acts at which gym of the demo, and when?"""

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
            .filter(role__in=[Role.UNIT_MANAGER, Role.AREA_MANAGER])
        )

    def at(self, site: str, days_ago: float, hour: int = 9) -> Actor:
        provider = next(part[0] for parts in AREAS.values() for part in parts.values() if site in part[1])
        name = provider if site == VACANT else site
        assignment = next(found for found in self.assignments if found.unit.name == name)
        return Actor(at=at(self.today - timedelta(days=days_ago), hour), user=assignment.user, assignment=assignment)

"""Who acts, and when? The one thing that permission, audit and rules read that from."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from livskraft.access.models import Assignment, User
from livskraft.access.permissions import granted, reaches_persons
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.models import Unit, UnitQuerySet
from livskraft.organisation.queries import area_parts_of, keeper_of


@dataclass(frozen=True)
class Actor:
    """A user in one assignment, a named system task, or a visitor with a token; `at` is the moment of the act."""

    at: datetime
    user: User | None = None
    assignment: Assignment | None = None
    system: str = ""
    visitor: str = ""

    @property
    def today(self) -> date:
        return timezone.localdate(self.at)

    @property
    def who(self) -> str:
        """How the audit names the actor."""
        if self.user:
            return f"user:{self.user.pk}"
        return f"system:{self.system}" if self.system else f"visitor:{self.visitor or 'anonymous'}"

    @property
    def name(self) -> str:
        return self.user.name if self.user else self.system or "Besökare"

    @cached_property
    def _assignment_holds(self) -> bool:
        return bool(
            self.user
            and self.user.is_active
            and self.assignment
            and self.assignment.user_id == self.user.pk
            and self.today in self.assignment.period
        )

    @cached_property
    def reach(self) -> list[str]:
        """The paths under which the actor's assignment counts today; a provider reaches the parts it answers for."""
        if not self._assignment_holds or not self.assignment:
            return []
        unit = self.assignment.unit
        if unit.kind == UnitKind.PROVIDER:
            return [unit.path, *(part.path for part in area_parts_of(unit, self.today))]
        return [unit.path]

    @cached_property
    def caregiver(self) -> Unit | None:
        """Whose records of persons the actor works with: the provider's where the assignment is. None without one."""
        if not self._assignment_holds or not self.assignment:
            return None
        return keeper_of(self.assignment.unit, self.today)

    def may(self, permission: str, at: Unit | None = None) -> bool:
        """Whether the actor has the permission, and when a unit is given, has it there."""
        if self.system:
            return True
        if not self._assignment_holds or not self.assignment or not granted(permission, self.assignment.role):
            return False
        if at is None:
            return True
        if reaches_persons(permission):
            return at.pk == self.assignment.unit_id
        return any(at.path.startswith(path) for path in self.reach)

    def must(self, permission: str, at: Unit | None = None) -> None:
        """Raises PermissionDenied when the actor may not."""
        if not self.may(permission, at):
            raise PermissionDenied(f"{self.who} lacks {permission}")

    def units(self, permission: str | None = None) -> UnitQuerySet:
        """The units where the actor has the permission, or any reach when none is named: a subquery, not yet run."""
        units = Unit.objects.all()
        if self.system:
            return units
        if not self._assignment_holds or not self.assignment:
            return units.none()
        if permission is not None and not granted(permission, self.assignment.role):
            return units.none()
        if permission is not None and reaches_persons(permission):
            return units.filter(pk=self.assignment.unit_id)
        return units.below(self.reach)


def system_actor(task: str, at: datetime | None = None) -> Actor:
    """A named system task acting now, or at a given moment."""
    return Actor(at=at or timezone.now(), system=task)

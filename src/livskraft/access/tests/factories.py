"""Which people do tests need, and how do they act?"""

from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from livskraft.access.actor import Actor
from livskraft.access.models import Assignment, User
from livskraft.access.roles import Role
from livskraft.kit.names import name_key, sort_key
from livskraft.organisation.models import Unit
from livskraft.organisation.tests.factories import responsible_body


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User

    name = factory.Sequence(lambda n: f"Person {n}")
    name_key = factory.LazyAttribute(lambda user: name_key(user.name))
    sort_key = factory.LazyAttribute(lambda user: sort_key(user.name))
    email = factory.Sequence(lambda n: f"person{n}@example.invalid")
    created_at = datetime(2024, 1, 1, tzinfo=UTC)


class AssignmentFactory(DjangoModelFactory):
    class Meta:
        model = Assignment

    user = factory.SubFactory(UserFactory)
    role = Role.UNIT_MANAGER
    unit = factory.LazyFunction(responsible_body)
    starts = date(2020, 1, 1)
    ends = None


def actor_at(unit: Unit, role: Role = Role.UNIT_MANAGER, at: datetime | None = None) -> Actor:
    """Somebody who holds `role` at `unit`, acting at `at` (now when not given)."""
    assignment = AssignmentFactory(unit=unit, role=role)
    return Actor(at=at or datetime.now(UTC), user=assignment.user, assignment=assignment)

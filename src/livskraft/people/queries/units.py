"""Who works with persons at the actor's unit, and which units can take a person over?"""

from collections.abc import Callable
from datetime import date

from livskraft.access.actor import Actor
from livskraft.access.models import Assignment, User, UserQuerySet
from livskraft.access.permissions import table
from livskraft.kit.periods import holds_on
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.models import Contract, Unit
from livskraft.people.models import CareRelation, Person
from livskraft.people.permissions import Permission
from livskraft.people.queries.persons import all_ids


def colleagues(by: Actor) -> UserQuerySet:
    """Who may work with persons at the actor's own unit today, and can sign in."""
    unit = by.assignment.unit_id if by.assignment else None
    posts = Assignment.objects.holding_on(by.today).filter(unit=unit, role__in=table()[Permission.VIEW])
    return User.objects.able_to_sign_in().filter(pk__in=posts.values("user")).order_by("sort_key", "pk")


def who_may_know(person: Person, by: Actor) -> UserQuerySet:
    """The actor's colleagues, and those who work with persons at the caregiver's other units that know this one.

    A therapist works for a part of an area, and the meeting place's manager decides who may know of somebody protected.
    """
    keeper, own = keepers(by.today), by.caregiver.pk if by.caregiver else None
    held = CareRelation.objects.filter(holds_on(by.today), person__in=all_ids(person))
    known = held.order_by().values_list("unit", "unit__path").distinct()
    units = {pk for pk, path in known if keeper(path) == own}
    posts = Assignment.objects.holding_on(by.today).filter(unit__in=units, role__in=table()[Permission.VIEW])
    others = User.objects.able_to_sign_in().filter(pk__in=posts.values("user"))
    return (colleagues(by) | others).order_by("sort_key", "pk")


def receiving_units(by: Actor) -> list[Unit]:
    """The units under other caregivers that work with persons, in order; two queries."""
    keeper = keepers(by.today)
    units = Unit.objects.of_kind(UnitKind.SITE, UnitKind.WORK_GROUP, UnitKind.TEAM).open_on(by.today)
    own = by.caregiver.pk if by.caregiver else None
    return [unit for unit in units if keeper(unit.path) != own]


def keepers(day: date) -> Callable[[str], int]:
    """What tells the caregiver of the unit with a path on `day`, for many units; one query."""
    providers = dict(Contract.objects.holding_on(day).values_list("area_part", "provider"))

    def keeper(path: str) -> int:
        above = [int(part) for part in path.strip("/").split("/")]
        return next((providers[pk] for pk in above if pk in providers), above[0])

    return keeper

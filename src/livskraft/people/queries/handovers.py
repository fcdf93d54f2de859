"""Whom did a caregiver before leave at the actor's unit, and what ends when somebody is handed over?"""

from collections.abc import Collection

from django.db.models.functions import Coalesce

from livskraft.access.actor import Actor
from livskraft.kit.periods import holds_on
from livskraft.people.holdings import Left, partings
from livskraft.people.models import CareRelation, Person
from livskraft.people.models.persons import PersonQuerySet
from livskraft.people.queries import all_ids, all_ids_of
from livskraft.people.queries.units import keepers


def left_behind(by: Actor) -> PersonQuerySet:
    """Whom the unit has to do with and a caregiver before it still keeps; three queries.

    Nobody can see them any more: a relation is only ever made by the caregiver who keeps the person. Without those who
    another unit of that caregiver still has to do with, and those whose protection the actor is not named for.
    """
    if by.assignment is None or by.caregiver is None:
        return Person.objects.none()
    unit = by.assignment.unit_id
    whose = Coalesce("person__merged_into", "person")
    holding = CareRelation.objects.filter(holds_on(by.today))
    here = holding.filter(unit=unit).values(whose_id=whose)
    left = Person.objects.standing().exclude(keeper=by.caregiver).filter(pk__in=here).open_to(by)
    keeper = keepers(by.today)
    elsewhere = holding.exclude(unit=unit).annotate(whose=whose).filter(whose__in=left.values("pk"))
    theirs = {
        person
        for person, kept_by, path in elsewhere.values_list("whose", "person__keeper", "unit__path")
        if keeper(path) == kept_by
    }
    return left.exclude(pk__in=theirs)


def unfinished_here(person: Person) -> str:
    """What somebody at the person's caregiver has to do before a handover, in words; empty when there is nothing."""
    ids = all_ids(person)
    return " ".join(str(each.unfinished) for each in partings() if each.left(ids) == Left.UNFINISHED)


def told_before(person: Person) -> str:
    """What a manager is told before the person is handed over: what ends by it, or what stands in the way."""
    ids = all_ids(person)
    words = {Left.GOING_ON: "going_on", Left.UNFINISHED: "unfinished"}
    found = [(each, each.left(ids)) for each in partings()]
    return " ".join(str(getattr(each, words[left])) for each, left in found if left in words)


def abandoned_by(persons: Collection[int]) -> str:
    """What the manager who takes over persons whom a caregiver before left is told of what was not finished there."""
    ids = all_ids_of(persons)
    return " ".join(str(each.abandoned) for each in partings() if each.left(ids) == Left.UNFINISHED)

"""How do a person's records go from one caregiver to another?"""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from livskraft.access import audit
from livskraft.access.actor import Actor
from livskraft.access.models import Assignment, User
from livskraft.access.roles import Role
from livskraft.kit.errors import Refused
from livskraft.organisation.models import Unit
from livskraft.organisation.queries import keeper_of
from livskraft.people.actions.persons import opened, relate
from livskraft.people.actions.protection import hand_readers_over
from livskraft.people.holdings import partings
from livskraft.people.models import CareRelation, Handover, Person
from livskraft.people.permissions import Permission
from livskraft.people.queries import all_ids, all_ids_of
from livskraft.people.queries.handovers import left_behind, unfinished_here
from livskraft.people.rules.relations import relation_ends
from livskraft.people.rules.vocabulary import Purpose


@transaction.atomic
def hand_over(
    *, person: Person, to_unit: Unit, reason: str, on: date, version: int | None = None, by: Actor
) -> Handover:
    """The records are the other caregiver's from now on; the units here have nothing to do with the person any more.

    `on` is the day it was decided, today or before. The receiver may know the same number already: then their page of
    duplicates finds it, and nothing of that is told here. Source: SoLPuF (2001:637) 20 §.

    Raises Refused while somebody here has something to finish first; what is finished and goes on, ends.
    """
    # Whoever writes in a journal locks that first, and then the person.
    for parting in partings():
        parting.wait(all_ids(person))
    held = opened(person, Permission.MANAGE, version, by)
    keeper = keeper_of(to_unit, by.today)
    if keeper.pk == held.keeper_id:
        raise Refused(_("Enheten hör till samma utförare. Då behövs ingen överlämning."), field="to_unit")
    _must_be_decided(on, by)
    if unfinished := unfinished_here(held):
        raise Refused(unfinished)
    return _move(held, to_unit, keeper, reason, on, by)


@transaction.atomic
def hand_over_many(*, persons: Collection[int], reason: str, on: date, by: Actor) -> list[Handover]:
    """Those of `persons` (ids) whom a caregiver before left at the actor's unit become the present caregiver's.

    As `hand_over` for each, all or none. Those handed over meanwhile are passed by; raises Refused when none is left.
    What the caregiver before did not finish ends as it is: nobody of theirs can open it any more.
    """
    by.must(Permission.MANAGE)
    _must_be_decided(on, by)
    assert by.assignment
    unit = by.assignment.unit
    keeper = keeper_of(unit, by.today)
    for parting in partings():
        parting.wait(all_ids_of(persons))
    # By id, as whoever else locks persons does; asked after that, since another may have handed them over meanwhile.
    locked = list(Person.objects.select_for_update().filter(pk__in=persons).order_by("pk"))
    left = set(left_behind(by).filter(pk__in=[person.pk for person in locked]).values_list("pk", flat=True))
    moved = []
    for person in locked:
        if person.pk in left:
            person.version += 1
            moved.append(_move(person, unit, keeper, reason, on, by))
    if not moved:
        raise Refused(_("De är redan överlämnade, eller hör inte längre till enheten."))
    return moved


def _must_be_decided(on: date, by: Actor) -> None:
    if on > by.today:
        raise Refused(_("Överlämningen gäller genast. Datumet kan inte ligga framåt i tiden."), field="on")


def _move(held: Person, to_unit: Unit, keeper: Unit, reason: str, on: date, by: Actor) -> Handover:
    """The person, locked and with the version raised, goes to the other caregiver."""
    readers = _managers(to_unit, by) if held.is_protected else []
    if held.is_protected and not readers:
        raise Refused(
            _("Ingen chef på enheten kan ta emot en person med skyddade uppgifter. Kontakta enheten först."),
            field="to_unit",
        )
    made = Handover.objects.create(
        person=held,
        from_keeper_id=held.keeper_id,
        to_keeper=keeper,
        to_unit=to_unit,
        on=on,
        reason=reason,
        at=by.at,
        by=by.user,
    )
    family = all_ids(held)
    for parting in partings():
        parting.end(family, keeper, by)
    Person.objects.filter(pk__in=family).update(keeper=keeper)
    held.keeper = keeper
    held.save(update_fields=["keeper", "version"])
    _end_relations(family, by)
    relate(person=held, unit=to_unit, purpose=Purpose.HANDED_OVER, until=relation_ends(by.today), by=by)
    if readers:
        hand_readers_over(held, readers, by)
    audit.wrote(by, "people.handed_over", [made, held, to_unit], ["reason", "on"])
    return made


def _end_relations(family: list[int], by: Actor) -> None:
    """A half-open period cannot end on the day when it begins: what began today goes."""
    known = CareRelation.objects.filter(person__in=family)
    known.filter(starts__gte=by.today).delete()
    known.filter(ends__isnull=True).update(ends=by.today)
    known.filter(ends__gt=by.today).update(ends=by.today)


def _managers(unit: Unit, by: Actor) -> list[User]:
    posts = Assignment.objects.holding_on(by.today).filter(unit=unit, role=Role.UNIT_MANAGER)
    return list(User.objects.able_to_sign_in().filter(pk__in=posts.values("user")))

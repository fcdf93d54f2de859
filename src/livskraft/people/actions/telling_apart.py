"""How does a manager say that two who look alike are not one, and take that back?"""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from livskraft.access import audit
from livskraft.access.actor import Actor
from livskraft.kit.errors import Conflict
from livskraft.people.models import Person, ToldApart
from livskraft.people.permissions import Permission


@transaction.atomic
def tell_apart(*, one: Person, other: Person, by: Actor) -> ToldApart:
    """From now on nobody is asked whether the two are one; said twice it is said once.

    Raises Conflict when they have become one meanwhile.
    """
    by.must(Permission.MANAGE)
    pair = sorted([one.pk, other.pk])
    # By id, as whoever merges does; two managers who say the same wait here for each other.
    locked = list(Person.objects.select_for_update().filter(pk__in=pair).order_by("pk"))
    if len(locked) != len(set(pair)) or len(locked) == 1 or any(person.merged_into_id for person in locked):
        raise Conflict(str(one))
    if Person.objects.visible_to(by).filter(pk__in=pair).count() != len(pair):
        raise PermissionDenied(f"{by.who} may not see {pair}")
    if there := ToldApart.objects.filter(one=locked[0], other=locked[1], undone_at=None).first():
        return there
    made: ToldApart = ToldApart.objects.create(one=locked[0], other=locked[1], at=by.at, by=by.user)
    audit.wrote(by, "people.told_apart", [made, *locked])
    return made


@transaction.atomic
def undo_tell_apart(*, apart: ToldApart, by: Actor) -> ToldApart:
    """They may be one again. Raises Conflict when that is said already."""
    by.must(Permission.MANAGE)
    held = ToldApart.objects.select_for_update(of=("self",)).select_related("one", "other").get(pk=apart.pk)
    if held.undone_at:
        raise Conflict(str(held.one))
    if Person.objects.visible_to(by).filter(pk__in=[held.one_id, held.other_id]).count() != 2:
        raise PermissionDenied(f"{by.who} may not see the two of {held.pk}")
    held.undone_at, held.undone_by = by.at, by.user
    held.save(update_fields=["undone_at", "undone_by"])
    audit.wrote(by, "people.told_apart_undone", [held, held.one, held.other])
    return held

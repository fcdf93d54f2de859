"""How is it said that a person's records must stay, and that they need not any longer?"""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from livskraft.access import audit
from livskraft.access.actor import Actor
from livskraft.kit.errors import Conflict, Refused
from livskraft.people.models import LegalHold, Person
from livskraft.people.permissions import Permission
from livskraft.people.queries.persons import all_ids


@transaction.atomic
def place_hold(*, person: Person, reason: str, reference: str = "", by: Actor) -> LegalHold:
    """From now on nothing about the person is thrown away, whatever is decided. Raises Refused when it is so already,
    and Conflict when the person was thrown away first."""
    _must_see(person, by)
    if not reason.strip():
        raise Refused(_("Skriv varför uppgifterna måste vara kvar."), field="reason")
    # The same locks as whoever throws away takes, so that one of the two comes first.
    ids = {each.pk for each in Person.objects.select_for_update().filter(pk__in=all_ids(person)).order_by("pk")}
    if person.pk not in ids:
        raise Conflict(_("Personens uppgifter har gallrats."))
    if LegalHold.objects.filter(person__in=ids, lifted_at=None).exists():
        raise Refused(_("Personens uppgifter får redan inte gallras."))
    hold = LegalHold.objects.create(
        person=person, reason=reason.strip(), reference=reference.strip(), placed_at=by.at, placed_by=by.user
    )
    audit.wrote(by, "people.hold_placed", [hold, person])
    return hold


@transaction.atomic
def lift_hold(*, hold: LegalHold, by: Actor) -> LegalHold:
    """The rules hold again for the person. Raises Conflict when somebody else has lifted it."""
    person = hold.person.merged_into or hold.person
    _must_see(person, by)
    list(Person.objects.select_for_update().filter(pk__in=all_ids(person)).order_by("pk"))
    held = LegalHold.objects.select_for_update().get(pk=hold.pk)
    if held.lifted_at:
        raise Conflict(str(held))
    held.lifted_at, held.lifted_by = by.at, by.user
    held.save(update_fields=["lifted_at", "lifted_by"])
    audit.wrote(by, "people.hold_lifted", [held, person])
    return held


def _must_see(person: Person, by: Actor) -> None:
    by.must(Permission.MANAGE)
    if not Person.objects.visible_to(by).filter(pk=person.pk).exists():
        raise PermissionDenied(f"{by.who} may not see {person.pk}")

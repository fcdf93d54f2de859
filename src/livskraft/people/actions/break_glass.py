"""How does somebody open a person whom their unit has nothing to do with, and what does the manager say of it?"""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from livskraft.access import audit
from livskraft.access.actor import Actor
from livskraft.kit import versions
from livskraft.kit.errors import Refused
from livskraft.kit.identity import IdentityNumber
from livskraft.people.models import BreakGlass, Person
from livskraft.people.permissions import Permission
from livskraft.people.queries import with_number
from livskraft.people.queries.break_glass import glasses_of
from livskraft.people.rules.break_glass import OPEN_FOR, SHORTEST_REASON, says_why


@transaction.atomic
def break_glass(*, number: IdentityNumber, reason: str, by: Actor) -> Person | None:
    """The person with the number, open to the actor for some hours; None for everything that cannot be opened.

    Somebody unknown here, kept by another caregiver or protected gives the same None. One who can be seen already is
    told without any glass being broken. Raises Refused when the reason says nothing.
    """
    by.must(Permission.BREAK_GLASS)
    if not says_why(reason):
        raise Refused(_("Skriv skälet med minst %(least)d tecken.") % {"least": SHORTEST_REASON}, field="reason")
    if by.user is None or by.assignment is None or by.caregiver is None:
        raise PermissionDenied(f"{by.who} works nowhere")
    found = with_number(number, by.caregiver)
    if found is None or found.is_protected:
        audit.wrote(by, "people.glass_refused", [])
        return None
    if Person.objects.visible_to(by).filter(pk=found.pk).exists():
        return found
    made = BreakGlass.objects.create(
        person=found, user=by.user, unit=by.assignment.unit, reason=reason, at=by.at, until=by.at + OPEN_FOR
    )
    audit.wrote(by, "people.glass_broken", [made, found])
    return found


@transaction.atomic
def review_glass(*, glass: BreakGlass, justified: bool, note: str, version: int | None = None, by: Actor) -> BreakGlass:
    """What the manager found, or whoever is above where no other manager is; once said it stands.

    Raises Refused for one's own.
    """
    by.must(Permission.JUDGE_GLASS, at=glass.unit)
    held = versions.locked(glass, version)
    if by.user and held.user_id == by.user.pk:
        raise Refused(_("Du kan inte bedöma din egen nödöppning. Någon annan gör det."))
    if not by.system and not glasses_of(by).filter(pk=held.pk).exists():
        raise PermissionDenied(f"{by.who} may not judge {held.pk}")
    if held.reviewed_at:
        raise Refused(_("Nödöppningen är redan bedömd."))
    held.justified, held.review = justified, note
    held.reviewed_at, held.reviewed_by = by.at, by.user
    held.save()
    audit.wrote(by, "people.glass_reviewed", [held, held.person], ["justified", "review"])
    return held

"""How are those close to a person, and the numbers of their cases, written down, changed and taken away?"""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from livskraft.access import audit
from livskraft.access.actor import Actor
from livskraft.kit.errors import Refused
from livskraft.people.actions.persons import opened
from livskraft.people.models import CaseNumber, Person, Relative
from livskraft.people.permissions import Permission
from livskraft.people.rules.searching import case_key

MOST = 20


@dataclass(frozen=True, slots=True)
class Near:
    """What is written of somebody close to a person."""

    name: str
    relation: str = ""
    phone: str = ""
    first: bool = False


@transaction.atomic
def add_relative(*, person: Person, near: Near, by: Actor) -> Relative:
    held = opened(person, Permission.SEE_CONTACT, None, by)
    if held.relatives.count() >= MOST:
        raise Refused(_("Det går att skriva in högst %(most)d anhöriga.") % {"most": MOST})
    if near.first:
        held.relatives.update(first=False)
    made = Relative.objects.create(
        person=held, name=near.name, relation=near.relation, phone=near.phone, first=near.first
    )
    held.save(update_fields=["version"])
    audit.wrote(by, "people.relative_added", [made, held])
    return made


@transaction.atomic
def change_relative(*, relative: Relative, near: Near, version: int | None = None, by: Actor) -> Relative:
    """`version` is the person's: who is to be called first is a matter of all of them together."""
    held = opened(relative.person, Permission.SEE_CONTACT, version, by)
    kept = held.relatives.filter(pk=relative.pk).first()
    if kept is None:
        raise Refused(_("Den anhöriga är redan borttagen."))
    changed = [name for name in _NEAR if getattr(kept, name) != getattr(near, name)]
    if near.first and not kept.first:
        held.relatives.update(first=False)
    for name in _NEAR:
        setattr(kept, name, getattr(near, name))
    kept.save()
    held.save(update_fields=["version"])
    audit.wrote(by, "people.relative_changed", [kept, held], changed)
    return kept


@transaction.atomic
def remove_relative(*, relative: Relative, by: Actor) -> None:
    """Whoever is gone already stays gone."""
    held = opened(relative.person, Permission.SEE_CONTACT, None, by)
    audit.wrote(by, "people.relative_removed", [relative, held])
    held.relatives.filter(pk=relative.pk).delete()
    held.save(update_fields=["version"])


@transaction.atomic
def add_case(*, person: Person, number: str, by: Actor) -> CaseNumber:
    """A number that is there already stands once."""
    held = opened(person, Permission.REGISTER, None, by)
    key = case_key(number)
    if not key:
        raise Refused(_("Skriv ett ärendenummer."), field="number")
    kept = held.case_numbers.filter(number_key=key).first()
    if kept:
        return kept
    if held.case_numbers.count() >= MOST:
        raise Refused(_("Det går att skriva in högst %(most)d ärendenummer.") % {"most": MOST}, field="number")
    made = CaseNumber.objects.create(person=held, number=number, number_key=key)
    audit.wrote(by, "people.case_added", [made, held])
    return made


@transaction.atomic
def remove_case(*, case: CaseNumber, by: Actor) -> None:
    held = opened(case.person, Permission.REGISTER, None, by)
    audit.wrote(by, "people.case_removed", [case, held])
    held.case_numbers.filter(pk=case.pk).delete()


_NEAR = ("name", "relation", "phone", "first")

"""How do two registered persons become one, and how do they become two again? Only pointers move."""

import json
from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, Model
from django.utils.translation import gettext as _

from livskraft.access import audit
from livskraft.access.actor import Actor
from livskraft.kit.errors import Conflict, Refused
from livskraft.kit.periods import holds_on
from livskraft.people.actions.persons import relate
from livskraft.people.actions.protection import hand_readers_over
from livskraft.people.holdings import holdings
from livskraft.people.models import CareRelation, ContactDetails, LegalHold, Merge, Person, ProtectionDecision
from livskraft.people.permissions import Permission
from livskraft.people.queries.persons import all_ids_of
from livskraft.people.rules.merging import DAYS_TO_UNDO, OF_CONTACT, OF_PERSON, Taken, may_be_kept, pointers
from livskraft.people.rules.relations import relation_ends
from livskraft.people.rules.vocabulary import Purpose


@transaction.atomic
def merge(*, kept: Person, gone: Person, take: Collection[Taken] = (), versions: str | None = None, by: Actor) -> Merge:
    """From now on whoever looks for `gone` finds `kept`. Nothing of either is rewritten but what is in `take`.

    `versions` are those that the manager saw, as `versions_of` writes them. Raises Conflict when either was changed
    since, and Refused when a protected person would disappear behind one who is not.
    """
    _must_see([kept, gone], by)
    locked = _locked([kept.pk, gone.pk])
    if not {kept.pk, gone.pk} <= locked.keys():
        raise Conflict(str(kept))
    kept, gone = locked[kept.pk], locked[gone.pk]
    if kept.pk == gone.pk or kept.merged_into_id or gone.merged_into_id or kept.keeper_id != gone.keeper_id:
        raise Conflict(str(kept))
    if versions is not None and versions != versions_of(kept, gone):
        raise Conflict(str(kept))
    if not may_be_kept(kept_protected=kept.is_protected, gone_protected=gone.is_protected):
        raise Refused(_("Behåll den som har skyddade uppgifter, så att skyddet följer med."), field="kept")
    followed = sorted(pk for pk, person in locked.items() if person.merged_into_id == gone.pk)
    before = _take(kept, gone, set(take))
    made = Merge.objects.create(
        kept=kept, gone=gone, followed=followed, taken=json.dumps(before) if before else "", at=by.at, by=by.user
    )
    _point(locked)
    _raise_versions([kept.pk, gone.pk])
    for holding in holdings:
        if holding.merged:
            holding.merged(all_ids_of([kept.pk]), by)
    audit.wrote(by, "people.merged", [made, kept, gone], sorted(map(str, take)))
    return made


@transaction.atomic
def undo_merge(*, merge: Merge, by: Actor) -> Merge:
    """They are two again. What was taken over goes back, unless somebody has changed it since.

    Raises Refused after the days within which it can be undone, and Conflict when it is undone already.
    """
    # Read anew: the kept one may have been merged since.
    kept = Person.objects.select_related("merged_into").get(pk=merge.kept_id)
    _must_see([kept.merged_into or kept], by)
    locked = _locked([merge.kept_id, merge.gone_id])
    held = Merge.objects.select_for_update().get(pk=merge.pk)
    if held.undone_at:
        raise Conflict(str(held))
    if by.at >= held.at + timedelta(days=DAYS_TO_UNDO):
        raise Refused(_("Det har gått mer än %(days)d dagar. Då går det inte att ångra.") % {"days": DAYS_TO_UNDO})
    held.undone_at, held.undone_by = by.at, by.user
    held.save(update_fields=["undone_at", "undone_by"])
    if held.taken:
        _give_back(locked[held.kept_id], json.loads(held.taken))
    _point(locked)
    _raise_versions([held.kept_id, held.gone_id])
    gone = Person.objects.get(pk=held.gone_id)
    _follow(locked[kept.merged_into_id or kept.pk], gone, held, by)
    unit = by.assignment.unit if by.assignment else None
    if unit and not CareRelation.objects.holding_on(by.today).filter(person__in=all_ids_of([gone.pk])).exists():
        # Known only as the other: without a relation of their own nobody would see them any more.
        relate(person=gone, unit=unit, purpose=Purpose.REGISTERED, until=relation_ends(by.today), by=by)
    audit.wrote(by, "people.merge_undone", [held, locked[held.kept_id], gone])
    return held


def versions_of(kept: Person, gone: Person) -> str:
    """What two persons are at this moment, to be sent along by a form."""
    return "-".join(f"{person.pk}.{person.version}" for person in sorted([kept, gone], key=lambda each: each.pk))


def _follow(known: Person, gone: Person, merge: Merge, by: Actor) -> None:
    """What was decided about `known` while the two were one holds for both: to be kept secret, and to be kept."""
    decided = known.protection_decisions.filter(at__gte=merge.at).first()
    readers = [each.user for each in known.authorised.filter(holds_on(by.today)).select_related("user")]
    if decided and known.is_protected and not gone.is_protected and readers:
        gone.protection = known.protection
        gone.save(update_fields=["protection"])
        hand_readers_over(gone, readers, by)
        made = ProtectionDecision.objects.create(
            person=gone, kind=known.protection, ground=decided.ground, at=by.at, by=by.user
        )
        audit.wrote(by, "people.protection_decided", [made, gone], ["protection"])
    hold = known.holds.filter(placed_at__gte=merge.at, lifted_at=None).first()
    if hold and not gone.holds.filter(lifted_at=None).exists():
        placed = LegalHold.objects.create(
            person=gone,
            reason=hold.reason,
            reference=hold.reference,
            placed_at=hold.placed_at,
            placed_by_id=hold.placed_by_id,
        )
        audit.wrote(by, "people.hold_placed", [placed, gone])


def _must_see(persons: Collection[Person], by: Actor) -> None:
    by.must(Permission.MANAGE)
    wanted = {person.pk for person in persons}
    if Person.objects.visible_to(by).filter(pk__in=wanted).count() != len(wanted):
        raise PermissionDenied(f"{by.who} may not see {sorted(wanted)}")


def _locked(persons: Collection[int]) -> dict[int, Person]:
    """The persons with all who are one with them, locked by id: whoever else locks persons does so in that order."""
    roots = {root or pk for pk, root in Person.objects.filter(pk__in=persons).values_list("pk", "merged_into")}
    while True:
        ids = all_ids_of(roots)
        rows = Person.objects.select_for_update().filter(pk__in=ids).order_by("pk")
        locked = {person.pk: person for person in rows}
        # Somebody may have been merged into one of them while this waited.
        if set(all_ids_of(roots)) <= locked.keys():
            return locked


def _point(persons: dict[int, Person]) -> None:
    """Every pointer as the merges that hold say it, straight to the last of the chain."""
    holding = Merge.objects.filter(gone__in=persons, undone_at=None).values_list("gone", "kept")
    for pk, root in pointers(dict(holding), set(persons)).items():
        if persons[pk].merged_into_id != root:
            Person.objects.filter(pk=pk).update(merged_into=root)


def _raise_versions(persons: Collection[int]) -> None:
    Person.objects.filter(pk__in=persons).update(version=F("version") + 1)


def _take(kept: Person, gone: Person, take: set[Taken]) -> dict[str, Any]:
    """Copies what is chosen; returns what stood there before and what stands there now, to be given back."""
    told: dict[str, Any] = {}
    # What is empty takes nothing's place.
    names = _chosen(OF_PERSON, gone, take)
    if changed := {name: (getattr(kept, name), getattr(gone, name)) for name in names}:
        Person.objects.filter(pk=kept.pk).update(**{name: new for name, (_old, new) in changed.items()})
        told["person"] = changed
    theirs = ContactDetails.objects.filter(person=gone).first()
    names = _chosen(OF_CONTACT, theirs, take) if theirs else []
    if names:
        mine = ContactDetails.objects.filter(person=kept).first() or ContactDetails(person=kept, version=0)
        told["contact"] = {name: (getattr(mine, name), getattr(theirs, name)) for name in names}
        told["new_contact"] = mine.pk is None
        for name in names:
            setattr(mine, name, getattr(theirs, name))
        mine.version += 1
        mine.save()
    return told


def _chosen(columns: Mapping[Taken, tuple[str, ...]], of: Model, take: set[Taken]) -> list[str]:
    chosen = [names for choice, names in columns.items() if choice in take]
    return [name for names in chosen if any(getattr(of, each) for each in names) for name in names]


def _give_back(kept: Person, told: dict[str, Any]) -> None:
    for name, (old, new) in told.get("person", {}).items():
        if getattr(kept, name) == new:
            Person.objects.filter(pk=kept.pk).update(**{name: old})
    contact = ContactDetails.objects.filter(person=kept).first()
    if contact is None:
        return
    for name, (old, new) in told.get("contact", {}).items():
        if getattr(contact, name) == new:
            setattr(contact, name, old)
    fields = [name for names in OF_CONTACT.values() for name in names]
    if told.get("new_contact") and not any(getattr(contact, name) for name in fields):
        contact.delete()
        return
    contact.version += 1
    contact.save()

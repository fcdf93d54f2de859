"""How does somebody's data become protected, and who is named to know of them?"""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from livskraft.access import audit
from livskraft.access.actor import Actor
from livskraft.access.models import User
from livskraft.kit.errors import Refused
from livskraft.kit.periods import holds_on
from livskraft.people.actions.persons import opened
from livskraft.people.models import AuthorisedReader, Person, ProtectionDecision
from livskraft.people.permissions import Permission
from livskraft.people.queries.protection import left_alone
from livskraft.people.queries.units import who_may_know
from livskraft.people.rules.vocabulary import Protection


@transaction.atomic
def decide_protection(
    *, person: Person, kind: Protection, ground: str, version: int | None = None, by: Actor
) -> ProtectionDecision:
    """From now on the data are protected, or no longer are. The decider is always among those who may know."""
    held = opened(person, Permission.PROTECT, version, by)
    if held.protection == kind:
        raise Refused(_("Så är det redan."), field="kind")
    held.protection = kind
    held.save(update_fields=["protection", "version"])
    if kind == Protection.NONE:
        for reader in held.authorised.filter(holds_on(by.today)):
            _end(reader, by)
    elif by.user:
        _name(held, by.user, by)
    made = ProtectionDecision.objects.create(person=held, kind=kind, ground=ground, at=by.at, by=by.user)
    audit.wrote(by, "people.protection_decided", [made, held], ["protection"])
    return made


@transaction.atomic
def name_reader(*, person: Person, user: User, by: Actor) -> AuthorisedReader:
    """From today `user` may know of the person: somebody who works where the actor does, or at another of the
    caregiver's units that has to do with them. Raises Refused for others."""
    held = opened(person, Permission.PROTECT, None, by)
    if not held.is_protected:
        raise Refused(_("Personens uppgifter är inte skyddade."))
    if not who_may_know(held, by).filter(pk=user.pk).exists():
        raise Refused(_("Välj någon som arbetar på en enhet som har med personen att göra."), field="user")
    held.save(update_fields=["version"])
    return _name(held, user, by)


@transaction.atomic
def end_reader(*, reader: AuthorisedReader, by: Actor) -> None:
    """From today the reader may not know of the person. Raises Refused for oneself, so that somebody always may."""
    held = opened(reader.person, Permission.PROTECT, None, by)
    if by.user and reader.user_id == by.user.pk:
        raise Refused(_("Du kan inte ta bort dig själv. Be en annan behörig chef göra det."))
    found = held.authorised.filter(holds_on(by.today), pk=reader.pk).first()
    if found:
        held.save(update_fields=["version"])
        _end(found, by)


@transaction.atomic
def take_over_protected(*, by: Actor) -> int:
    """The actor is named for everybody protected at the unit whom nobody there may know of any more; gives how many.

    Managers leave, and somebody must be able to reach those they alone knew of.
    """
    by.must(Permission.PROTECT)
    assert by.user
    persons = list(left_alone(by).select_for_update(of=("self",)).order_by("pk"))
    for person in persons:
        _name(person, by.user, by)
    return len(persons)


def hand_readers_over(person: Person, readers: list[User], by: Actor) -> None:
    """For the action that moves a protected person: those who may know are `readers` and nobody else.

    Raises PermissionDenied outside it, since nobody's right to decide is asked here.
    """
    if not readers:
        raise PermissionDenied("somebody must be left who may know of the person")
    for reader in person.authorised.filter(holds_on(by.today)):
        _end(reader, by)
    for user in readers:
        _name(person, user, by)


def _name(person: Person, user: User, by: Actor) -> AuthorisedReader:
    held = person.authorised.filter(holds_on(by.today), user=user).first()
    if held is None:
        held = AuthorisedReader.objects.create(person=person, user=user, starts=by.today)
        audit.wrote(by, "people.reader_named", [held, person, user])
    return held


def _end(reader: AuthorisedReader, by: Actor) -> None:
    audit.wrote(by, "people.reader_ended", [reader, reader.person, reader.user], ["ends"])
    if reader.starts >= by.today:
        # A half-open period cannot end on the day when it begins; the audit holds that there was one.
        reader.delete()
        return
    reader.ends = by.today
    reader.save(update_fields=["ends"])

"""How does a patient have what a unit writes blocked, and how does somebody open it all the same?"""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from livskraft.access import audit
from livskraft.access.actor import Actor
from livskraft.kit.errors import Refused
from livskraft.kit.words import plain
from livskraft.modules.training.models import Block, Lift
from livskraft.modules.training.permissions import Permission
from livskraft.modules.training.queries.blocks import open_lifts, standing_of
from livskraft.modules.training.rules.blocks import OPEN_FOR, SHORTEST_REASON, says_why
from livskraft.modules.training.rules.vocabulary import Lifted
from livskraft.organisation.models import Unit
from livskraft.people.models import Person


@transaction.atomic
def set_block(*, person: Person, by: Actor) -> Block:
    """What the actor's own unit writes of the patient is closed to the caregiver's other units; twice is as once.

    Source: PDL 4:4. Raises PermissionDenied for whom the actor may not see.
    """
    unit, keeper = _at_work(by)
    _must_see(person, by)
    # Two presses wait for each other here.
    held = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    there = standing_of(held).filter(unit=unit).first()
    if there is not None:
        return there
    made = Block.objects.create(person=held, keeper=keeper, unit=unit, set_at=by.at, set_by=by.user)
    audit.wrote(by, "training.block_set", [made, held])
    return made


@transaction.atomic
def end_block(*, block: Block, by: Actor) -> Block:
    """Ends the own unit's block, whichever of the patient's names it stands under; twice is as once.

    Raises PermissionDenied for another unit's.
    """
    unit, _keeper = _at_work(by)
    if block.unit_id != unit.pk:
        raise PermissionDenied
    held = Block.objects.select_for_update(of=("self",)).select_related("person__merged_into").get(pk=block.pk)
    patient = held.person.merged_into or held.person
    _must_see(patient, by)
    ended = list(standing_of(patient).filter(unit=unit))
    for each in ended:
        each.ended_at, each.ended_by = by.at, by.user
        each.save(update_fields=["ended_at", "ended_by"])
    if ended:
        audit.wrote(by, "training.block_ended", [*ended, patient])
        held.refresh_from_db()
    return held


@transaction.atomic
def lift(*, block: Block, ground: Lifted, reason: str, by: Actor) -> Lift:
    """Opens what another unit has written, for the actor alone and for a day; while it is open it is not opened again.

    Source: PDL 4:5. Raises Refused for the own unit's, for a block that has ended and for a reason that says nothing,
    and PermissionDenied for another caregiver's and for whom the actor may not see.
    """
    unit, keeper = _at_work(by)
    held = Block.objects.select_for_update(of=("self",)).select_related("person__merged_into").get(pk=block.pk)
    patient = held.person.merged_into or held.person
    _must_see(patient, by)
    if held.keeper_id != keeper.pk or by.user is None:
        raise PermissionDenied
    if held.unit_id == unit.pk:
        raise Refused(_("Det är din egen enhet som har skrivit. Du ser det redan."))
    if held.ended_at is not None:
        raise Refused(_("Spärren gäller inte längre."))
    opened = open_lifts(by).filter(block=held).first()
    if opened is not None:
        return opened
    if not says_why(reason):
        raise Refused(_("Skriv skälet med minst %(least)d tecken.") % {"least": SHORTEST_REASON}, field="reason")
    words = plain(reason, field="reason", longest=1000)
    # Under each name that the patient has had: what the unit wrote is opened whole.
    made = [
        Lift.objects.create(
            block=each,
            person_id=each.person_id,
            user=by.user,
            ground=Lifted(ground),
            reason=words,
            at=by.at,
            until=by.at + OPEN_FOR,
        )
        for each in standing_of(patient).filter(unit=held.unit_id)
    ]
    audit.wrote(by, "training.block_lifted", [*made, held, patient])
    return next(each for each in made if each.block_id == held.pk)


def _at_work(by: Actor) -> tuple[Unit, Unit]:
    """The actor's unit, and whose journal it writes in."""
    by.must(Permission.JOURNAL)
    if by.assignment is None or by.caregiver is None:
        raise PermissionDenied
    return by.assignment.unit, by.caregiver


def _must_see(person: Person, by: Actor) -> None:
    if not Person.objects.visible_to(by, among=[person.pk]).exists():
        raise PermissionDenied

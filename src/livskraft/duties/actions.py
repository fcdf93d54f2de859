"""What can people add to a duty, and how is the digest turned on and off? Every write of this room."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from livskraft.access import audit
from livskraft.access.actor import Actor
from livskraft.access.models import User
from livskraft.duties.catalogue import Duty
from livskraft.duties.models import DigestSetting, DutyNote
from livskraft.duties.queries import duties_at, duty_owed, nobody_there
from livskraft.duties.rules import must_be_a_wait
from livskraft.kit.errors import Conflict
from livskraft.organisation.models import Unit


@transaction.atomic
def write_note(*, key: str, text: str, waiting_until: date | None, by: Actor, version: int = 0) -> DutyNote:
    """Writes or changes the note of a duty that `by` owes; `version` is the read note's, 0 when there was none.

    Raises PermissionDenied when `by` does not owe the duty, Refused for a day that cannot be waited for, and Conflict
    when somebody else wrote in between.
    """
    duty, user = _must_owe(by, key)
    if waiting_until:
        must_be_a_wait(waiting_until, by.today)
    note = DutyNote.objects.select_for_update().filter(key=key).first() or DutyNote(key=key, version=0)
    if note.version != version:
        raise Conflict(_("Anteckningen"))
    note.unit_id, note.text, note.waiting_until = duty.unit_id, text, waiting_until
    note.written_by, note.written_at, note.version = user, by.at, version + 1
    try:
        note.save()
    except IntegrityError:
        raise Conflict(_("Anteckningen")) from None
    audit.wrote(by, "duties.note_written", [note], ["text", "waiting_until"])
    return note


@transaction.atomic
def remove_note(*, key: str, by: Actor) -> None:
    """Takes away the note, so that the duty is back in its place; nothing happens when there is none.

    Raises PermissionDenied when `by` does not owe the duty.
    """
    _must_owe(by, key)
    for note in DutyNote.objects.select_for_update().filter(key=key):
        audit.wrote(by, "duties.note_removed", [note])
        note.delete()


@transaction.atomic
def clear_notes(*, by: Actor) -> int:
    """Removes the notes of duties that are done, so that they do not come back with next year's; returns how many."""
    notes = list(DutyNote.objects.select_for_update())
    standing = duties_at(Unit.objects.filter(pk__in={note.unit_id for note in notes}), by.today)
    # Somebody above may have written at what has climbed from a vacant post.
    owed = {duty.key for duty in standing} | {nobody_there(duty).key for duty in standing}
    gone = [note for note in notes if note.key not in owed]
    if gone:
        audit.wrote(by, "duties.notes_cleared", gone)
        DutyNote.objects.filter(pk__in=[note.pk for note in gone]).delete()
    return len(gone)


@transaction.atomic
def set_digest(*, user: User, wanted: bool, by: Actor) -> None:
    """Turns the person's morning e-mail on or off; only they themselves, or who holds the link that was mailed to them.

    Raises PermissionDenied for anybody else.
    """
    if by.user is not None and by.user.pk != user.pk:
        raise PermissionDenied(f"{by.who} may not choose for {user.pk}")
    setting, _new = DigestSetting.objects.update_or_create(user=user, defaults={"wanted": wanted})
    audit.wrote(by, "duties.digest_turned_on" if wanted else "duties.digest_turned_off", [setting], ["wanted"])


def _must_owe(by: Actor, key: str) -> tuple[Duty, User]:
    duty = duty_owed(by, key)
    if duty is None or by.user is None:
        raise PermissionDenied(f"{by.who} does not owe {key}")
    return duty, by.user

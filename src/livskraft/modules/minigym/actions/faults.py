"""What happens to a fault: reported by anybody, joined, stopped, mended, passed on, closed?"""

from dataclasses import replace
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from livskraft.access import audit
from livskraft.access.actor import Actor
from livskraft.documents.values import plain
from livskraft.files.actions import store
from livskraft.files.content import Content
from livskraft.kit.errors import Refused
from livskraft.kit.versions import locked
from livskraft.modules.minigym.actions.equipment import return_to_use
from livskraft.modules.minigym.actions.follow_ups import (
    close_follow_up,
    open_follow_up,
    settle,
    stop_and_follow_up,
)
from livskraft.modules.minigym.actions.gyms import lock_gym
from livskraft.modules.minigym.models import Equipment, Fault, FollowUp, Gym
from livskraft.modules.minigym.models.tokens import new_token
from livskraft.modules.minigym.permissions import Permission
from livskraft.modules.minigym.rules import (
    DAYS_TO_BOOK,
    FAULT_WINDOW,
    MOST_FAULTS_PER_GYM,
    MOST_FAULTS_PER_ITEM,
    OF_GYM,
    OF_ITEM,
    Outcome,
    Status,
    Symptom,
    Verdict,
    fault_due,
    follow_up_due,
)

LONGEST = 1000


@transaction.atomic
def report_fault(
    *,
    gym: Gym,
    item: Equipment | None,
    symptom: Symptom,
    words: str,
    by: Actor,
    photo: Content | None = None,
    token: str = "",
) -> Fault:
    """A fault that somebody has seen; no permission is asked for. The same `token` sent twice is the same fault.

    Raises Refused when nothing is said of what is wrong, when the item is retired, or when reports are flooding in.
    """
    gym = lock_gym(gym)
    if token and (sent := Fault.objects.filter(token=token).first()):
        return sent
    said = plain(words)[:LONGEST]
    if symptom not in (OF_ITEM if item else OF_GYM):
        raise Refused(_("Välj vad som är fel."), field="symptom")
    if symptom == Symptom.OTHER and not said:
        raise Refused(_("Skriv vad som är fel."), field="words")
    if gym.closed or (item and Equipment.objects.filter(pk=item.pk, status=Status.RETIRED).exists()):
        raise Refused(_("Maskinen används inte längre. Säg till personalen om något är fel."))
    _refuse_flood(gym, item, by)
    # Whoever took the picture may have named it after somebody.
    kept = (
        store(replace(photo, name="foto.jpg"), at=by.at, created_by=by.user.pk if by.user else None) if photo else None
    )
    fault = Fault.objects.create(
        gym=gym,
        item=item,
        symptom=symptom,
        words=said,
        photo=kept,
        token=token or new_token(),
        reported_at=by.at,
        reported_by=by.user,
        due=fault_due(symptom, by.today),
    )
    audit.wrote(by, "minigym.fault_reported", [fault, item or gym], ["symptom", "words", "photo"])
    return fault


@transaction.atomic
def stop_for_fault(*, fault: Fault, by: Actor, version: int | None = None) -> Fault:
    """The item may not be used from now, and the fault is followed up as a remark A."""
    by.must(Permission.STOP, at=fault.gym.site)
    held = _open(fault, version)
    item = _item(held)
    planned = held.follow_up
    if planned and not planned.closed_at and planned.severity != Verdict.STOP:
        # What was to be mended in time must now be mended before the item is used again.
        planned.severity = Verdict.STOP
        planned.due = min(planned.due, follow_up_due(Verdict.STOP, by.today) or planned.due)
        planned.version += 1
        planned.save(update_fields=["severity", "due", "version"])
    stop_and_follow_up(item=item, reason=_what(held), by=by)
    held.follow_up = item.follow_ups.open().filter(severity=Verdict.STOP).first()
    _save(held, by, "minigym.fault_stopped", ["follow_up"])
    return held


@transaction.atomic
def plan_repair(*, fault: Fault, by: Actor, version: int | None = None) -> Fault:
    """The item can be used, and the fault is followed up as a remark B."""
    by.must(Permission.STOP, at=fault.gym.site)
    held = _open(fault, version)
    item = _item(held)
    if held.follow_up is None:
        held.follow_up = open_follow_up(item=item, severity=Verdict.REPAIR, what=_what(held), by=by)
    _save(held, by, "minigym.fault_planned", ["follow_up"])
    return held


@transaction.atomic
def ask_owner(*, fault: Fault, by: Actor, version: int | None = None) -> Fault:
    """That the owner of the house has been written to; what is wrong with an item is followed up as a remark B."""
    by.must(Permission.EDIT, at=fault.gym.site)
    held = _open(fault, version)
    if held.item and held.follow_up is None:
        held.follow_up = open_follow_up(item=held.item, severity=Verdict.REPAIR, what=_what(held), by=by)
    held.owner_asked_at = by.at
    held.due = max(held.due, by.today + timedelta(days=DAYS_TO_BOOK))
    _save(held, by, "minigym.fault_owner_asked", ["owner_asked_at", "due", "follow_up"])
    return held


@transaction.atomic
def close_fault(
    *, fault: Fault, outcome: Outcome, answer: str, by: Actor, back_in_use: bool = False, version: int | None = None
) -> Fault:
    """What came of the fault, with its follow-up; the item is taken back into use only when `back_in_use` says so.

    Raises Conflict when the fault is no longer at `version`.
    """
    by.must(Permission.EDIT, at=fault.gym.site)
    held = _open(fault, version)
    words = plain(answer)[:LONGEST]
    if not words:
        raise Refused(_("Skriv vad som gjordes."), field="answer")
    # Before the follow-up, for what is closed with it counts as mended.
    settle(Fault.objects.filter(pk=held.pk), outcome=outcome, answer=words, by=by)
    if held.follow_up and not held.follow_up.closed_at:
        close_follow_up(follow_up=held.follow_up, done_on=by.today, outcome=words, back_in_use=back_in_use, by=by)
    elif back_in_use and held.item and held.item.status == Status.OUT_OF_USE:
        return_to_use(item=held.item, reason=words, by=by)
    held.refresh_from_db()
    return held


def _what(fault: Fault) -> str:
    """What was chosen, without a stranger's own words: more roles read a follow-up than those who may see faults."""
    return fault.get_symptom_display()


@transaction.atomic
def join_faults(*, fault: Fault, other: Fault, by: Actor, version: int | None = None) -> Fault:
    """Two reports of the same fault become one: the one that is followed up, else the first, leads and is returned."""
    by.must(Permission.STOP, at=fault.gym.site)
    # In the order of their keys: two who join the same reports, each from its own page, never wait on each other.
    held = {each.pk: _open(each, version if each is fault else None) for each in sorted((fault, other), key=_key)}
    one, two = held[fault.pk], held[other.pk]
    if (one.gym_id, one.item_id) != (two.gym_id, two.item_id) or one.pk == two.pk:
        raise Refused(_("De två anmälningarna gäller inte samma sak."))
    if one.follow_up_id and two.follow_up_id and one.follow_up_id != two.follow_up_id:
        raise Refused(_("Båda anmälningarna följs redan upp. Avsluta den ena först."))
    lead, joined = sorted((one, two), key=lambda each: (each.follow_up_id is None, each.reported_at, each.pk))
    joined.same.update(same_as=lead)
    joined.same_as = lead
    joined.follow_up = None
    # The owner of the house was asked about what is now one fault, and it waits on the answer.
    asked = [each for each in (lead, joined) if each.owner_asked_at]
    lead.owner_asked_at = next((each.owner_asked_at for each in asked), None)
    lead.due = min(each.due for each in asked or (lead, joined))
    _save(joined, by, "minigym.fault_joined", ["same_as"])
    lead.save()
    return lead


@transaction.atomic
def separate_fault(*, fault: Fault, by: Actor) -> Fault:
    """A report that was joined by mistake stands for itself again."""
    by.must(Permission.STOP, at=fault.gym.site)
    held = locked(fault, None)
    if held.same_as is None:
        raise Refused(_("Anmälan hör inte ihop med någon annan."))
    if held.same_as.closed_at:
        raise Refused(_("Felet är redan avslutat."))
    held.same_as = None
    _save(held, by, "minigym.fault_separated", ["same_as"])
    return held


def _refuse_flood(gym: Gym, item: Equipment | None, by: Actor) -> None:
    lately = gym.faults.filter(reported_at__gt=by.at - FAULT_WINDOW, item=item).count()
    if lately >= (MOST_FAULTS_PER_ITEM if item else MOST_FAULTS_PER_GYM):
        raise Refused(_("Flera har redan anmält fel här den senaste timmen. Personalen vet om det."))


def _open(fault: Fault, version: int | None) -> Fault:
    """The fault as it is now, held until the transaction ends, when it is still to be seen to."""
    if fault.follow_up_id:
        # As who closes the follow-up holds it before its faults, so that the two never wait on each other.
        FollowUp.objects.select_for_update().get(pk=fault.follow_up_id)
    held = locked(fault, version)
    if held.closed_at:
        raise Refused(_("Felet är redan avslutat."))
    if held.same_as_id:
        raise Refused(_("Anmälan hör ihop med en annan. Gör det där."))
    return held


def _key(fault: Fault) -> int:
    return fault.pk


def _item(held: Fault) -> Equipment:
    if held.item is None:
        raise Refused(_("Anmälan gäller lokalen och ingen maskin."))
    return held.item


def _save(held: Fault, by: Actor, verb: str, fields: list[str]) -> None:
    held.save()
    audit.wrote(by, verb, [held, held.item or held.gym], fields)

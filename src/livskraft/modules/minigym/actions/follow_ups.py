"""How does a remark or a stop come to be seen to: a follow-up opened, and closed with what was done?"""

from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from livskraft.access import audit
from livskraft.access.actor import Actor
from livskraft.files.actions import keep_until, store
from livskraft.files.content import Content
from livskraft.kit.errors import Conflict, Refused
from livskraft.modules.minigym.actions.equipment import return_to_use, take_out_of_use
from livskraft.modules.minigym.models import Equipment, Fault, FollowUp, Stop
from livskraft.modules.minigym.models.faults import FaultQuerySet
from livskraft.modules.minigym.permissions import Permission
from livskraft.modules.minigym.rules import KEEP_FAULT_PHOTO, Outcome, Status, Verdict, follow_up_due


@transaction.atomic
def open_follow_up(*, item: Equipment, severity: Verdict, what: str, by: Actor, due: date | None = None) -> FollowUp:
    """Something to see to on an item, without an inspection; due by the local rule when no day is given."""
    by.must(Permission.STOP, at=item.gym.site)
    day = due or follow_up_due(severity, by.today)
    if day is None:
        raise Refused(_("Bara anmärkningarna A och B följs upp."), field="severity")
    words = what.replace("\x00", "").strip()[:1000]
    if not words:
        raise Refused(_("Skriv vad som ska åtgärdas."), field="what")
    follow_up = FollowUp.objects.create(
        item=item, severity=severity, what=words, due=day, opened_at=by.at, opened_by=by.user
    )
    audit.wrote(by, "minigym.follow_up_opened", [follow_up, item], ["severity", "what", "due"])
    return follow_up


@transaction.atomic
def stop_and_follow_up(*, item: Equipment, reason: str, by: Actor) -> Stop:
    """The item may not be used from now, and the manager owes that it is seen to, as after a remark A."""
    stop = take_out_of_use(item=item, reason=reason, by=by)
    if not item.follow_ups.open().filter(severity=Verdict.STOP).exists():
        open_follow_up(item=item, severity=Verdict.STOP, what=stop.reason, by=by)
    return stop


@transaction.atomic
def close_follow_up(
    *,
    follow_up: FollowUp,
    done_on: date,
    outcome: str,
    by: Actor,
    back_in_use: bool = False,
    evidence: Content | None = None,
    version: int | None = None,
) -> FollowUp:
    """The follow-up is seen to. The item is taken back into use only when `back_in_use` says so.

    Raises Conflict when it is no longer at `version`, and Refused when another A-remark still stops the item.
    """
    item = follow_up.item
    by.must(Permission.EDIT, at=item.gym.site)
    held = FollowUp.objects.select_for_update(of=("self",)).select_related("item__gym__site").get(pk=follow_up.pk)
    if version is not None and held.version != version:
        raise Conflict(str(held))
    if held.closed_at:
        raise Refused(_("Uppföljningen är redan avslutad."))
    if done_on > by.today:
        raise Refused(_("Dagen kan inte ligga framåt i tiden."), field="done_on")
    words = outcome.replace("\x00", "").strip()[:1000]
    if not words:
        raise Refused(_("Skriv vad som gjordes."), field="outcome")
    held.done_on = done_on
    held.outcome = words
    held.evidence = store(evidence, at=by.at, created_by=by.user.pk if by.user else None) if evidence else None
    held.closed_at = by.at
    held.closed_by = by.user
    held.version += 1
    held.save()
    audit.wrote(by, "minigym.follow_up_closed", [held, item], ["done_on", "outcome", "evidence"])
    came_to = Outcome.REMOVED if held.item.status == Status.RETIRED else Outcome.FIXED
    settle(Fault.objects.filter(follow_up=held), outcome=came_to, answer=words, by=by)
    if back_in_use:
        return_to_use(item=held.item, reason=words, by=by)
    return held


def settle(faults: FaultQuerySet, *, outcome: Outcome, answer: str, by: Actor) -> None:
    """Those of `faults` that are open, and every report joined to them, came to `outcome`; asks for no leave.

    Their pictures are kept for as long as the rule says from now.
    """
    leads = list(faults.open().values_list("pk", flat=True))
    closing = list(Fault.objects.select_for_update().open().filter(Q(pk__in=leads) | Q(same_as__in=leads)))
    keep_until((fault.photo_id for fault in closing if fault.photo_id), by.today + KEEP_FAULT_PHOTO)
    for fault in closing:
        fault.outcome, fault.answer, fault.closed_at, fault.closed_by = outcome, answer, by.at, by.user
        fault.version += 1
        fault.save()
        audit.wrote(by, "minigym.fault_closed", [fault], ["outcome", "answer"])

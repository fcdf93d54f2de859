"""How is a self-check made: begun, answered point by point, finished, and what deviates seen to?"""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from livskraft.access import audit
from livskraft.access.actor import Actor
from livskraft.access.models import User
from livskraft.files.actions import delete, store
from livskraft.files.content import Content
from livskraft.kit.errors import Conflict, Refused
from livskraft.kit.versions import locked
from livskraft.modules.minigym.actions.follow_ups import stop_and_follow_up
from livskraft.modules.minigym.actions.gyms import lock_gym
from livskraft.modules.minigym.actions.hours import close_gym, reopen_gym
from livskraft.modules.minigym.models import (
    CheckAnswer,
    CheckPoint,
    CheckRoutine,
    Deviation,
    Equipment,
    SelfCheck,
)
from livskraft.modules.minigym.permissions import Permission
from livskraft.modules.minigym.queries.self_checks import points_of, staff_at
from livskraft.modules.minigym.rules import DAYS_TO_MEND_DEVIATION, DAYS_TO_REOPEN, Every, Verdict, period_of


@transaction.atomic
def start_check(*, routine: CheckRoutine, by: Actor) -> SelfCheck:
    """This week's or month's check of the routine; the one that somebody else has begun when there is one."""
    gym = routine.gym
    by.must(Permission.SELF_CHECK, at=gym.site)
    lock_gym(gym)
    if routine.template.ended_on or gym.closed:
        raise Refused(_("Den egenkontrollen görs inte längre."))
    period = period_of(Every(routine.template.every), by.today).starts
    check, begun = SelfCheck.objects.get_or_create(
        gym=gym,
        template=routine.template,
        period=period,
        defaults={"started_at": by.at, "started_by": by.user},
    )
    if begun:
        audit.wrote(by, "minigym.self_check_started", [check, gym])
    return check


@transaction.atomic
def answer_point(
    *,
    check: SelfCheck,
    point: CheckPoint,
    ok: bool,
    by: Actor,
    remark: str = "",
    photo: Content | None = None,
    item: Equipment | None = None,
    stop: bool = False,
    close: bool = False,
    responsible: User | None = None,
    version: int | None = None,
) -> CheckAnswer:
    """What was found at a point. A deviation is seen to by `responsible`, or the unit manager.

    It takes `item` out of use when `stop` says so, and is then that item's follow-up; with `close` the gym is closed.
    `version` is that of the answer being replaced, None for the first. Raises Conflict when somebody else answered
    meanwhile; the same answer from the same person again changes nothing.
    """
    by.must(Permission.SELF_CHECK, at=check.gym.site)
    held = _unfinished(check)
    words = remark.replace("\x00", "").strip()[:1000]
    if not ok and not words:
        raise Refused(_("Skriv vad som avviker."), field="remark")
    there = held.answers.select_related("deviation").filter(point=point).first()
    if point.template_id != held.template_id or (point.dropped and there is None):
        raise Refused(_("Punkten hör inte till den här egenkontrollen."))
    if there and there.version != version:
        again = (there.ok, there.remark, there.answered_by) == (ok, "" if ok else words, by.user)
        if again and not photo and _came_to(there) == (item, stop, close, responsible):
            return there
        raise Conflict(str(point))
    answer = there or CheckAnswer(self_check=held, point=point)
    if there:
        _take_back(there, by)
        answer.version += 1
    before = answer.photo
    picture = store(photo, at=by.at, created_by=by.user.pk if by.user else None) if photo and not ok else None
    answer.ok = ok
    answer.remark = "" if ok else words
    answer.photo = None if ok else picture or before
    answer.answered_at = by.at
    answer.answered_by = by.user
    answer.save()
    if before and before != answer.photo:
        delete(before)
    audit.wrote(by, "minigym.point_answered", [answer, held, held.gym], ["ok", "remark", "photo"])
    if not ok:
        _deviate(answer, item=item, stop=stop, close=close, responsible=responsible, by=by)
    return answer


@transaction.atomic
def finish_check(*, check: SelfCheck, by: Actor) -> SelfCheck:
    """The check counts as done for its week or month. Refused while a point has no answer."""
    by.must(Permission.SELF_CHECK, at=check.gym.site)
    held = _unfinished(check)
    answered = set(held.answers.values_list("point", flat=True))
    left = [point for point in points_of(held) if point.pk not in answered]
    if left:
        said = ngettext("%(left)d punkt är inte besvarad än.", "%(left)d punkter är inte besvarade än.", len(left))
        raise Refused(said % {"left": len(left)})
    held.finished_at, held.finished_by = by.at, by.user
    held.save(update_fields=["finished_at", "finished_by"])
    CheckRoutine.objects.filter(gym=held.gym_id, template=held.template_id, done_for__lt=held.period).update(
        done_for=held.period
    )
    audit.wrote(by, "minigym.self_check_finished", [held, held.gym], ["finished_at"])
    return held


@transaction.atomic
def assign_deviation(
    *, deviation: Deviation, responsible: User | None, due: date, version: int, by: Actor
) -> Deviation:
    """Another person sees to it, or by another day. Raises Conflict when it is no longer at `version`."""
    by.must(Permission.EDIT, at=deviation.gym.site)
    held = _still_open(deviation, version)
    if due < by.today:
        raise Refused(_("Välj en dag som inte har passerat."), field="due")
    _refuse_stranger(responsible, held, by)
    held.responsible, held.due = responsible, due
    held.save()
    audit.wrote(by, "minigym.deviation_assigned", [held, held.gym], ["responsible", "due"])
    return held


@transaction.atomic
def close_deviation(
    *, deviation: Deviation, outcome: str, by: Actor, reopen: bool = False, version: int | None = None
) -> Deviation:
    """The deviation is seen to. A gym that it closed opens again only when `reopen` says so.

    Raises Conflict when it is no longer at `version`, and Refused when it is not what keeps the gym closed.
    """
    by.must(Permission.SELF_CHECK, at=deviation.gym.site)
    held = _still_open(deviation, version)
    words = outcome.replace("\x00", "").strip()[:1000]
    if not words:
        raise Refused(_("Skriv vad som gjordes."), field="outcome")
    held.outcome, held.closed_at, held.closed_by = words, by.at, by.user
    held.save()
    audit.wrote(by, "minigym.deviation_closed", [held, held.gym], ["outcome"])
    if reopen:
        if held.closure is None or held.closure.ended_at:
            raise Refused(_("Minigymmet har redan öppnat efter den här avvikelsen."), field="reopen")
        reopen_gym(gym=held.gym, reason=words, by=by)
    return held


def _unfinished(check: SelfCheck) -> SelfCheck:
    held = SelfCheck.objects.select_for_update(of=("self",)).select_related("gym__site", "template").get(pk=check.pk)
    if held.finished_at:
        raise Refused(_("Egenkontrollen är avslutad och kan inte ändras."))
    return held


def _still_open(deviation: Deviation, version: int | None) -> Deviation:
    held = locked(deviation, version)
    if held.closed_at:
        raise Refused(_("Avvikelsen är redan avslutad."))
    return held


def _came_to(answer: CheckAnswer) -> tuple[Equipment | None, bool, bool, User | None]:
    """What the answer brought: which item, whether it was stopped, whether the gym was closed, and who sees to it."""
    deviation: Deviation | None = getattr(answer, "deviation", None)
    if deviation is None:
        return None, False, False, None
    return deviation.item, deviation.follow_up_id is not None, deviation.closure_id is not None, deviation.responsible


def _deviate(
    answer: CheckAnswer, *, item: Equipment | None, stop: bool, close: bool, responsible: User | None, by: Actor
) -> None:
    gym = answer.self_check.gym
    days = DAYS_TO_REOPEN if close else DAYS_TO_MEND_DEVIATION
    due = by.today + timedelta(days=days)
    deviation = Deviation(gym=gym, answer=answer, item=item, responsible=responsible, due=due)
    _refuse_stranger(responsible, deviation, by)
    if item and not gym.items.kept().filter(pk=item.pk).exists():
        raise Refused(_("Maskinen står inte längre i det här minigymmet."), field="item")
    if stop and item is None:
        raise Refused(_("Välj vilken maskin som ska tas ur bruk."), field="item")
    if close:
        # The words of the deviation are for the staff; these are for everybody.
        public = _("Minigymmet är stängt tills ett fel är åtgärdat.")
        deviation.closure = close_gym(gym=gym, reason=public, by=by)
    if stop and item:
        stop_and_follow_up(item=item, reason=answer.remark, by=by)
        deviation.follow_up = item.follow_ups.open().filter(severity=Verdict.STOP).first()
        if not close:
            deviation.closed_at, deviation.closed_by = by.at, by.user
            deviation.due = deviation.follow_up.due if deviation.follow_up else due
            deviation.outcome = _("Maskinen togs ur bruk. Felet följs upp på maskinen.")
    deviation.save()
    audit.wrote(by, "minigym.deviation_opened", [deviation, gym], ["item", "responsible", "due"])


def _take_back(answer: CheckAnswer, by: Actor) -> None:
    """A deviation answered by mistake disappears with its answer, unless something has come of it."""
    deviation = getattr(answer, "deviation", None)
    if deviation is None:
        return
    if deviation.closed_at or deviation.follow_up_id or deviation.closure_id:
        raise Refused(_("Något har redan gjorts åt avvikelsen. Svaret kan inte ändras, avsluta avvikelsen i stället."))
    audit.wrote(by, "minigym.deviation_taken_back", [deviation, deviation.gym])
    deviation.delete()


def _refuse_stranger(responsible: User | None, deviation: Deviation, by: Actor) -> None:
    if responsible and responsible not in staff_at(deviation.gym.site, by.today):
        raise Refused(_("Personen arbetar inte här."), field="responsible")

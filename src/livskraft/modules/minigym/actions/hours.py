"""How do a gym's hours come to be: the week's set, an exception made, the gym closed and opened again?"""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import pairwise

from django.db import transaction
from django.utils.translation import gettext as _

from livskraft.access import audit
from livskraft.access.actor import Actor
from livskraft.kit.errors import Conflict, Refused
from livskraft.modules.minigym.actions.gyms import lock_gym
from livskraft.modules.minigym.actions.routines import owe_from_now
from livskraft.modules.minigym.models import Closure, Gym, HoursException, OpeningHours
from livskraft.modules.minigym.permissions import Permission
from livskraft.modules.minigym.queries.hours import Span
from livskraft.modules.minigym.rules import Weekday

Hours = Mapping[Weekday, Iterable[Span]]


@transaction.atomic
def set_hours(*, gym: Gym, opening: Hours, staffed: Hours, version: int, by: Actor) -> Gym:
    """The week's hours in place of those before; days left out are closed. Raises Conflict on a stale `version`.

    Refused when spans of a day overlap, or when staff would be there while the gym is closed.
    """
    by.must(Permission.EDIT, at=gym.site)
    locked = lock_gym(gym)
    if locked.version != version:
        raise Conflict(str(locked))
    rows = []
    for row in Weekday:
        opens, staff = sorted(opening.get(row, ())), sorted(staffed.get(row, ()))
        _refuse_overlaps(row, opens, f"opening_{row.value}")
        _refuse_overlaps(row, staff, f"staffed_{row.value}")
        for span in staff:
            if not any(around.start <= span.start and span.end <= around.end for around in opens):
                raise Refused(
                    _("%(day)s: den bemannade tiden måste ligga inom öppettiden.") % {"day": row.label},
                    field=f"staffed_{row.value}",
                )
        for kind, spans in ((False, opens), (True, staff)):
            rows += [
                OpeningHours(gym=locked, weekday=row, staffed=kind, starts=span.start, ends=span.end) for span in spans
            ]
    locked.hours.all().delete()
    OpeningHours.objects.bulk_create(rows)
    locked.version += 1
    locked.save(update_fields=["version"])
    audit.wrote(by, "minigym.hours_set", [locked], ["opening", "staffed"])
    return locked


@transaction.atomic
def make_exception(
    *,
    gym: Gym,
    first_day: date,
    last_day: date,
    reason: str,
    by: Actor,
    opening: Span | None = None,
    staffed: Span | None = None,
) -> HoursException:
    """Other hours than usual on those days, or closed when `opening` is None. Refused when it meets another."""
    by.must(Permission.EDIT, at=gym.site)
    locked = lock_gym(gym)
    if last_day < first_day:
        raise Refused(_("Den sista dagen kan inte ligga före den första."), field="last_day")
    if last_day < by.today:
        raise Refused(_("Dagarna har redan passerat."), field="last_day")
    words = _words(reason, 200, _("Skriv vad som gäller, till exempel Semesterstängt."))
    if staffed and not (opening and opening.start <= staffed.start and staffed.end <= opening.end):
        raise Refused(_("Den bemannade tiden måste ligga inom öppettiden."), field="staffed")
    if locked.hours_exceptions.filter(first_day__lte=last_day, last_day__gte=first_day).exists():
        raise Refused(_("Det finns redan ett undantag som gäller någon av dagarna. Ta bort det först."))
    exception = HoursException.objects.create(
        gym=locked,
        first_day=first_day,
        last_day=last_day,
        opens=opening.start if opening else None,
        closes=opening.end if opening else None,
        staffed_from=staffed.start if staffed else None,
        staffed_until=staffed.end if staffed else None,
        reason=words,
        set_at=by.at,
        set_by=by.user,
    )
    audit.wrote(by, "minigym.exception_made", [exception, locked], ["first_day", "last_day", "opens", "reason"])
    return exception


@transaction.atomic
def take_back_exception(*, exception: HoursException, by: Actor) -> None:
    """The usual hours hold again; an exception that somebody else already took back is gone anyway."""
    by.must(Permission.EDIT, at=exception.gym.site)
    audit.wrote(by, "minigym.exception_taken_back", [exception, exception.gym])
    HoursException.objects.filter(pk=exception.pk).delete()


@transaction.atomic
def close_gym(*, gym: Gym, reason: str, by: Actor) -> Closure:
    """Nobody trains here until further notice. A gym that is closed already keeps its closure, which is returned."""
    by.must(Permission.STOP, at=gym.site)
    locked = lock_gym(gym)
    words = _words(reason, 400, _("Skriv varför minigymmet stängs."))
    standing = locked.closures.open().first()
    if standing:
        return standing
    closure = Closure.objects.create(gym=locked, since=by.at, reason=words, by=by.user)
    audit.wrote(by, "minigym.gym_closed", [locked, closure], ["reason"])
    return closure


@transaction.atomic
def reopen_gym(*, gym: Gym, reason: str, by: Actor) -> Closure:
    """The gym is open as usual again; its self-checks are owed from this week or month on."""
    by.must(Permission.EDIT, at=gym.site)
    locked = lock_gym(gym)
    closure = locked.closures.open().first()
    if closure is None:
        raise Refused(_("Minigymmet är redan öppet."))
    words = _words(reason, 400, _("Skriv vad som gjordes."))
    closure.ended_at, closure.ended_by, closure.ended_reason = by.at, by.user, words
    closure.save(update_fields=["ended_at", "ended_by", "ended_reason"])
    owe_from_now(locked, by.today)
    audit.wrote(by, "minigym.gym_reopened", [locked, closure], ["ended_at"])
    return closure


def _refuse_overlaps(row: Weekday, spans: list[Span], field: str) -> None:
    for earlier, later in pairwise(spans):
        if later.start < earlier.end:
            raise Refused(_("%(day)s: tiderna går in i varandra.") % {"day": row.label}, field=field)


def _words(text: str, longest: int, missing: str) -> str:
    words = text.replace("\x00", "").strip()[:longest]
    if not words:
        raise Refused(missing, field="reason")
    return words

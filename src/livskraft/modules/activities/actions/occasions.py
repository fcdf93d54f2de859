"""How is one occasion added, cancelled, moved and taken back, and a day closed? Each locks the row before it reads it.

What a sign-up and a change of the occasion may not do at once is decided by that lock: a sign-up takes it too.
"""

from datetime import date, datetime, time, timedelta
from itertools import pairwise

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from livskraft.access import audit
from livskraft.access.actor import Actor
from livskraft.kit import formats, versions
from livskraft.kit.errors import Refused
from livskraft.kit.words import line
from livskraft.modules.activities.actions.calls import ask_to_call
from livskraft.modules.activities.actions.lunch import cancel_lunches, restore_lunches
from livskraft.modules.activities.actions.sign_ups import offer_free_seat, refuse_too_many
from livskraft.modules.activities.actions.writing import alone_at, check, refuse_far_days, span
from livskraft.modules.activities.models import Activity, ClosedDay, Occasion
from livskraft.modules.activities.permissions import Permission
from livskraft.modules.activities.queries.local_rules import number_of
from livskraft.modules.activities.rules.local_rules import LocalRuleKey
from livskraft.modules.activities.rules.vocabulary import Because, State
from livskraft.organisation.models import Unit

Span = tuple[datetime, datetime]


@transaction.atomic
def add_occasion(
    *,
    activity: Activity,
    on: date,
    from_time: time,
    to_time: time | None = None,
    place: str = "",
    leader: str = "",
    although_closed: bool = False,
    by: Actor,
) -> Occasion:
    """One more time. Refused on a closed day unless `although_closed`, and when it meets another of the activity."""
    by.must(Permission.PLAN, at=activity.site)
    alone_at(activity.site_id)
    held = versions.locked(activity, None)
    if held.retired_on:
        raise Refused(_("Aktiviteten är avslutad. Öppna den igen först."))
    occasion = Occasion(activity=held, site=held.site)
    _place_in_time(occasion, on, from_time, to_time, although_closed, by)
    occasion.place, occasion.leader = line(place, field="place"), line(leader, field="leader")
    check(occasion, "activity", "site", "series")
    occasion.save()
    audit.wrote(by, "activities.occasion_added", [occasion, held], ["on", "from_time", "to_time"])
    return occasion


@transaction.atomic
def change_occasion(*, occasion: Occasion, place: str, leader: str, version: int | None = None, by: Actor) -> Occasion:
    """Another room or leader this once; empty is the activity's own."""
    by.must(Permission.PLAN, at=occasion.site)
    held = versions.locked(occasion, version)
    held.place, held.leader = line(place, field="place"), line(leader, field="leader")
    check(held, "activity", "site", "series", "attendance_taken_by")
    held.save(update_fields=["place", "leader", "version"])
    audit.wrote(by, "activities.occasion_changed", [held], ["place", "leader"])
    return held


@transaction.atomic
def cancel_occasion(*, occasion: Occasion, reason: str, version: int | None = None, by: Actor) -> Occasion:
    """It is not held. Also afterwards, until somebody has filled in who came."""
    by.must(Permission.PLAN, at=occasion.site)
    held = versions.locked(occasion, version)
    _refuse_taken(held)
    if held.is_cancelled:
        raise Refused(_("Tillfället är redan inställt."))
    cancel_one(held, reason, by)
    return held


def cancel_one(held: Occasion, reason: str, by: Actor) -> None:
    """Cancels an occasion that the caller has locked and may cancel."""
    held.state = State.CANCELLED
    held.reason = line(reason, field="reason", missing=_("Skriv varför det är inställt."))
    held.changed_at = by.at
    check(held, "activity", "site", "series", "attendance_taken_by")
    held.save(update_fields=["state", "reason", "changed_at", "version"])
    audit.wrote(by, "activities.occasion_cancelled", [held], ["state", "reason"])
    ask_to_call(occasion=held, because=Because.CANCELLED, by=by)


@transaction.atomic
def restore_occasion(*, occasion: Occasion, version: int | None = None, by: Actor) -> Occasion:
    """A cancelled occasion is held after all. Refused while the day is closed or another of the activity is there."""
    by.must(Permission.PLAN, at=occasion.site)
    alone_at(occasion.site_id)
    activity = versions.locked(occasion.activity, None)
    held = versions.locked(occasion, version)
    if not held.is_cancelled:
        raise Refused(_("Tillfället är inte inställt."))
    if activity.retired_on:
        raise Refused(_("Aktiviteten är avslutad. Öppna den igen först."))
    if ClosedDay.objects.filter(site=held.site_id, on=held.on).exists():
        raise Refused(_("Det är stängt den dagen. Öppna dagen först."))
    refuse_overlaps(activity, [(held.starts_at, held.ends_at)])
    refuse_too_many(held)
    held.state, held.reason, held.changed_at = State.PLANNED, "", by.at
    held.save(update_fields=["state", "reason", "changed_at", "version"])
    audit.wrote(by, "activities.occasion_restored", [held], ["state"])
    offer_free_seat(held, by)
    ask_to_call(occasion=held, because=Because.RESTORED, by=by)
    return held


@transaction.atomic
def move_occasion(
    *,
    occasion: Occasion,
    on: date,
    from_time: time,
    to_time: time | None = None,
    reason: str,
    although_closed: bool = False,
    version: int | None = None,
    by: Actor,
) -> Occasion:
    """It is held another day or time; back where it first stood it is not moved any more.

    Refused on a closed day unless `although_closed`, and when somebody has filled in who came.
    """
    by.must(Permission.PLAN, at=occasion.site)
    alone_at(occasion.site_id)
    versions.locked(occasion.activity, None)
    held = versions.locked(occasion, version)
    _refuse_taken(held)
    if held.is_cancelled:
        raise Refused(_("Tillfället är inställt. Ta tillbaka det först."))
    before, first = held.starts_at, held.moved_from or held.starts_at
    if (on, from_time, to_time) == (held.on, held.from_time, held.to_time):
        raise Refused(_("Välj en annan dag eller en annan tid."), field="on")
    _place_in_time(held, on, from_time, to_time, although_closed, by)
    refuse_too_many(held)
    if held.starts_at != before:
        held.moved_from = None if held.starts_at == first else first
    held.reason = line(reason, field="reason", missing=_("Skriv varför det flyttas."))
    held.changed_at = by.at
    check(held, "activity", "site", "series", "attendance_taken_by")
    held.save()
    audit.wrote(by, "activities.occasion_moved", [held], ["on", "from_time", "to_time", "reason"])
    if held.starts_at != before:
        offer_free_seat(held, by)
        ask_to_call(occasion=held, because=Because.MOVED, by=by)
    return held


@transaction.atomic
def close_day(*, site: Unit, on: date, reason: str = "", by: Actor) -> ClosedDay:
    """The meeting place is closed that day: what was to be on is cancelled, and so are the lunches that were booked."""
    by.must(Permission.PLAN, at=site)
    alone_at(site.pk)
    refuse_far_days(on, by=by, field="on")
    if on < by.today:
        raise Refused(_("Dagen har redan varit."), field="on")
    closed = ClosedDay(site=site, on=on, reason=line(reason, field="reason"))
    check(closed, "site")
    try:
        with transaction.atomic():
            closed.save()
    except IntegrityError as twice:
        raise Refused(_("Dagen är redan markerad som stängd."), field="on") from twice
    why = closed.reason or _("Mötesplatsen är stängd")
    for held in Occasion.objects.planned().filter(site=site, on=on).select_for_update().order_by("pk"):
        if not held.attendance_taken_at:
            held.version += 1
            cancel_one(held, why, by)
    cancel_lunches(site=site, on=on, reason=why, by=by)
    audit.wrote(by, "activities.day_closed", [closed, site], ["on", "reason"])
    return closed


@transaction.atomic
def open_day(*, closed: ClosedDay, by: Actor) -> tuple[int, int]:
    """The day is a usual one again; what was cancelled stays so until it is taken back, one by one.

    Gives how many booked lunches hold again, and how many do not since the guest has been told (`restore_lunches`).
    """
    by.must(Permission.PLAN, at=closed.site)
    alone_at(closed.site_id)
    audit.wrote(by, "activities.day_opened", [closed, closed.site], ["on"])
    ClosedDay.objects.filter(pk=closed.pk).delete()
    return restore_lunches(site=closed.site, on=closed.on, by=by)


def assumed() -> timedelta:
    """How long something is taken to be when no end is said."""
    return timedelta(minutes=number_of(LocalRuleKey.ASSUMED_MINUTES))


def refuse_overlaps(activity: Activity, spans: list[Span], *, but: int = 0) -> None:
    """Raises Refused when one of the spans, in order, meets another or a planned occasion of the activity."""
    first, last = spans[0][0], max(ends for _starts, ends in spans)
    others = activity.occasions.planned().filter(starts_at__lt=last, ends_at__gt=first).exclude(pk=but)
    taken = sorted([*others.values_list("starts_at", "ends_at"), *spans])
    for (_earlier, ends), (starts, _later) in pairwise(taken):
        if starts < ends:
            raise Refused(
                _("Aktiviteten har redan en tid som krockar %(day)s.")
                % {"day": formats.day(timezone.localdate(starts), timezone.localdate(starts))},
                field="from_time",
            )


def _place_in_time(
    held: Occasion, on: date, from_time: time, to_time: time | None, although_closed: bool, by: Actor
) -> None:
    refuse_far_days(on, by=by, field="on")
    if not although_closed and ClosedDay.objects.filter(site=held.site_id, on=on).exists():
        raise Refused(
            _("Mötesplatsen är stängd %(day)s. Välj en annan dag, eller kryssa i att det hålls ändå.")
            % {"day": formats.day(on, by.today)},
            field="on",
        )
    held.on, held.from_time, held.to_time = on, from_time, to_time
    held.starts_at, held.ends_at = span(on, from_time, to_time, assumed())
    refuse_overlaps(held.activity, [(held.starts_at, held.ends_at)], but=held.pk or 0)


def _refuse_taken(held: Occasion) -> None:
    if held.attendance_taken_at:
        raise Refused(_("Närvaron är redan ifylld, så tillfället har hållits."))

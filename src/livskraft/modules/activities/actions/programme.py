"""How does an activity come to stand in the programme, with its days, and how does it leave it?"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime, time
from decimal import Decimal

from django.db import transaction
from django.db.models import Count, Max
from django.utils.translation import gettext as _

from livskraft.access import audit
from livskraft.access.actor import Actor
from livskraft.kit import versions
from livskraft.kit.errors import Refused
from livskraft.kit.words import line, plain
from livskraft.modules.activities.actions.occasions import add_occasion, assumed, cancel_one, refuse_overlaps
from livskraft.modules.activities.actions.sign_ups import offer_free_seats
from livskraft.modules.activities.actions.writing import alone_at, check, refuse_far_days, span
from livskraft.modules.activities.models import Activity, ClosedDay, Occasion, Series, SignUp, Support
from livskraft.modules.activities.permissions import Permission
from livskraft.modules.activities.rules.recurrence import Recurrence, dates
from livskraft.modules.activities.rules.vocabulary import DocumentationMode, Kind, SignUpMode
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.models import Unit


@dataclass(frozen=True, slots=True)
class Details:
    """What is said about an activity. The decision is kept only where heads are counted."""

    title: str
    kind: Kind = Kind.SOCIAL
    description: str = ""
    place: str = ""
    leader: str = ""
    partner: str = ""
    cost: Decimal | None = None
    for_whom: str = ""
    accessibility: str = ""
    capacity: int | None = None
    sign_up: SignUpMode = SignUpMode.NONE
    documentation_mode: DocumentationMode = DocumentationMode.INDIVIDUAL
    decision_committee: str = ""
    decision_reference: str = ""
    decision_on: date | None = None


@dataclass(frozen=True, slots=True)
class Times:
    """When something is on: once, `on` a day, or as often as `recurrence` says."""

    from_time: time
    to_time: time | None = None
    on: date | None = None
    recurrence: Recurrence | None = None
    although_closed: bool = False


# The table holds a text of any length.
LONGEST = 2000
_LINES = (
    "title",
    "place",
    "leader",
    "partner",
    "for_whom",
    "accessibility",
    "decision_committee",
    "decision_reference",
)


@transaction.atomic
def start_activity(*, site: Unit, details: Details, times: Times, by: Actor) -> Activity:
    """A new activity with its times, or neither. Refused when it is there already, as when a form is sent twice."""
    alone_at(site.pk)
    activity = add_activity(site=site, details=details, by=by)
    add_times(activity=activity, times=times, by=by)
    first = activity.occasions.order_by("starts_at").values("starts_at")[:1]
    same = Occasion.objects.planned().filter(site=site, starts_at=first, activity__title=activity.title)
    if same.exclude(activity=activity).exists():
        again = _("%(title)s finns redan den tiden. Öppna den i programmet.")
        raise Refused(again % {"title": activity.title}, "title")
    return activity


@transaction.atomic
def add_times(*, activity: Activity, times: Times, by: Actor) -> Series | Occasion:
    """One more time, or a series of them."""
    if times.recurrence:
        return add_series(
            activity=activity,
            recurrence=times.recurrence,
            from_time=times.from_time,
            to_time=times.to_time,
            by=by,
        )
    if times.on is None:
        raise Refused(_("Välj en dag."), "on")
    return add_occasion(
        activity=activity,
        on=times.on,
        from_time=times.from_time,
        to_time=times.to_time,
        although_closed=times.although_closed,
        by=by,
    )


@transaction.atomic
def add_activity(*, site: Unit, details: Details, by: Actor) -> Activity:
    """A new activity at the site, still without times. Raises Refused in a sentence beside its field."""
    by.must(Permission.PLAN, at=site)
    if site.kind != UnitKind.SITE or (site.closed and site.closed <= by.today):
        raise Refused(_("Välj en plats som är öppen."), field="site")
    activity = Activity(site=site)
    fields = _describe(activity, details, by)
    activity.save()
    audit.wrote(by, "activities.activity_added", [activity, site], fields)
    return activity


@transaction.atomic
def change_activity(*, activity: Activity, details: Details, version: int | None = None, by: Actor) -> Activity:
    """Puts right what is said. Refused when fewer seats are left than are already taken at a coming occasion."""
    by.must(Permission.PLAN, at=activity.site)
    held = versions.locked(activity, version)
    fewer = details.capacity and (held.capacity is None or details.capacity < held.capacity)
    changed = _describe(held, details, by)
    if fewer and details.capacity:
        _refuse_too_few_seats(held, details.capacity, by.at)
    held.save()
    if "capacity" in changed and not fewer:
        offer_free_seats(activity=held, by=by)
    audit.wrote(by, "activities.activity_changed", [held], changed)
    return held


@transaction.atomic
def retire_activity(*, activity: Activity, version: int | None = None, by: Actor) -> Activity:
    """The activity is no longer on; what is still to come is taken away, or cancelled where somebody signed up."""
    by.must(Permission.PLAN, at=activity.site)
    held = versions.locked(activity, version)
    if held.retired_on:
        raise Refused(_("Aktiviteten är redan avslutad."))
    held.retired_on = by.today
    held.save(update_fields=["retired_on", "version"])
    _take_away(list(held.occasions.filter(starts_at__gt=by.at)), _("Aktiviteten har slutat"), by)
    audit.wrote(by, "activities.activity_retired", [held], ["retired_on"])
    return held


@transaction.atomic
def resume_activity(*, activity: Activity, version: int | None = None, by: Actor) -> Activity:
    """The activity is on again; its times are added anew."""
    by.must(Permission.PLAN, at=activity.site)
    held = versions.locked(activity, version)
    held.retired_on = None
    held.save(update_fields=["retired_on", "version"])
    audit.wrote(by, "activities.activity_resumed", [held], ["retired_on"])
    return held


@transaction.atomic
def add_series(
    *, activity: Activity, recurrence: Recurrence, from_time: time, to_time: time | None = None, by: Actor
) -> Series:
    """The series with all its occasions; days when the site is closed are left out.

    Raises Refused when a day of it meets another time of the same activity, or when no day is left.
    """
    by.must(Permission.PLAN, at=activity.site)
    alone_at(activity.site_id)
    held = versions.locked(activity, None)
    _refuse_retired(held)
    refuse_far_days(recurrence.starts, by=by, field="starts")
    refuse_far_days(recurrence.until, by=by, field="until")
    days = dates(recurrence)
    closed = set(
        ClosedDay.objects.filter(site=held.site_id, on__range=(days[0], days[-1])).values_list("on", flat=True)
    )
    days = [day for day in days if day not in closed]
    if not days:
        raise Refused(_("Det är stängt alla dagar i serien. Välj andra dagar."), "until")
    lasts = assumed()
    spans = {day: span(day, from_time, to_time, lasts) for day in days}
    refuse_overlaps(held, list(spans.values()))
    series = Series.objects.create(
        activity=held,
        pattern=recurrence.pattern,
        every=recurrence.every,
        weekdays=sorted(set(recurrence.weekdays)),
        nth=recurrence.nth,
        starts=recurrence.starts,
        until=recurrence.until,
        from_time=from_time,
        to_time=to_time,
    )
    Occasion.objects.bulk_create(
        [
            Occasion(
                activity=held,
                series=series,
                site_id=held.site_id,
                on=day,
                from_time=from_time,
                to_time=to_time,
                starts_at=starts_at,
                ends_at=ends_at,
            )
            for day, (starts_at, ends_at) in spans.items()
        ],
        batch_size=500,
    )
    audit.wrote(by, "activities.series_added", [series, held], ["pattern", "starts", "until", "from_time", "to_time"])
    return series


@transaction.atomic
def end_series(*, series: Series, last_day: date, version: int | None = None, by: Actor) -> Series:
    """No occasion of it after `last_day`: they are taken away, or cancelled where somebody has signed up."""
    by.must(Permission.PLAN, at=series.activity.site)
    versions.locked(series.activity, None)
    held = versions.locked(series, version)
    if last_day < by.today:
        raise Refused(_("Det som har varit står kvar. Välj i dag eller en senare dag."), field="last_day")
    if last_day >= (held.ended_on or held.until):
        raise Refused(_("Serien slutar redan tidigare. Välj en tidigare dag."), field="last_day")
    held.ended_on = last_day
    held.save(update_fields=["ended_on", "version"])
    _take_away(list(held.occasions.filter(on__gt=last_day)), _("Serien har slutat"), by)
    audit.wrote(by, "activities.series_ended", [held, held.activity], ["ended_on"])
    return held


def _describe(activity: Activity, details: Details, by: Actor) -> list[str]:
    """Writes what is said on the activity, not yet saved; the names of the fields that it changed."""
    said = asdict(details)
    for name in _LINES:
        said[name] = line(said[name], field=name)
    said["description"] = plain(said["description"], field="description")
    if len(said["description"]) > LONGEST:
        raise Refused(_("Skriv högst 2 000 tecken."), field="description")
    if details.documentation_mode != DocumentationMode.HEADCOUNT:
        said |= {"decision_committee": "", "decision_reference": "", "decision_on": None}
    if not said["title"]:
        raise Refused(_("Skriv vad det är, till exempel Sittgympa."), field="title")
    if details.decision_on and details.decision_on > by.today:
        raise Refused(_("Beslutet kan inte ligga framåt i tiden."), field="decision_on")
    if details.documentation_mode == DocumentationMode.HEADCOUNT:
        for name in ("decision_committee", "decision_reference", "decision_on"):
            if not said[name]:
                raise Refused(
                    _("Bara antal kräver nämndens beslut: ange nämnd, diarienummer och datum (14 kap. 5 § SoL)."), name
                )
    changed = [name for name, value in said.items() if getattr(activity, name) != value]
    for name, value in said.items():
        setattr(activity, name, value)
    check(activity, "site")
    return changed


def _refuse_too_few_seats(activity: Activity, capacity: int, now: datetime) -> None:
    # A sign-up locks its occasion too, so no seat is given while these are counted.
    # In the order in which a closed day locks them, so that neither waits for the other.
    planned = activity.occasions.planned().filter(starts_at__gt=now).order_by("pk")
    coming = list(planned.select_for_update().values_list("pk", flat=True))
    seats = SignUp.objects.holding_a_seat().filter(occasion__in=coming).order_by().values("occasion")
    most = seats.annotate(taken=Count("pk")).aggregate(most=Max("taken"))["most"] or 0
    if most > capacity:
        raise Refused(
            _("%(taken)s har redan plats vid något tillfälle. Avanmäl någon först, eller välj fler platser.")
            % {"taken": most},
            field="capacity",
        )


def _refuse_retired(activity: Activity) -> None:
    if activity.retired_on:
        raise Refused(_("Aktiviteten är avslutad. Öppna den igen först."))


def _take_away(occasions: Iterable[Occasion], reason: str, by: Actor) -> None:
    """What nobody has signed up for or been written up at goes; the rest is cancelled, and those who wait are told."""
    pks = [occasion.pk for occasion in occasions]
    held = list(Occasion.objects.select_for_update().filter(pk__in=pks).order_by("pk"))
    in_use = set(SignUp.objects.filter(occasion__in=pks).values_list("occasion", flat=True))
    # Support may be noted before the hour has come.
    in_use |= set(Support.objects.filter(occasion__in=pks).values_list("occasion", flat=True))
    going = []
    for occasion in held:
        if occasion.attendance_taken_at:
            continue
        if occasion.pk not in in_use:
            going.append(occasion.pk)
        elif not occasion.is_cancelled:
            cancel_one(occasion, reason, by)
    Occasion.objects.filter(pk__in=going).delete()

"""Which remarks are not seen to yet, by us and by the owner of the house, and what stands still without a plan?"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.db.models import BooleanField, Case, Exists, F, OuterRef, QuerySet, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from livskraft.access.roles import Role
from livskraft.duties.catalogue import Duty, WaitingOn, duty
from livskraft.modules.minigym.duties.grouping import days_after, owners_at, waits_on_owner
from livskraft.modules.minigym.models import FollowUp, Stop
from livskraft.modules.minigym.rules import DAYS_TO_DECIDE, RegimeKey, Status
from livskraft.organisation.models import Units

OURS, THEIRS = "minigym.follow_up", "minigym.property_follow_up"


def _ours(rows: Iterable[FollowUp], today: date) -> list[Duty]:
    return [_duty(OURS, follow_up) for follow_up in rows]


def _theirs(rows: Iterable[FollowUp], today: date) -> list[Duty]:
    waiting = list(rows)
    owners = owners_at({follow_up.item.gym.site_id for follow_up in waiting})
    return [
        _duty(
            THEIRS,
            follow_up,
            waits_on_owner(
                owners.get(follow_up.item.gym.site_id),
                letter_url=reverse("property_letter", args=[follow_up.item.gym_id]),
                evidence_url=reverse("close_follow_up", args=[follow_up.pk]),
                evidence_label=_("Lägg in vad som gjordes"),
            ),
        )
        for follow_up in waiting
    ]


@duty(
    THEIRS,
    role=Role.UNIT_MANAGER,
    label=lazy("Anmärkning för fastighetsägaren"),
    source=lazy("000 Service och underhåll: fast utrustning är fastighetsägarens. Antalet dagar är en lokal regel"),
    describe=_theirs,
    local_rule=True,
    waits=True,
)
@duty(
    OURS,
    role=Role.UNIT_MANAGER,
    label=lazy("Anmärkning att åtgärda"),
    action=lazy("Åtgärda"),
    source=lazy("000 Verksamhetschef: minigymmet ska vara säkert att använda. Inom hur många dagar är en lokal regel"),
    describe=_ours,
    local_rule=True,
)
def open_follow_ups(units: Units, today: date) -> "QuerySet[FollowUp, FollowUp]":
    theirs = When(item__regime__key=RegimeKey.PROPERTY, then=Value(THEIRS))
    return (
        FollowUp.objects.open()
        .filter(item__gym__site__in=units)
        .annotate(
            duty_unit=F("item__gym__site"),
            duty_late=Case(When(due__lt=today, then=Value(True)), default=False, output_field=BooleanField()),
            duty_kind=Case(theirs, default=Value(OURS)),
        )
        .select_related("item__kind", "item__gym__site")
        .only("what", "due", "item__number", "item__kind__name", "item__gym__name", "item__gym__site__name")
    )


def _undecided(rows: Iterable[Stop], today: date) -> list[Duty]:
    return [
        Duty(
            key=f"minigym.out_of_use:{stop.item_id}",
            unit_id=stop.item.gym.site_id,
            unit_name=stop.item.gym.site.name,
            what=_("Ta %(item)s i %(gym)s i bruk igen eller kassera den") % {"item": stop.item, "gym": stop.item.gym},
            url=stop.item.get_absolute_url(),
            due=days_after(timezone.localdate(stop.since), DAYS_TO_DECIDE),
        )
        for stop in rows
    ]


@duty(
    "minigym.out_of_use",
    role=Role.UNIT_MANAGER,
    label=lazy("Maskin ur bruk som ingen arbetar med"),
    action=lazy("Bestäm"),
    source=lazy("000 Verksamhetschef: minigymmet ska vara tillgängligt. Inom hur många dagar är en lokal regel"),
    describe=_undecided,
    local_rule=True,
)
def out_of_use(units: Units, today: date) -> "QuerySet[Stop, Stop]":
    """What stands still though nothing is left to see to: without this it would be forgotten."""
    last = timezone.make_aware(datetime.combine(today - timedelta(days=DAYS_TO_DECIDE), time.min))
    followed = FollowUp.objects.open().filter(item=OuterRef("item"))
    return (
        Stop.objects.filter(ended_at__isnull=True, item__status=Status.OUT_OF_USE, item__gym__site__in=units)
        .exclude(Exists(followed))
        .annotate(
            duty_unit=F("item__gym__site"),
            duty_late=Case(When(since__lt=last, then=Value(True)), default=False, output_field=BooleanField()),
        )
        .select_related("item__kind", "item__gym__site")
        .only("since", "item__number", "item__kind__name", "item__gym__name", "item__gym__site__name")
    )


def _duty(key: str, follow_up: FollowUp, waiting_on: WaitingOn | None = None) -> Duty:
    item = follow_up.item
    return Duty(
        key=f"{key}:{follow_up.pk}",
        unit_id=item.gym.site_id,
        unit_name=item.gym.site.name,
        what=_("Åtgärda %(item)s i %(gym)s: %(what)s")
        % {"item": item, "gym": item.gym, "what": Truncator(follow_up.what).chars(80)},
        url=follow_up.get_absolute_url(),
        due=follow_up.due,
        waiting_on=waiting_on,
    )

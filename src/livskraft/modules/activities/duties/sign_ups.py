"""Whom has nobody called yet, who has signed up and must be told something?"""

from collections.abc import Iterable
from datetime import date, datetime, time
from itertools import groupby

from django.db.models import BooleanField, Case, F, Q, QuerySet, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from livskraft.access.roles import Role
from livskraft.duties.catalogue import Duty, duty
from livskraft.kit import formats
from livskraft.modules.activities.models import Call
from livskraft.organisation.models import Units
from livskraft.people.rules.vocabulary import Protection


def _to_call(rows: Iterable[Call], today: date) -> list[Duty]:
    """One for each occasion: whoever calls has the list before them and calls all."""

    def key(call: Call) -> int:
        return call.sign_up.occasion_id

    found = []
    for pk, group in groupby(sorted(rows, key=key), key=key):
        calls = list(group)
        occasion = calls[0].sign_up.occasion
        what = ngettext(
            "Ring %(number)d anmäld: %(title)s %(day)s", "Ring %(number)d anmälda: %(title)s %(day)s", len(calls)
        )
        found.append(
            Duty(
                key=f"activities.call:{pk}",
                unit_id=occasion.site_id,
                unit_name=occasion.site.name,
                what=what
                % {
                    "number": len(calls),
                    "title": occasion.activity.title,
                    "day": formats.day(occasion.on, today),
                },
                url=reverse("call_list"),
                due=min(timezone.localdate(call.due_at) for call in calls),
                count=len(calls),
            )
        )
    return found


@duty(
    "activities.call",
    role=Role.CARE_STAFF,
    label=lazy("Anmälda att ringa"),
    action=lazy("Ring"),
    source=lazy(
        "Kravlistan: ett erbjudande om plats, och ett inställt eller flyttat tillfälle, ger en ringlista. "
        "Inom hur många timmar är en lokal regel"
    ),
    describe=_to_call,
    local_rule=True,
    persons=True,
)
def calls_owed(units: Units, today: date) -> "QuerySet[Call, Call]":
    """What has been is no longer called about. Nobody protected: the manager sees to that they are called."""
    open_to_all = Q(sign_up__person=None) | Q(
        sign_up__person__protection=Protection.NONE, sign_up__person__merged_into=None
    )
    merged = Q(sign_up__person__merged_into__protection=Protection.NONE)
    rows = _owed(units, today).filter(open_to_all | merged)
    return rows.select_related("sign_up__occasion__activity", "sign_up__occasion__site")


def _to_see_to(rows: Iterable[Call], today: date) -> list[Duty]:
    """One for each site: neither who it is nor what, when and where they were to come."""
    found = []
    ordered = sorted(rows, key=lambda call: call.site_id)
    for site, group in groupby(ordered, key=lambda call: call.site_id):
        calls = list(group)
        what = ngettext(
            "Se till att en behörig ringer %(number)d anmäld med skyddade uppgifter",
            "Se till att en behörig ringer %(number)d anmälda med skyddade uppgifter",
            len(calls),
        )
        found.append(
            Duty(
                key=f"activities.protected_call:{site}",
                unit_id=site,
                unit_name=calls[0].site.name,
                what=what % {"number": len(calls)},
                url=reverse("call_list"),
                due=min(timezone.localdate(call.due_at) for call in calls),
                count=len(calls),
            )
        )
    return found


@duty(
    "activities.protected_call",
    role=Role.UNIT_MANAGER,
    label=lazy("Anmälda med skyddade uppgifter att ringa"),
    action=lazy("Öppna"),
    source=lazy(
        "Kravlistan: ett erbjudande om plats, och ett inställt eller flyttat tillfälle, ger en ringlista. Den som har "
        "skyddade uppgifter syns där bara för dem som är behöriga, så chefen ser till att någon av dem ringer"
    ),
    describe=_to_see_to,
    local_rule=True,
    persons=True,
)
def protected_calls_owed(units: Units, today: date) -> "QuerySet[Call, Call]":
    """The calls that `calls_owed` leaves out, since nobody may be named for those whom they are about any more."""
    secret = ~Q(sign_up__person__protection=Protection.NONE)
    merged = Q(sign_up__person__merged_into__isnull=False)
    behind = merged & ~Q(sign_up__person__merged_into__protection=Protection.NONE)
    alone = Q(sign_up__person__isnull=False, sign_up__person__merged_into__isnull=True) & secret
    return _owed(units, today).filter(behind | alone).select_related("site")


def _owed(units: Units, today: date) -> "QuerySet[Call, Call]":
    begins = timezone.make_aware(datetime.combine(today, time.min))
    return (
        Call.objects.open()
        .filter(site__in=units, sign_up__occasion__on__gte=today)
        .annotate(
            duty_unit=F("site"),
            duty_late=Case(When(due_at__lt=begins, then=Value(True)), default=False, output_field=BooleanField()),
        )
    )

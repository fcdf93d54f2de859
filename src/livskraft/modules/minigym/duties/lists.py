"""Which gyms lack a list that is confirmed as current, or a binder that says the same as the list?"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import BooleanField, Case, F, QuerySet, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from livskraft.access.roles import Role
from livskraft.duties.catalogue import Duty, duty
from livskraft.modules.minigym.duties.grouping import days_after
from livskraft.modules.minigym.models import Gym
from livskraft.modules.minigym.rules import DAYS_TO_UPDATE_LIST
from livskraft.organisation.models import Units

# Gyms with annotations that the model does not know.
Gyms = QuerySet[Any, Any]


def _unconfirmed(rows: Iterable[Any], today: date) -> list[Duty]:
    return [_duty("minigym.confirm_list", _("Gå igenom och bekräfta inventarielistan för %s"), gym) for gym in rows]


@duty(
    "minigym.confirm_list",
    role=Role.UNIT_MANAGER,
    label=lazy("Inventarielista att bekräfta"),
    action=lazy("Gå igenom"),
    source=lazy("000 Inventarielista: varje minigym har en lista som verksamhetschefen håller aktuell"),
    describe=_unconfirmed,
)
def unconfirmed_lists(units: Units, today: date) -> Gyms:
    return _waiting(units, today, "unconfirmed_since")


def _unprinted(rows: Iterable[Any], today: date) -> list[Duty]:
    return [_duty("minigym.print_binder", _("Skriv ut pärmen för %s"), gym) for gym in rows]


@duty(
    "minigym.print_binder",
    role=Role.UNIT_MANAGER,
    label=lazy("Pärm att skriva ut"),
    action=lazy("Skriv ut"),
    source=lazy("000 Inventarielista: den aktuella listan förvaras i en pärm i verksamheten"),
    describe=_unprinted,
)
def outdated_binders(units: Units, today: date) -> Gyms:
    return _waiting(units, today, "unprinted_since")


def _waiting(units: Units, today: date, since: str) -> Gyms:
    """The open gyms whose list has waited; `since` names the field that says from when, kept as `waits_since`."""
    last = timezone.make_aware(datetime.combine(today - timedelta(days=DAYS_TO_UPDATE_LIST), time.min))
    late = When(waits_since__lt=last, then=Value(True))
    return (
        Gym.objects.open()
        .filter(**{f"{since}__isnull": False}, site__in=units)
        .annotate(duty_unit=F("site"), waits_since=F(since))
        .annotate(duty_late=Case(late, default=False, output_field=BooleanField()))
        .select_related("site")
    )


def _duty(key: str, what: str, gym: Any) -> Duty:
    return Duty(
        key=f"{key}:{gym.pk}",
        unit_id=gym.site_id,
        unit_name=gym.site.name,
        what=what % gym,
        url=reverse("binder", args=[gym.pk]),
        due=days_after(timezone.localdate(gym.waits_since), DAYS_TO_UPDATE_LIST),
    )

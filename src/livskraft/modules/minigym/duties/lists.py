"""Which gyms lack a list that is confirmed as current, or a binder that says the same as the list?"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.db.models import BooleanField, Case, Exists, F, OuterRef, QuerySet, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from livskraft.access.roles import Role
from livskraft.duties.catalogue import Duty, duty
from livskraft.modules.minigym.duties.grouping import days_after
from livskraft.modules.minigym.models import BinderPrint, Gym, ListConfirmation
from livskraft.modules.minigym.rules import DAYS_TO_UPDATE_LIST
from livskraft.organisation.models import UnitQuerySet

Gyms = QuerySet[Gym, Gym]


def _unconfirmed(rows: Iterable[Gym], today: date) -> list[Duty]:
    return [_duty("minigym.confirm_list", _("Gå igenom och bekräfta inventarielistan för %s"), gym) for gym in rows]


@duty(
    "minigym.confirm_list",
    role=Role.UNIT_MANAGER,
    label=lazy("Inventarielista att bekräfta"),
    action=lazy("Gå igenom"),
    source=lazy("000 Inventarielista: varje minigym har en lista som verksamhetschefen håller aktuell"),
    describe=_unconfirmed,
)
def unconfirmed_lists(units: UnitQuerySet, today: date) -> Gyms:
    return _older_than_the_list(units, today, ListConfirmation.objects.all())


def _unprinted(rows: Iterable[Gym], today: date) -> list[Duty]:
    return [_duty("minigym.print_binder", _("Skriv ut pärmen för %s"), gym) for gym in rows]


@duty(
    "minigym.print_binder",
    role=Role.UNIT_MANAGER,
    label=lazy("Pärm att skriva ut"),
    action=lazy("Skriv ut"),
    source=lazy("000 Inventarielista: den aktuella listan förvaras i en pärm i verksamheten"),
    describe=_unprinted,
)
def outdated_binders(units: UnitQuerySet, today: date) -> Gyms:
    return _older_than_the_list(units, today, BinderPrint.objects.all())


def _older_than_the_list(
    units: UnitQuerySet, today: date, made: "QuerySet[ListConfirmation] | QuerySet[BinderPrint]"
) -> Gyms:
    """The open gyms of which nothing was `made` since the list last changed."""
    last = timezone.make_aware(datetime.combine(today - timedelta(days=DAYS_TO_UPDATE_LIST), time.min))
    late = When(list_changed_at__lt=last, then=Value(True))
    return (
        Gym.objects.open()
        .filter(~Exists(made.filter(gym=OuterRef("pk"), at__gte=OuterRef("list_changed_at"))), site__in=units)
        .annotate(
            duty_unit=F("site"),
            duty_late=Case(late, default=False, output_field=BooleanField()),
        )
        .select_related("site")
    )


def _duty(key: str, what: str, gym: Gym) -> Duty:
    return Duty(
        key=f"{key}:{gym.pk}",
        unit_id=gym.site_id,
        unit_name=gym.site.name,
        what=what % gym,
        url=reverse("binder", args=[gym.pk]),
        due=days_after(timezone.localdate(gym.list_changed_at), DAYS_TO_UPDATE_LIST),
    )

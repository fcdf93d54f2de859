"""Which service is owed, and which orders has the firm not answered?"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import BooleanField, Case, F, OuterRef, QuerySet, Subquery, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from livskraft.access.roles import Role
from livskraft.duties.catalogue import Duty, duty
from livskraft.modules.minigym.duties.grouping import days_after, duty_of, per_gym, reach, waits_on
from livskraft.modules.minigym.models import Equipment, ServiceOrder, ServiceOrderLine
from livskraft.modules.minigym.queries import due
from livskraft.modules.minigym.rules import DAYS_TO_BOOK, RegimeKey
from livskraft.organisation.models import Units

Items = QuerySet[Equipment, Equipment]
MUNICIPAL, OWN = "minigym.service", "minigym.service_own"


def _municipal(rows: Iterable[Any], today: date) -> list[Duty]:
    return _owed(MUNICIPAL, RegimeKey.MUNICIPAL, rows)


def _own(rows: Iterable[Any], today: date) -> list[Duty]:
    return _owed(OWN, RegimeKey.PROVIDER, rows)


@duty(
    OWN,
    role=Role.AREA_MANAGER,
    label=lazy("Service av egen utrustning"),
    action=lazy("Beställ"),
    source=lazy("000 Inledning: den som köper till utrustning ansvarar för service. Hur ofta är en lokal regel"),
    describe=_own,
    local_rule=True,
)
@duty(
    MUNICIPAL,
    role=Role.AREA_MANAGER,
    label=lazy("Årlig service"),
    action=lazy("Beställ"),
    source=lazy("000 Service och underhåll: utföraren beställer årlig service av kommunens utrustning"),
    describe=_municipal,
)
def service_due(units: Units, today: date) -> Items:
    """With the open yearly order that an item stands in, for the next step differs."""
    open_lines = ServiceOrderLine.objects.filter(item=OuterRef("pk"), performed__isnull=True, order__yearly=True)
    kinds = {RegimeKey.MUNICIPAL: MUNICIPAL, RegimeKey.PROVIDER: OWN}
    return due(units, today, task="service", kinds=kinds).annotate(
        duty_order=Subquery(open_lines.order_by("-order").values("order")[:1])
    )


def _unbooked(rows: Iterable[ServiceOrder], today: date) -> list[Duty]:
    return [
        Duty(
            key=f"minigym.book_order:{order.pk}",
            unit_id=order.gym.site_id,
            unit_name=order.gym.site.name,
            what=_("%(firm)s ska boka en dag för %(gym)s") % {"firm": order.agreement.firm, "gym": order.gym},
            url=order.get_absolute_url(),
            due=days_after(timezone.localdate(order.ordered_at), DAYS_TO_BOOK),
            waiting_on=waits_on(
                order,
                order.agreement.firm.name,
                letter_url=f"{order.get_absolute_url()}#brev",
                evidence_url=reverse("book_service", args=[order.pk]),
                evidence_label=_("Skriv in bokad dag"),
            ),
        )
        for order in rows
    ]


@duty(
    "minigym.book_order",
    role=Role.UNIT_MANAGER,
    label=lazy("Beställd men inte bokad"),
    source=lazy("000 Service och underhåll: tid bokas direkt hos servicefirman. Antalet dagar är en lokal regel"),
    describe=_unbooked,
    local_rule=True,
    waits=True,
)
def unbooked_orders(units: Units, today: date) -> "QuerySet[ServiceOrder, ServiceOrder]":
    last = timezone.make_aware(datetime.combine(today - timedelta(days=DAYS_TO_BOOK), time.min))
    return (
        ServiceOrder.objects.open()
        .filter(gym__site__in=units, booked_on__isnull=True)
        .annotate(
            duty_unit=F("gym__site"),
            duty_late=Case(When(ordered_at__lt=last, then=Value(True)), default=False, output_field=BooleanField()),
            **reach("agreement__firm"),
        )
        .select_related("gym__site", "agreement__firm")
        .only("ordered_at", "gym__name", "gym__site__name", "agreement__firm__name")
    )


def _owed(key: str, regime: RegimeKey, rows: Iterable[Any]) -> list[Duty]:
    """One duty per gym to order, and one per order that is under way, to be recorded when it is done."""
    to_order = (
        _("Beställ årlig service av %(what)s som utföraren har köpt till %(gym)s")
        if regime == RegimeKey.PROVIDER
        else _("Beställ årlig service av %(what)s i %(gym)s")
    )
    found = []
    for gym, items in per_gym(rows, also=lambda item: item.duty_order):
        order = items[0].duty_order
        found.append(
            duty_of(
                (gym, items),
                key=f"{key}:{gym.pk}:{order}" if order else f"{key}:{gym.pk}",
                what=_("Se till att beställd service av %(what)s i %(gym)s blir gjord") if order else to_order,
                url=reverse("service_order", args=[order])
                if order
                else f"{reverse('order_service', args=[gym.pk])}?ansvar={regime}",
                task="service",
                action=_("Se beställningen") if order else "",
            )
        )
    return found

"""How is service ordered from the right firm, booked, and recorded as done?"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from livskraft.access import audit
from livskraft.access.actor import Actor
from livskraft.files.actions import store
from livskraft.files.content import Content
from livskraft.kit.errors import Conflict, Refused
from livskraft.modules.minigym.actions.gyms import lock_gym
from livskraft.modules.minigym.actions.inspections import serviced
from livskraft.modules.minigym.models import Agreement, Equipment, Gym, ServiceOrder, ServiceOrderLine
from livskraft.modules.minigym.permissions import Permission
from livskraft.modules.minigym.rules import RegimeKey, may_be_ordered
from livskraft.organisation.queries import provider_of


@transaction.atomic
def order_service(
    *, gym: Gym, agreement: Agreement, items: Iterable[Equipment], text: str, by: Actor, yearly: bool = True
) -> ServiceOrder:
    """An order under the agreement. Raises Refused when any of the items is not for that firm, or stands elsewhere.

    `yearly` False is other maintenance, which never counts as the yearly service.
    """
    by.must(Permission.ORDER_SERVICE, at=gym.site)
    locked = lock_gym(gym)
    words = text.replace("\x00", "").strip()[:4000]
    if not words:
        raise Refused(_("Skriv vad ni beställer."), field="text")
    if by.today < agreement.starts or (agreement.ends and by.today >= agreement.ends):
        raise Refused(_("Avtalet gäller inte i dag."), field="agreement")
    wanted = {item.pk for item in items}
    found = list(locked.items.kept().filter(pk__in=wanted).select_related("regime", "kind"))
    if not wanted:
        raise Refused(_("Välj minst en maskin."), field="items")
    if len(found) != len(wanted):
        raise Refused(_("Någon av maskinerna står inte i det här minigymmet."), field="items")
    provider = provider_of(locked.site, by.today)
    ours = provider is not None and agreement.customer_id == provider.pk
    for item in found:
        if not may_be_ordered(
            regime=RegimeKey(item.regime.key),
            agreement_regime=RegimeKey(agreement.regime.key),
            customer_is_provider_here=ours,
        ):
            raise Refused(
                _("%(item)s kan inte beställas av %(firm)s.") % {"item": item, "firm": agreement.firm}, field="items"
            )
    order = ServiceOrder.objects.create(
        gym=locked, agreement=agreement, text=words, yearly=yearly, ordered_at=by.at, ordered_by=by.user
    )
    ServiceOrderLine.objects.bulk_create(ServiceOrderLine(order=order, item=item) for item in found)
    audit.wrote(by, "minigym.service_ordered", [order, locked, agreement], ["text", "items"])
    return order


@transaction.atomic
def book_service(*, order: ServiceOrder, on: date, by: Actor, version: int | None = None) -> ServiceOrder:
    """The firm has said which day it comes; a new day replaces the old."""
    held = _open(order, by, version)
    if on < timezone.localdate(held.ordered_at):
        raise Refused(_("Dagen kan inte ligga före beställningen."), field="on")
    held.booked_on = on
    _save(held, by, "minigym.service_booked", ["booked_on"])
    return held


@transaction.atomic
def complete_service(
    *,
    order: ServiceOrder,
    on: date,
    cost: Decimal | None,
    by: Actor,
    performed: Iterable[int],
    invoice: Content | None = None,
    protocol: Content | None = None,
    version: int | None = None,
) -> ServiceOrder:
    """The visit was made; the items in `performed` were seen to, the other items of the order were not and stay due.

    Only a yearly order moves an item's latest service.
    """
    held = _open(order, by, version)
    if on > by.today:
        raise Refused(_("Dagen kan inte ligga framåt i tiden."), field="on")
    if cost is not None and cost < 0:
        raise Refused(_("Kostnaden kan inte vara negativ."), field="cost")
    done = set(performed)
    lines = list(held.lines.select_related("item"))
    if done - {line.item_id for line in lines}:
        raise Refused(_("Någon av maskinerna står inte i beställningen."), field="performed")
    if not done:
        raise Refused(_("Kryssa för vad som blev gjort. Blev inget gjort: avbeställ i stället."), field="performed")
    user = by.user.pk if by.user else None
    for line in lines:
        line.performed = line.item_id in done
    ServiceOrderLine.objects.bulk_update(lines, ["performed"])
    held.performed_on = on
    held.cost = cost
    held.invoice = store(invoice, at=by.at, created_by=user) if invoice else None
    held.protocol = store(protocol, at=by.at, created_by=user) if protocol else None
    if held.yearly:
        seen = [line.item for line in lines if line.performed]
        serviced(items=seen, on=on, by=by, firm=held.agreement.firm, order=held)
    _save(held, by, "minigym.service_completed", ["performed_on", "cost", "invoice", "protocol"])
    return held


@transaction.atomic
def cancel_order(*, order: ServiceOrder, reason: str, by: Actor, version: int | None = None) -> ServiceOrder:
    """The order is called off; its items are due as if it had never been sent, and the order stays in the history."""
    held = _open(order, by, version)
    words = reason.replace("\x00", "").strip()[:300]
    if not words:
        raise Refused(_("Skriv varför."), field="reason")
    held.cancelled_at = by.at
    held.cancelled_reason = words
    held.lines.update(performed=False)
    _save(held, by, "minigym.service_cancelled", ["cancelled_at", "cancelled_reason"])
    return held


def _open(order: ServiceOrder, by: Actor, version: int | None) -> ServiceOrder:
    """The order as it is now, held until the transaction ends, when it is still under way."""
    by.must(Permission.ORDER_SERVICE, at=order.gym.site)
    held = (
        ServiceOrder.objects.select_for_update(of=("self",))
        .select_related("gym__site", "agreement__firm")
        .get(pk=order.pk)
    )
    if version is not None and held.version != version:
        raise Conflict(str(held))
    if held.cancelled_at:
        raise Refused(_("Beställningen är avbeställd."))
    if held.performed_on:
        raise Refused(_("Beställningen är redan avslutad."))
    return held


def _save(held: ServiceOrder, by: Actor, verb: str, fields: list[str]) -> None:
    held.version += 1
    held.save()
    audit.wrote(by, verb, [held], fields)

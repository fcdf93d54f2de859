"""How far has a fault come, who mends it, and which others may be the same?"""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from livskraft.modules.minigym.models import Agreement, Equipment, Fault, RevokedToken, ServiceOrder, Stop
from livskraft.modules.minigym.queries.responsible import agreement_for, property_owner_of
from livskraft.modules.minigym.rules import Outcome, RegimeKey, Stage, Status, Verdict, stages
from livskraft.organisation.models import Unit


@dataclass(frozen=True, slots=True)
class Mending:
    """Who sees to a fault: the firm of the agreement, or the owner of the house; neither when nobody is known."""

    regime: RegimeKey | None
    agreement: Agreement | None
    owner: Unit | None


def mending_of(fault: Fault, day: date) -> Mending:
    """By the item's regime; what is wrong with the room is the owner of the house's.

    Source: 000 Service och underhåll av utrustning (who bought the item answers for it; fixtures are the owner's).
    """
    if fault.item is None or fault.item.regime.key == RegimeKey.PROPERTY:
        return Mending(RegimeKey.PROPERTY if fault.item else None, None, property_owner_of(fault.gym))
    return Mending(RegimeKey(fault.item.regime.key), agreement_for(fault.item, day), None)


def order_of(fault: Fault) -> ServiceOrder | None:
    """The latest order of a repair of the item since the fault was reported, unless it was called off."""
    if fault.item is None:
        return None
    orders = ServiceOrder.objects.filter(
        lines__item=fault.item, yearly=False, ordered_at__gte=fault.reported_at, cancelled_at__isnull=True
    )
    if fault.closed_at:
        orders = orders.filter(ordered_at__lte=fault.closed_at)
    return orders.select_related("agreement__firm").order_by("-ordered_at").first()


def stages_of(fault: Fault) -> list[Stage]:
    """What the one who reported it is told; a joined report tells what came of the one it is joined to."""
    lead = fault.lead
    follow_up = lead.follow_up
    return stages(
        planned=follow_up is not None or lead.owner_asked_at is not None,
        stopped=follow_up is not None and follow_up.severity == Verdict.STOP,
        out_of_use=lead.item is not None and lead.item.status != Status.IN_USE,
        asked=lead.owner_asked_at is not None,
        ordered=order_of(lead) is not None,
        outcome=Outcome(lead.outcome) if lead.outcome else None,
    )


def back_in_use(fault: Fault) -> Stop | None:
    """The stop that the fault led to, when it has ended: who took the item back, and when."""
    follow_up = fault.follow_up
    if follow_up is None or follow_up.severity != Verdict.STOP:
        return None
    stops = Stop.objects.filter(item=follow_up.item, ended_at__gte=fault.reported_at).select_related("ended_by")
    return stops.order_by("ended_at").first()


def maybe_the_same(fault: Fault) -> "QuerySet[Fault, Fault]":
    """Other open reports about the same item, or about the same gym."""
    others = Fault.objects.open().leading().filter(gym=fault.gym_id, item=fault.item_id).exclude(pk=fault.pk)
    return others.order_by("reported_at", "pk")


def unplanned_faults_of(item: Equipment) -> list[Fault]:
    """What has been reported about the item and nobody has seen to; the rest stands among its follow-ups."""
    return list(item.faults.open().leading().filter(follow_up__isnull=True).order_by("reported_at", "pk"))


def was_revoked(token: str) -> bool:
    return RevokedToken.objects.filter(token=token).exists()

"""What may other rooms know about the minigyms? A summary of each gym; all else stays in the module."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from django.db.models import Count, OuterRef, Q, Subquery

from livskraft.access.actor import Actor
from livskraft.kit.errors import Refused
from livskraft.modules.minigym.actions.follow_ups import stop_and_follow_up
from livskraft.modules.minigym.models import Closure, Equipment, Gym, ListConfirmation
from livskraft.modules.minigym.permissions import Permission
from livskraft.modules.minigym.queries.anybody import KindThere, OpenGym, gyms_for_anybody
from livskraft.modules.minigym.queries.base_list import SiteGaps, There, base_list, gaps
from livskraft.modules.minigym.queries.hours import DayHours
from livskraft.modules.minigym.queries.kinds import (
    equipment_kinds,
    instruction_links,
    is_guided,
    kinds_out_of_use,
    kinds_there,
)
from livskraft.modules.minigym.rules import Status
from livskraft.organisation.models import Unit, UnitQuerySet

# What the public's pages read, and each day of it.
__all__ = [
    "DayHours",
    "GymSummary",
    "ItemThere",
    "KindThere",
    "OpenGym",
    "SiteGaps",
    "Stopping",
    "There",
    "base_list",
    "equipment_kinds",
    "gaps",
    "gyms_at",
    "gyms_for_anybody",
    "instruction_links",
    "is_guided",
    "item_wherever",
    "items_at",
    "kinds_out_of_use",
    "kinds_there",
    "may_change_base_list",
    "stop_item",
]


@dataclass(frozen=True, slots=True)
class GymSummary:
    """A gym as a noticeboard tells of it; `confirmed_at` None means that nobody has confirmed its inventory list.

    `closed` says why it is closed until further notice; empty when it is not.
    """

    site_id: int
    name: str
    room: str
    url: str
    items: int
    out_of_use: int
    confirmed_at: datetime | None
    closed: str


def gyms_at(units: UnitQuerySet, actor: Actor) -> list[GymSummary]:
    """The open gyms at those of `units` whose gyms the actor may see; one query whatever their number."""
    confirmed = ListConfirmation.objects.filter(gym=OuterRef("pk")).order_by("-at").values("at")[:1]
    gyms = (
        Gym.objects.visible_to(actor)
        .open()
        .filter(site__in=units)
        .annotate(
            kept=Count("items", filter=~Q(items__status=Status.RETIRED)),
            stopped=Count("items", filter=Q(items__status=Status.OUT_OF_USE)),
            confirmed_at=Subquery(confirmed),
            closed_because=Subquery(Closure.objects.open().filter(gym=OuterRef("pk")).values("reason")[:1]),
        )
    )
    return [
        GymSummary(
            site_id=gym.site_id,
            name=gym.name,
            room=gym.room,
            url=gym.get_absolute_url(),
            items=gym.kept,
            out_of_use=gym.stopped,
            confirmed_at=gym.confirmed_at,
            closed=gym.closed_because or "",
        )
        for gym in gyms
    ]


@dataclass(frozen=True, slots=True)
class ItemThere:
    """An item at a site, as an incident names it; `medical_device` None means that nobody knows."""

    pk: int
    name: str
    kind: str
    gym: str
    url: str
    retired: bool
    out_of_use: bool
    medical_device: bool | None


def items_at(site: Unit, actor: Actor) -> list[ItemThere]:
    """The items at the site, also the retired, as far as the actor may see them; one query."""
    items = Equipment.objects.visible_to(actor).filter(gym__site=site).select_related("kind", "gym")
    return [_there(item) for item in items.order_by("sort_key", "pk")]


def item_wherever(pk: int) -> ItemThere:
    """The item where it stands now, also out of everybody's reach: for a record that named it where it stood then."""
    return _there(Equipment.objects.select_related("kind", "gym").get(pk=pk))


def _there(item: Equipment) -> ItemThere:
    return ItemThere(
        pk=item.pk,
        name=str(item),
        kind=item.kind.name,
        gym=item.gym.name,
        url=item.get_absolute_url(),
        retired=item.status == Status.RETIRED,
        out_of_use=item.status == Status.OUT_OF_USE,
        medical_device=item.is_medical_device,
    )


class Stopping(StrEnum):
    """What came of wanting an item out of use."""

    NOW = "now"
    ALREADY = "already"
    RETIRED = "retired"


def stop_item(pk: int, *, reason: str, by: Actor) -> Stopping:
    """Take the item out of use after an incident, with something to see to, unless it has been retired.

    Anybody may report an incident, so who may not stop an item otherwise does it in the name of the incidents.
    """
    item = Equipment.objects.select_related("gym__site").get(pk=pk)
    if not by.may(Permission.STOP, at=item.gym.site):
        by = replace(by, user=None, assignment=None, system="incidents")
    try:
        stop = stop_and_follow_up(item=item, reason=reason, by=by)
    except Refused:
        return Stopping.RETIRED
    return Stopping.NOW if stop.since == by.at else Stopping.ALREADY


def may_change_base_list(actor: Actor) -> bool:
    """Whether the actor decides what every trygghetsboende should have."""
    return actor.may(Permission.CHANGE_TERMS)

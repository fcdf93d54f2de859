"""What may other rooms know about the minigyms? A summary of each gym; all else stays in the module."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, OuterRef, Q, Subquery

from livskraft.access.actor import Actor
from livskraft.modules.minigym.models import Gym, ListConfirmation
from livskraft.modules.minigym.rules import Status
from livskraft.organisation.models import UnitQuerySet


@dataclass(frozen=True, slots=True)
class GymSummary:
    """A gym as a noticeboard tells of it; `confirmed_at` None means that nobody has confirmed its inventory list."""

    site_id: int
    name: str
    room: str
    url: str
    items: int
    out_of_use: int
    confirmed_at: datetime | None


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
        )
        for gym in gyms
    ]

"""What may other rooms know about the meeting places? Numbers and ways in; never who came."""

from dataclasses import dataclass

from django.urls import reverse

from livskraft.access.actor import Actor
from livskraft.modules.activities.permissions import Permission
from livskraft.modules.activities.queries.visits import visits

__all__ = ["WellnessPlace", "visits", "wellness_places"]


@dataclass(frozen=True, slots=True)
class WellnessPlace:
    """A site where the actor notes friskvård, and the page where it is done."""

    name: str
    url: str


def wellness_places(actor: Actor) -> list[WellnessPlace]:
    """The sites where the actor notes visits and support in the gym; one query."""
    sites = actor.units(Permission.SUPPORT).sites().open_on(actor.today).order_by("sort_key", "pk")
    return [WellnessPlace(name, reverse("gym_visits", args=[pk])) for pk, name in sites.values_list("pk", "name")]

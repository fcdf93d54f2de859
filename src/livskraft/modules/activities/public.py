"""What may other rooms know about the meeting places? Numbers and ways in; never who came."""

from dataclasses import dataclass

from django.urls import reverse

from livskraft.access.actor import Actor
from livskraft.modules.activities.papers.calendars import Entry, event_of, new_calendar, uid, whole_day
from livskraft.modules.activities.permissions import Permission
from livskraft.modules.activities.queries.lunch import LunchDay, OpenLunch, lunch_for_anybody
from livskraft.modules.activities.queries.programme import Shown, ShownDay, programme_for_anybody
from livskraft.modules.activities.queries.visits import first_visits, visits
from livskraft.modules.activities.rules.programme import Stretch, read_week, week_of
from livskraft.modules.activities.rules.vocabulary import Allergen, Kind, SignUpMode

# What the public's pages, feeds and calendars read, and which words and weeks they are told in.
__all__ = [
    "Allergen",
    "Entry",
    "Kind",
    "LunchDay",
    "OpenLunch",
    "Shown",
    "ShownDay",
    "SignUpMode",
    "Stretch",
    "WellnessPlace",
    "event_of",
    "first_visits",
    "lunch_for_anybody",
    "new_calendar",
    "programme_for_anybody",
    "read_week",
    "uid",
    "visits",
    "week_of",
    "wellness_places",
    "whole_day",
]


@dataclass(frozen=True, slots=True)
class WellnessPlace:
    """A site where the actor notes friskvård, and the page where it is done."""

    name: str
    url: str


def wellness_places(actor: Actor) -> list[WellnessPlace]:
    """The sites where the actor notes visits and support in the gym; one query."""
    sites = actor.units(Permission.SUPPORT).sites().open_on(actor.today).order_by("sort_key", "pk")
    return [WellnessPlace(name, reverse("gym_visits", args=[pk])) for pk, name in sites.values_list("pk", "name")]

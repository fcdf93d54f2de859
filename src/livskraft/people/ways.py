"""Which pages of other rooms does a person's page lead to?"""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise

from livskraft.access.actor import Actor
from livskraft.kit.registry import Registry
from livskraft.people.models import Person


@dataclass(frozen=True, slots=True)
class Way:
    """A page about a person, whose address takes the person's id; shown to those who may `permission`."""

    label: "str | Promise"
    url_name: str
    permission: str


_ways: Registry[Way] = Registry("way from a person")


def register(way: Way) -> None:
    """From `apps.ready()` of the room that owns the page. Raises ValueError when it is led to already."""
    _ways.add(way.url_name, way)


def ways_from(person: Person, by: Actor) -> list[tuple[str, str]]:
    """Word and address of each page that the actor may open."""
    return [(str(way.label), reverse(way.url_name, args=[person.pk])) for way in _ways if by.may(way.permission)]

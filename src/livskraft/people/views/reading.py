"""Whom is a page about? Somebody whom the actor may see, and whose reading is written down before anything is read."""

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from livskraft.access import audit
from livskraft.access.models import User
from livskraft.organisation.models import Unit
from livskraft.people.models import Person

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


def person_or_404(request: HttpRequest, pk: int) -> Person:
    """Without a row in the log: for what shows nothing. Who was merged is told as the one they turned out to be.

    Out of scope, protected from the actor and unknown are the same 404.
    """
    into = Person.objects.filter(pk=pk).values_list("merged_into", flat=True).first()
    seen = Person.objects.visible_to(request.actor, among=[into or pk])
    found: Person = get_object_or_404(seen.select_related("keeper", "area"))
    return found


def read_person(request: HttpRequest, pk: int, verb: str = "people.read") -> Person:
    """The person, whose reading is in the log; nothing is told when the log cannot be written."""
    found = person_or_404(request, pk)
    audit.read(request.actor, verb, [found])
    return found


def at_work(request: HttpRequest) -> tuple[User, Unit]:
    """Who acts, and at which unit; the permission of the view has seen to it that there is one."""
    user, assignment = request.actor.user, request.actor.assignment
    assert user
    assert assignment
    return user, assignment.unit


def way_to(*persons: Person) -> "tuple[tuple[str | StrPromise, str], ...]":
    """The way here, for the pages with one form."""
    return ((_("Personer"), reverse("persons")), *((person.name, person.get_absolute_url()) for person in persons))


def ask_first(request: HttpRequest, person: Person, title: str) -> HttpResponse:
    """The page that stands before how somebody protected is reached; opening it is a step of its own."""
    audit.read(request.actor, "people.read", [person])
    return render(request, "people/ask_first.html", {"person": person, "title": title})

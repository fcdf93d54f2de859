"""What may other rooms know about training? Ways in; never who is a patient."""

from django.urls import reverse

from livskraft.access.actor import Actor
from livskraft.modules.training.permissions import Permission

__all__ = ["way_to_rehabilitation"]


def way_to_rehabilitation(actor: Actor) -> str:
    """The page of the actor's patients; empty for who opens no rehabilitation."""
    return reverse("patients") if actor.may(Permission.JOURNAL) else ""

"""Which codes are there in the demo municipality, and what has a patient blocked? Through actions, on their own day."""

from datetime import date, timedelta

from livskraft.access.actor import Actor, system_actor
from livskraft.access.demo import at
from livskraft.access.models import Assignment
from livskraft.modules.training.actions.blocks import set_block
from livskraft.modules.training.actions.codes import SHIPPED, SHIPPED_SINCE, load_codes
from livskraft.modules.training.imports import read_codes
from livskraft.modules.training.management.commands.load_codes import SHIPPED_SOURCE
from livskraft.modules.training.models import Block, CodeList, Episode
from livskraft.modules.training.permissions import Permission


def codes(today: date) -> None:
    """The ones that come along, before anybody writes a note; nothing when a list is loaded already."""
    if CodeList.objects.exists():
        return
    by = system_actor("demo", at(today - timedelta(days=200)))
    starts = min(SHIPPED_SINCE, by.today)
    load_codes(
        read=read_codes(SHIPPED.read_bytes()),
        name="KVÅ, de granskade koderna",
        starts=starts,
        source=SHIPPED_SOURCE,
        by=by,
    )


def blocks(today: date) -> None:
    """A patient of the therapist who has the most has asked for it; nothing when somebody has blocked already."""
    if Block.objects.exists():
        return
    episode = Episode.objects.open().select_related("person", "unit", "therapist").order_by("opened_on", "pk").last()
    if episode is None:
        return
    held = Assignment.objects.holding_on(today).select_related("user", "unit").filter(user=episode.therapist)
    post = held.filter(unit=episode.unit).first()
    by = Actor(at=at(today - timedelta(days=1), 14), user=episode.therapist, assignment=post)
    if post is not None and by.may(Permission.JOURNAL) and episode.opened_at <= by.at:
        set_block(person=episode.person, by=by)

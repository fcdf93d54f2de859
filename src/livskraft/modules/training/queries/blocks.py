"""What has a patient blocked, and for whom is it open for a while?"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from livskraft.access.actor import Actor
from livskraft.modules.training.models import Block, EpisodeQuerySet, Lift
from livskraft.people.models import Person
from livskraft.people.queries import all_ids

LIFTS_SHOWN = 20


def hidden_units(person: Person, by: Actor) -> frozenset[int]:
    """The ids of the units whose records about the patient the actor may only know that they exist; two queries.

    One's own unit is never blocked for oneself, nor what one has opened with consent or in an emergency.
    Source: PDL 4:4 and 4:5.
    """
    own = by.assignment.unit_id if by.assignment else None
    blocks = Block.objects.standing().filter(person__in=all_ids(person)).exclude(unit=own)
    lifted = Lift.objects.filter(block__in=blocks, user=by.user, at__lte=by.at, until__gt=by.at).values("block")
    return frozenset(blocks.exclude(pk__in=lifted).values_list("unit", flat=True))


def readable(episodes: EpisodeQuerySet, by: Actor) -> EpisodeQuerySet:
    """Those of the episodes that no block hides from the actor: for lists of many patients; part of their query."""
    own = by.assignment.unit_id if by.assignment else None
    whose = Coalesce("person__merged_into", "person")
    blocks = (
        Block.objects.standing()
        .alias(whose=whose)
        .filter(unit=OuterRef("unit"), whose=Coalesce(OuterRef("person__merged_into"), OuterRef("person")))
        .exclude(unit=own)
        .exclude(pk__in=open_lifts(by).values("block"))
    )
    return episodes.filter(~Exists(blocks))


def standing_of(person: Person) -> QuerySet[Block, Block]:
    """What the patient has blocked now, under each name that they have had; one query besides its own."""
    return Block.objects.standing().filter(person__in=all_ids(person))


def open_lifts(by: Actor) -> QuerySet[Lift, Lift]:
    """What the actor has opened, and is open now."""
    return Lift.objects.filter(user=by.user, at__lte=by.at, until__gt=by.at)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """That something is blocked at another unit of the caregiver; what, when and by whom is not told.

    `open_until` is when it closes for the actor, who has opened it.
    """

    block: int
    open_until: datetime | None


@dataclass(frozen=True, slots=True)
class Blocks:
    """The own unit's block, and that there are others."""

    own: Block | None
    elsewhere: list[Elsewhere]

    @property
    def hides(self) -> bool:
        """Whether there is something that the actor cannot read now."""
        return any(each.open_until is None for each in self.elsewhere)


def blocks_of(person: Person, by: Actor) -> Blocks:
    """What stands between the actor and the patient's journal; three queries."""
    own = by.assignment.unit_id if by.assignment else None
    standing = list(standing_of(person).filter(keeper=by.caregiver).select_related("set_by").order_by("pk"))
    lifted = dict(open_lifts(by).filter(block__in=[each.pk for each in standing]).values_list("block", "until"))
    # A unit is told of once, also when it is blocked under two names that turned out to be one patient's.
    others = {each.unit_id: Elsewhere(each.pk, lifted.get(each.pk)) for each in standing if each.unit_id != own}
    return Blocks(next((each for each in standing if each.unit_id == own), None), list(others.values()))


def lifts_of(person: Person, by: Actor) -> list[Lift]:
    """Who has opened what the actor's own unit wrote of the patient, the latest first; for the patient to be told."""
    if by.assignment is None:
        return []
    theirs = Lift.objects.filter(block__person__in=all_ids(person), block__unit=by.assignment.unit_id)
    return list(theirs.select_related("user")[:LIFTS_SHOWN])


def opened_by(users: Collection[int], start: datetime, end: datetime) -> Iterable[tuple[int, int, datetime, datetime]]:
    """Who had opened a block of whom, from when until when, in a time; also by the name whom they turned out to be."""
    rows = Lift.objects.filter(Q(at__lt=end, until__gt=start), user__in=users).order_by("pk")
    for user, person, into, at, until in rows.values_list("user", "person", "person__merged_into", "at", "until"):
        for each in {person, into or person}:
            yield user, each, at, until

"""What has a patient blocked, and for whom is it open for a while?"""

from livskraft.access.actor import Actor
from livskraft.modules.training.models import Block, Lift
from livskraft.people.models import Person
from livskraft.people.queries import all_ids


def hidden_units(person: Person, by: Actor) -> frozenset[int]:
    """The ids of the units whose records about the patient the actor may only know that they exist; two queries.

    One's own unit is never blocked for oneself, nor what one has opened with consent or in an emergency.
    Source: PDL 4:4 and 4:5.
    """
    own = by.assignment.unit_id if by.assignment else None
    blocks = Block.objects.standing().filter(person__in=all_ids(person)).exclude(unit=own)
    lifted = Lift.objects.filter(block__in=blocks, user=by.user, at__lte=by.at, until__gt=by.at).values("block")
    return frozenset(blocks.exclude(pk__in=lifted).values_list("unit", flat=True))

"""How has it gone for a patient, in what the actor may read of the caregiver's journal?"""

from livskraft.access.actor import Actor
from livskraft.modules.training.models import Episode, RehabMeasurement
from livskraft.modules.training.queries.blocks import hidden_units
from livskraft.people.models import Person
from livskraft.people.queries import all_ids
from livskraft.questionnaires.queries.curves import Curve, curves_of


def assessed(episode: Episode, person: Person, by: Actor) -> list[Curve]:
    """The curves of this period and of those before it with the same caregiver, without what the patient has blocked.

    For an episode that `read_episode` has opened.
    """
    rows = RehabMeasurement.objects.standing().filter(person__in=all_ids(person), episode__keeper=episode.keeper_id)
    return curves_of(rows.exclude(unit__in=hidden_units(person, by)))

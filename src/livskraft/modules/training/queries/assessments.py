"""How has it gone for a patient, in what the actor may read of the caregiver's journal?"""

from dataclasses import dataclass
from datetime import date

from livskraft.access.actor import Actor
from livskraft.modules.training.models import Episode, RehabMeasurement
from livskraft.modules.training.queries.blocks import hidden_units
from livskraft.people.models import Person
from livskraft.people.queries import all_ids
from livskraft.questionnaires.queries.curves import Curve, curves_of
from livskraft.questionnaires.rules.words import value_in_words

# More than anybody measures with every instrument twice in a period.
LOOKED_AT = 60


@dataclass(frozen=True, slots=True)
class Latest:
    """The latest assessment with one instrument."""

    title: str
    on: date
    value: str


def latest_assessed(episode: Episode) -> list[Latest]:
    """With each instrument in the period, the latest first; one query."""
    found: dict[str, Latest] = {}
    for row in RehabMeasurement.objects.filter(episode=episode).standing()[:LOOKED_AT]:
        if row.instrument not in found:
            found[row.instrument] = Latest(row.of.title, row.on, value_in_words(row.of, row.kept_score))
    return list(found.values())


def assessed(episode: Episode, person: Person, by: Actor) -> list[Curve]:
    """The curves of this period and of those before it with the same caregiver, without what the patient has blocked.

    For an episode that `read_episode` has opened.
    """
    rows = RehabMeasurement.objects.standing().filter(person__in=all_ids(person), episode__keeper=episode.keeper_id)
    return curves_of(rows.exclude(unit__in=hidden_units(person, by)))

"""What is the whole journal of a period, for the patient to read?"""

from dataclasses import dataclass

from livskraft.modules.training.models import Disclosure, Episode, Goal, Note, RehabMeasurement
from livskraft.modules.training.queries.notes import Told, told


@dataclass(frozen=True, slots=True)
class Journal:
    episode: Episode
    goals: list[Goal]
    notes: list[Told]
    measurements: list[RehabMeasurement]
    disclosures: list[Disclosure]


def whole_journal(episode: Episode) -> Journal:
    """Everything that is signed, in the order it happened; eight queries however long it is."""
    return Journal(
        episode,
        list(Goal.objects.filter(episode=episode).select_related("follow_up", "noted_by")),
        told(list(Note.objects.filter(episode=episode).order_by("happened_at", "pk"))),
        list(RehabMeasurement.objects.filter(episode=episode).standing().order_by("on", "pk")),
        list(Disclosure.objects.filter(episode=episode).select_related("by").order_by("on", "pk")),
    )

"""What is the whole journal of a period, for the patient to read?"""

from dataclasses import dataclass

from django.db.models import Prefetch

from livskraft.modules.training.models import (
    Disclosure,
    Episode,
    Goal,
    Note,
    RehabDose,
    RehabMeasurement,
    RehabProgramme,
    RehabResult,
    RehabSession,
)
from livskraft.modules.training.queries.notes import Told, told
from livskraft.people.models import IdentityRecord, Person


@dataclass(frozen=True, slots=True)
class Journal:
    episode: Episode
    goals: list[Goal]
    notes: list[Told]
    measurements: list[RehabMeasurement]
    programmes: list[RehabProgramme]
    sessions: list[RehabSession]
    disclosures: list[Disclosure]
    number: str


def whole_journal(episode: Episode, person: Person) -> Journal:
    """Everything that is written and signed, in the order it happened; thirteen queries however long it is.

    A measurement that was taken back is among them: what has been written in a journal stays (PDL 3:14).

    The number is that of now, decrypted: the printing is in the log first. Empty for a protected patient.
    """
    numbers = IdentityRecord.objects.none() if person.is_protected else IdentityRecord.objects.filter(person=person)
    record = numbers.filter(ends=None).only("number").first()
    return Journal(
        episode,
        list(Goal.objects.filter(episode=episode).select_related("follow_up", "noted_by")),
        told(list(Note.objects.filter(episode=episode).order_by("happened_at", "pk"))),
        list(RehabMeasurement.objects.filter(episode=episode).defer("answers").order_by("on", "pk")),
        list(
            RehabProgramme.objects.filter(episode=episode)
            .prefetch_related(Prefetch("doses", RehabDose.objects.select_related("exercise")))
            .order_by("made_at", "pk")
        ),
        list(
            RehabSession.objects.filter(episode=episode)
            .select_related("site")
            .prefetch_related(Prefetch("results", RehabResult.objects.select_related("dose__exercise")))
            .order_by("on", "pk")
        ),
        list(Disclosure.objects.filter(episode=episode).select_related("by").order_by("on", "pk")),
        record.number if record else "",
    )

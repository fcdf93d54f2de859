"""How does what is kept of rehabilitation go away, when that is decided? The database lets go of it only then."""

from collections.abc import Sequence

from livskraft.modules.training.models import (
    Block,
    Disclosure,
    Draft,
    Episode,
    Goal,
    GoalFollowUp,
    JournalledElsewhere,
    Lift,
    Note,
    NoteCode,
    Objection,
    RehabDose,
    RehabMeasurement,
    RehabProgramme,
    RehabSession,
)


def erase_rehabilitation(persons: Sequence[int]) -> int:
    """Removes the whole journal of theirs, and says how many records; what points to something goes before it."""
    removed = 0
    for first in (Draft, RehabSession):
        removed += first.objects.filter(person__in=persons).delete()[0]
    removed += RehabDose.objects.filter(programme__person__in=persons).delete()[0]
    for then in (RehabProgramme, RehabMeasurement, NoteCode, Objection):
        removed += then.objects.filter(person__in=persons).delete()[0]
    # A correction goes before what it corrects, and may be corrected itself.
    while gone := Note.objects.filter(person__in=persons, corrections=None).delete()[0]:
        removed += gone
    for last in (Disclosure, GoalFollowUp, Goal, JournalledElsewhere, Lift, Block, Episode):
        removed += last.objects.filter(person__in=persons).delete()[0]
    return removed

"""What is kept of training and of rehabilitation? Each regime has its own tables, and none points to the other's."""

from livskraft.modules.training.models.blocks import Block, Lift
from livskraft.modules.training.models.codes import Code, CodeList, CodeReport
from livskraft.modules.training.models.episodes import Episode, EpisodeQuerySet, Goal, GoalFollowUp, JournalPlace
from livskraft.modules.training.models.exercises import Exercise, Template
from livskraft.modules.training.models.journal import (
    Disclosure,
    Draft,
    JournalledElsewhere,
    Note,
    NoteCode,
    Objection,
)
from livskraft.modules.training.models.plans import (
    MOST_EFFORT,
    MOST_KILOS,
    MOST_REPETITIONS,
    MOST_SECONDS,
    MOST_SETS,
    DoseBase,
    ProgrammeBase,
    ResultBase,
    SessionBase,
)
from livskraft.modules.training.models.rehabilitation import (
    RehabDose,
    RehabMeasurement,
    RehabProgramme,
    RehabResult,
    RehabSession,
)
from livskraft.modules.training.models.wellness import (
    Dose,
    OwnMeasurement,
    OwnMeasurementQuerySet,
    Programme,
    ProgrammeQuerySet,
    Result,
    TrainingSession,
)

# What the database refuses to change, and to remove but while a purge is carried out.
SIGNED = (Note, NoteCode, Objection, Goal, GoalFollowUp, JournalledElsewhere, Disclosure, Lift)
# The store of health care: all of it about a person, beside the periods themselves.
OF_EPISODES = (
    Goal,
    GoalFollowUp,
    Draft,
    Note,
    NoteCode,
    Objection,
    JournalledElsewhere,
    Disclosure,
    Block,
    Lift,
    RehabProgramme,
    RehabSession,
    RehabMeasurement,
)

__all__ = [
    "MOST_EFFORT",
    "MOST_KILOS",
    "MOST_REPETITIONS",
    "MOST_SECONDS",
    "MOST_SETS",
    "OF_EPISODES",
    "SIGNED",
    "Block",
    "Code",
    "CodeList",
    "CodeReport",
    "Disclosure",
    "Dose",
    "DoseBase",
    "Draft",
    "Episode",
    "EpisodeQuerySet",
    "Exercise",
    "Goal",
    "GoalFollowUp",
    "JournalPlace",
    "JournalledElsewhere",
    "Lift",
    "Note",
    "NoteCode",
    "Objection",
    "OwnMeasurement",
    "OwnMeasurementQuerySet",
    "Programme",
    "ProgrammeBase",
    "ProgrammeQuerySet",
    "RehabDose",
    "RehabMeasurement",
    "RehabProgramme",
    "RehabResult",
    "RehabSession",
    "Result",
    "ResultBase",
    "SessionBase",
    "Template",
    "TrainingSession",
]

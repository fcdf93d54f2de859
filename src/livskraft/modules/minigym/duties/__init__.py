"""What must somebody do about the minigyms? Importing this registers every kind of duty of the module."""

from livskraft.modules.minigym.duties import (
    competence,
    consultations,
    faults,
    follow_ups,
    guidance,
    inspections,
    instructions,
    lists,
    self_checks,
    services,
)

__all__ = [
    "competence",
    "consultations",
    "faults",
    "follow_ups",
    "guidance",
    "inspections",
    "instructions",
    "lists",
    "self_checks",
    "services",
]

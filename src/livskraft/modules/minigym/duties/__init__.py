"""What must somebody do about the minigyms? Importing this registers every kind of duty of the module."""

from livskraft.modules.minigym.duties import follow_ups, inspections, lists, self_checks, services

__all__ = ["follow_ups", "inspections", "lists", "self_checks", "services"]

"""What is measured in the minigyms? Importing the package registers every indicator."""

from livskraft.modules.minigym.indicators import equipment, hours, staff, upkeep

__all__ = ["equipment", "hours", "staff", "upkeep"]

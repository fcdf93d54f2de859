"""What do the meeting places measure? Importing the package registers every indicator."""

from livskraft.modules.activities.indicators import lunch

__all__ = ["lunch"]

"""What do the meeting places measure? Importing the package registers every indicator."""

from livskraft.modules.activities.indicators import attendance, lunch, programme

__all__ = ["attendance", "lunch", "programme"]

"""What must somebody do at the meeting places? Importing the package registers every kind of duty."""

from livskraft.modules.activities.duties import attendance, lunch, programme

__all__ = ["attendance", "lunch", "programme"]

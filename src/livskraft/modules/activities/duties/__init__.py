"""What must somebody do at the meeting places? Importing the package registers every kind of duty."""

from livskraft.modules.activities.duties import attendance, lunch, programme, sign_ups

__all__ = ["attendance", "lunch", "programme", "sign_ups"]

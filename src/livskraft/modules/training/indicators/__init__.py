"""What do training and rehabilitation measure? Importing the package registers every indicator."""

from livskraft.modules.training.indicators import episodes, programmes

__all__ = ["episodes", "programmes"]

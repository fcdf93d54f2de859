"""What must somebody do about training and rehabilitation? Importing the package registers every kind of duty."""

from livskraft.modules.training.duties import episodes, kva, notes, programmes, rehab_programmes

__all__ = ["episodes", "kva", "notes", "programmes", "rehab_programmes"]

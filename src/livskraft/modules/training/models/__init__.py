"""What is kept of training?"""

from livskraft.modules.training.models.wellness import OwnMeasurement, OwnMeasurementQuerySet

__all__ = ["OwnMeasurement", "OwnMeasurementQuerySet"]

"""What is kept of training that the person answers for? No field here says anything about illness."""

from typing import Any

from django.db import models
from django.urls import reverse

from livskraft.modules.training.permissions import Permission
from livskraft.people.models import Person
from livskraft.questionnaires.models import Measurement


class OwnMeasurementQuerySet(models.QuerySet["OwnMeasurement"]):
    def visible_to(self, actor: Any) -> "OwnMeasurementQuerySet":
        """Of those whom the actor may see, noted at a unit where the actor measures."""
        units = actor.units(Permission.MEASURE)
        return self.filter(unit__in=units, person__in=Person.objects.visible_to(actor))

    def standing(self) -> "OwnMeasurementQuerySet":
        """Those that count, without what only the measurement by itself needs: nothing is decrypted for a curve."""
        return self.filter(withdrawn_at=None).defer("answers", "withdrawn_because")


class OwnMeasurement(Measurement):
    """What the person wanted measured, to follow themselves. It is shown without any words of what it means.

    Source: requirement MG-11; what a value means is said in health care only.
    """

    objects = OwnMeasurementQuerySet.as_manager()

    def get_absolute_url(self) -> str:
        return reverse("measurements", args=[self.person_id])

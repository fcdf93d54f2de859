"""What is kept of training that the person answers for? No field here says anything about illness."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from livskraft.modules.training.models.plans import DoseBase, ProgrammeBase, ResultBase, SessionBase
from livskraft.modules.training.permissions import Permission
from livskraft.modules.training.rules.vocabulary import Noted
from livskraft.people.models import Person
from livskraft.questionnaires.models import Measurement


class OwnMeasurementQuerySet(models.QuerySet["OwnMeasurement"]):
    def visible_to(self, actor: Any) -> "OwnMeasurementQuerySet":
        """Of those whom the actor may see, noted at a unit where the actor measures."""
        seen = Person.objects.visible_to(actor)
        return self.at_work(actor).filter(Q(person__in=seen) | Q(person__merged_into__in=seen))

    def at_work(self, actor: Any) -> "OwnMeasurementQuerySet":
        """Noted where the actor measures: of a person whom they have been let in to see."""
        return self.filter(unit__in=actor.units(Permission.MEASURE))

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


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    def visible_to(self, actor: Any) -> "ProgrammeQuerySet":
        """Of those whom the actor may see: to those who plan training all, to those who hold it what is done there."""
        seen = Person.objects.visible_to(actor)
        return self.at_work(actor).filter(Q(person__in=seen) | Q(person__merged_into__in=seen))

    def at_work(self, actor: Any) -> "ProgrammeQuerySet":
        """What the actor's post reaches: of a person whom they have been let in to see."""
        return self if actor.may(Permission.PLAN) else self.filter(site__in=actor.units(Permission.HOLD_SESSION))

    def open(self) -> "ProgrammeQuerySet":
        return self.filter(ended_at=None)


class Programme(ProgrammeBase):
    """What somebody does in training of their own. Nothing here says why."""

    objects = ProgrammeQuerySet.as_manager()

    class Meta(ProgrammeBase.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(ended_at__isnull=True),
                name="one_programme_per_person",
                violation_error_message=_("Det finns redan ett program."),
            )
        ]

    def get_absolute_url(self) -> str:
        return reverse("training_programme", args=[self.pk])


class Dose(DoseBase):
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="doses")


class TrainingSession(SessionBase):
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="sessions")
    noted = models.CharField(_("ifyllt av"), max_length=20, choices=Noted.choices)

    class Meta(SessionBase.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "on"],
                name="one_session_a_day",
                violation_error_message=_("Dagens pass är redan ifyllt."),
            )
        ]


class Result(ResultBase):
    session = models.ForeignKey(TrainingSession, models.CASCADE, related_name="results")
    dose = models.ForeignKey(Dose, models.PROTECT, related_name="+", db_index=False)

    class Meta(ResultBase.Meta):
        constraints = [models.UniqueConstraint(fields=["session", "dose"], name="a_dose_is_done_once_a_session")]

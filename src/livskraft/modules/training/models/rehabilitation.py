"""What is done and measured in rehabilitation? In the store of health care, like the journal."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from livskraft.kit.crypto import EncryptedTextField
from livskraft.modules.training.models.episodes import Episode
from livskraft.modules.training.models.journal import JournalledElsewhere, Note
from livskraft.modules.training.models.plans import DoseBase, ProgrammeBase, ResultBase, SessionBase
from livskraft.questionnaires.models import Measurement


class _OfEpisodes(models.QuerySet[Any]):
    def visible_to(self, actor: Any) -> "_OfEpisodes":
        """As the episode that it belongs to."""
        return self.filter(episode__in=Episode.objects.visible_to(actor))


class RehabProgramme(ProgrammeBase):
    episode = models.ForeignKey(Episode, models.PROTECT, related_name="programmes")

    objects = _OfEpisodes.as_manager()

    class Meta(ProgrammeBase.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["episode"],
                condition=Q(ended_at__isnull=True),
                name="one_programme_per_episode",
                violation_error_message=_("Perioden har redan ett program."),
            )
        ]

    def get_absolute_url(self) -> str:
        return reverse("rehab_programme", args=[self.pk])


class RehabDose(DoseBase):
    """A dose with what to mind for this patient, in words."""

    programme = models.ForeignKey(RehabProgramme, models.PROTECT, related_name="doses")
    remark = EncryptedTextField(_("särskilt för patienten"), blank=True, default="")


class RehabSession(SessionBase):
    """A session is journalled by a note here, or by what stands elsewhere; until then it is a duty."""

    episode = models.ForeignKey(Episode, models.PROTECT, related_name="sessions")
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+", db_index=False)
    programme = models.ForeignKey(RehabProgramme, models.PROTECT, null=True, blank=True, related_name="sessions")
    note = models.ForeignKey(Note, models.PROTECT, null=True, blank=True, related_name="sessions")
    elsewhere = models.ForeignKey(JournalledElsewhere, models.PROTECT, null=True, blank=True, related_name="sessions")

    objects = _OfEpisodes.as_manager()

    class Meta(SessionBase.Meta):
        indexes = [
            *SessionBase.Meta.indexes,
            models.Index(
                fields=["unit", "on"],
                condition=Q(note__isnull=True, elsewhere__isnull=True),
                name="rehab_session_without_a_note",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="a_session_is_journalled_in_one_place", condition=Q(note__isnull=True) | Q(elsewhere__isnull=True)
            )
        ]


class RehabResult(ResultBase):
    session = models.ForeignKey(RehabSession, models.CASCADE, related_name="results")
    dose = models.ForeignKey(RehabDose, models.PROTECT, related_name="+", db_index=False)

    class Meta(ResultBase.Meta):
        constraints = [models.UniqueConstraint(fields=["session", "dose"], name="a_rehab_dose_is_done_once_a_session")]


class RehabMeasurementQuerySet(models.QuerySet["RehabMeasurement"]):
    def visible_to(self, actor: Any) -> "RehabMeasurementQuerySet":
        return self.filter(episode__in=Episode.objects.visible_to(actor))

    def standing(self) -> "RehabMeasurementQuerySet":
        """Those that count, without what only the measurement by itself needs: nothing is decrypted for a curve."""
        return self.filter(withdrawn_at=None).defer("answers", "withdrawn_because")


class RehabMeasurement(Measurement):
    """An assessment. What it means may be said here, and only here."""

    episode = models.ForeignKey(Episode, models.PROTECT, related_name="measurements")

    objects = RehabMeasurementQuerySet.as_manager()

    def get_absolute_url(self) -> str:
        return reverse("rehab_measurements", args=[self.episode_id])

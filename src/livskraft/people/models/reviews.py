"""Which readings in the log did the manager look at, and what was found? Who asked for what is kept about them?"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from livskraft.kit.crypto import EncryptedTextField
from livskraft.people.rules.vocabulary import Mark


class LogReview(models.Model):
    """One month's check of who has read persons' records at a unit.

    Source: SoLPuL (2001:454) 10 §; PDL (2008:355) 4:3.
    """

    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+")
    month = models.DateField(_("månad"), help_text="Its first day")
    drawn_at = models.DateTimeField()
    drawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    readings = models.PositiveIntegerField(_("läsningar under månaden"))
    rule = models.TextField(_("hur urvalet gjordes"), default="")
    conclusion = EncryptedTextField(_("slutsats"), blank=True, default="")
    finished_at = models.DateTimeField(null=True, blank=True)
    finished_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-month", "-pk"]
        constraints = [models.UniqueConstraint(fields=["unit", "month"], name="one_log_review_a_month")]

    def __str__(self) -> str:
        return f"{self.unit} {self.month:%Y-%m}"


class SampledReading(models.Model):
    """An entry of the audit that was drawn, and the manager's mark."""

    review = models.ForeignKey(LogReview, models.CASCADE, related_name="sample")
    entry = models.ForeignKey("access.AuditEntry", models.PROTECT, related_name="+")
    signals = models.JSONField(_("vad som stack ut"), default=list)
    mark = models.CharField(_("bedömning"), max_length=20, choices=Mark.choices, blank=True)
    note = EncryptedTextField(_("anteckning"), blank=True, default="")
    marked_at = models.DateTimeField(null=True, blank=True)
    marked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["review", "entry"], name="a_reading_is_drawn_once")]

    def __str__(self) -> str:
        return f"{self.entry_id}"


class AccessReport(models.Model):
    """That somebody was told what Livskraft keeps about them, because they asked. What it said is not kept.

    Source: EU 2016/679 art. 15; PDL (2008:355) 8:5.
    """

    class How(models.TextChoices):
        IN_PERSON = "in_person", _("På plats")
        BY_PHONE = "by_phone", _("Per telefon")
        IN_WRITING = "in_writing", _("Skriftligt")
        THROUGH_SOMEBODY = "through_somebody", _("Genom ombud eller god man")

    person = models.ForeignKey("people.Person", models.CASCADE, related_name="access_reports")
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+")
    asked_on = models.DateField(_("när personen bad om det"))
    how = models.CharField(_("hur personen bad om det"), max_length=20, choices=How.choices)
    note = EncryptedTextField(_("anteckning"), blank=True, default="")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d}"

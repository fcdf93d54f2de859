"""Who knows a person, since when and why, how did they change hands, and who broke the glass?"""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from livskraft.kit.crypto import EncryptedTextField
from livskraft.kit.periods import holds_on
from livskraft.people.rules.vocabulary import Purpose


class CareRelationQuerySet(models.QuerySet["CareRelation"]):
    def holding_on(self, day: Any) -> "CareRelationQuerySet":
        return self.filter(holds_on(day))


class CareRelation(models.Model):
    """That a unit has to do with a person, from a day until another. Written in the action that makes the fact."""

    person = models.ForeignKey("people.Person", models.CASCADE, related_name="relations")
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+")
    purpose = models.CharField(_("varför"), max_length=30, choices=Purpose.choices)
    starts = models.DateField(_("från och med"))
    ends = models.DateField(_("till"), null=True, blank=True)
    # What was written by whoever said that the unit has to do with somebody whom the caregiver knew already.
    reason = EncryptedTextField(_("skäl"), blank=True, default="")

    objects = CareRelationQuerySet.as_manager()

    class Meta:
        ordering = ["-starts", "pk"]
        indexes = [models.Index(fields=["unit", "person", "ends"])]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "unit", "purpose", "starts"], name="one_relation_per_purpose_and_start"
            ),
            models.CheckConstraint(
                name="relation_ends_after_start", condition=Q(ends__isnull=True) | Q(ends__gt=F("starts"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} – {self.get_purpose_display()}"


class Handover(models.Model):
    """That a person's records went from one caregiver to another."""

    person = models.ForeignKey("people.Person", models.CASCADE, related_name="handovers")
    from_keeper = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+")
    to_keeper = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+")
    to_unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+")
    on = models.DateField(_("från och med"))
    reason = EncryptedTextField(_("skäl"))
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.from_keeper} → {self.to_keeper}"


class BreakGlass(models.Model):
    """That somebody opened a person whom their unit has nothing to do with, why, and what the manager said of it."""

    person = models.ForeignKey("people.Person", models.CASCADE, related_name="broken_glass")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+")
    reason = EncryptedTextField(_("skäl"))
    at = models.DateTimeField()
    until = models.DateTimeField()
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    justified = models.BooleanField(_("det var befogat"), null=True, blank=True)
    review = EncryptedTextField(_("chefens bedömning"), blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["user", "unit", "until"]),
            models.Index(fields=["unit"], condition=Q(reviewed_at__isnull=True), name="broken_glass_unreviewed"),
        ]
        constraints = [models.CheckConstraint(name="glass_is_open_a_while", condition=Q(until__gt=F("at")))]

    def __str__(self) -> str:
        return f"{self.user} {self.at:%Y-%m-%d}"

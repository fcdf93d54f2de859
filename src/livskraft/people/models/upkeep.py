"""Who turned out to be one and the same, what is to be thrown away, and what must not be?"""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from livskraft.kit.crypto import EncryptedTextField
from livskraft.people.rules.imported import KEPT
from livskraft.people.rules.vocabulary import Regime


class Merge(models.Model):
    """That two persons were one. Only a pointer moved, so that it can be taken back."""

    kept = models.ForeignKey("people.Person", models.CASCADE, related_name="+")
    gone = models.ForeignKey("people.Person", models.CASCADE, related_name="+")
    # Those who had been merged into `gone` before, and point to `kept` since then.
    followed = models.JSONField(default=list)
    # What `kept` took over, and what stood there before: JSON, empty when nothing was.
    taken = EncryptedTextField(blank=True, default="")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["gone"], condition=Q(undone_at__isnull=True), name="merged_away_once_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.gone_id} → {self.kept_id}"


class ToldApart(models.Model):
    """That two who look like one are not, so that nobody is asked again. `one` has the lower id."""

    one = models.ForeignKey("people.Person", models.CASCADE, related_name="+")
    other = models.ForeignKey("people.Person", models.CASCADE, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["one", "other"], condition=Q(undone_at__isnull=True), name="told_apart_once_at_a_time"
            ),
            models.CheckConstraint(name="told_apart_in_order", condition=Q(one__lt=F("other"))),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} ≠ {self.other_id}"


class LegalHold(models.Model):
    """That a person's records must stay, whatever the rules say, until somebody lifts it."""

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="holds")
    reason = EncryptedTextField(_("skäl"))
    reference = models.CharField(_("diarienummer"), max_length=60, blank=True)
    placed_at = models.DateTimeField()
    placed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-placed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(lifted_at__isnull=True), name="one_legal_hold_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return self.reference or f"{self.pk}"


class RetentionRule(models.Model):
    """How long this municipality keeps records of a regime; replaces the rule that comes along, until it is ended."""

    regime = models.CharField(_("regelverk"), max_length=10, choices=Regime.choices)
    keep_all = models.BooleanField(_("allt bevaras"), default=False)
    years = models.PositiveSmallIntegerField(_("år efter sista anteckningen"), null=True, blank=True)
    kept_birth_days = models.JSONField(_("födelsedagar som bevaras för forskning"), default=list)
    source = models.CharField(_("källa"), max_length=300)
    made_at = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["regime"], condition=Q(ended_at__isnull=True), name="one_rule_of_a_regime_at_a_time"
            ),
            models.CheckConstraint(
                name="kept_for_years_or_for_ever",
                condition=Q(keep_all=True) | Q(years__isnull=False),
                violation_error_message=_("Ange hur många år, eller att allt bevaras."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_regime_display()


class PurgeOrder(models.Model):
    """That records are to be thrown away: what was previewed, who decided, and when it was carried out."""

    regime = models.CharField(_("regelverk"), max_length=10, choices=Regime.choices)
    rule = models.TextField(_("regeln som den var"))
    last_note_before = models.DateField(_("sista anteckning före"))
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reference = models.CharField(_("beslutets diarienummer"), max_length=60, blank=True)
    executed_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.pk}"


class PurgeLine(models.Model):
    """One person's records in an order. The person is a number here, since they may be gone afterwards."""

    order = models.ForeignKey(PurgeOrder, models.CASCADE, related_name="lines")
    person_id = models.PositiveBigIntegerField()
    last_note = models.DateField()
    records = models.PositiveIntegerField(default=0)
    whole_person = models.BooleanField(default=False)
    spared = models.CharField(max_length=120, blank=True, help_text="Why nothing was thrown away after all")
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["order", "person_id"], name="a_person_once_per_purge")]

    def __str__(self) -> str:
        return f"{self.person_id}"


class Release(models.Model):
    """That a person's signed records may go now: there only while an order to throw them away is carried out.

    The database asks here before it lets go of a row that is otherwise insert-only.
    """

    person_id = models.PositiveBigIntegerField(unique=True)
    regime = models.CharField(max_length=10, choices=Regime.choices)
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.person_id}"


class PersonUploadQuerySet(models.QuerySet["PersonUpload"]):
    def visible_to(self, actor: Any) -> "PersonUploadQuerySet":
        """Those of the actor's own unit, never of one below it, as long as they are kept."""
        if not actor.assignment:
            return self.none()
        return self.filter(unit=actor.assignment.unit_id, uploaded_at__gt=actor.at - KEPT)


class PersonUpload(models.Model):
    """A list of persons that has been read but not yet taken in. What it holds, and what the file was called, is
    encrypted; when it is taken in only the numbers of the summary are left."""

    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+")
    content = EncryptedTextField()
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    taken_in_at = models.DateTimeField(null=True, blank=True)
    summary = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)

    objects = PersonUploadQuerySet.as_manager()

    class Meta:
        ordering = ["-uploaded_at", "-pk"]

    def __str__(self) -> str:
        return str(_("Listan med personer"))

    def get_absolute_url(self) -> str:
        return reverse("person_upload", args=[self.pk])

"""Who came, how many came, and what support was given?"""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from livskraft.modules.activities.models.programme import Occasion
from livskraft.modules.activities.rules.vocabulary import AgeGroup, CountedGender, SupportKind
from livskraft.people.models import Person


class Attendance(models.Model):
    """That a person came to an occasion. Site and day are kept with it, so that ten years can be counted."""

    occasion = models.ForeignKey(Occasion, models.PROTECT, related_name="attendances")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    site = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+", db_index=False)
    on = models.DateField()
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["site", "on", "person"]),
            models.Index(fields=["person", "on"]),
        ]
        constraints = [models.UniqueConstraint(fields=["occasion", "person"], name="a_person_came_once")]

    def __str__(self) -> str:
        return f"{self.occasion_id}:{self.person_id}"


class HeadCount(models.Model):
    """How many of an age group and gender came to an occasion, without saying who."""

    occasion = models.ForeignKey(Occasion, models.PROTECT, related_name="head_counts")
    site = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+", db_index=False)
    on = models.DateField()
    age_group = models.CharField(_("ålder"), max_length=20, choices=AgeGroup.choices)
    gender = models.CharField(_("kön"), max_length=10, choices=CountedGender.choices)
    number = models.PositiveIntegerField(_("antal"), validators=[MaxValueValidator(2000)])

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["site", "on"])]
        constraints = [
            models.UniqueConstraint(fields=["occasion", "age_group", "gender"], name="one_count_per_group"),
        ]

    def __str__(self) -> str:
        return f"{self.occasion_id} {self.age_group} {self.gender}"


class Correction(models.Model):
    """What was changed in an attendance after it had been taken. Insert-only."""

    occasion = models.ForeignKey(Occasion, models.PROTECT, related_name="corrections")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    # By number, since the person may be thrown away later and the correction stays.
    person_id = models.PositiveBigIntegerField(null=True, blank=True)
    was = models.CharField(max_length=60)
    became = models.CharField(max_length=60)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.occasion_id}: {self.was} → {self.became}"


class Support(models.Model):
    """Support that staff or therapists gave to those who train on their own responsibility; about nobody in particular.

    Source: Uppdragsbeskrivning Minigym (friskvård is not journalled).
    """

    occasion = models.ForeignKey(Occasion, models.PROTECT, related_name="supports")
    site = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+")
    on = models.DateField()
    kind = models.CharField(_("vad"), max_length=10, choices=SupportKind.choices)
    visitors = models.PositiveSmallIntegerField(_("antal besökare"), validators=[MaxValueValidator(200)])
    minutes = models.PositiveSmallIntegerField(_("minuter"), validators=[MaxValueValidator(600)])
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    role = models.CharField(max_length=40)
    noted_at = models.DateTimeField()

    class Meta:
        ordering = ["-noted_at", "-pk"]
        indexes = [models.Index(fields=["site", "on"])]
        constraints = [
            models.CheckConstraint(
                name="support_was_given_to_somebody",
                condition=Q(visitors__gte=1, minutes__gte=1),
                violation_error_message=_("Ange minst en besökare och minst en minut."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.occasion_id} {self.kind}"

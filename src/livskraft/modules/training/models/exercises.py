"""Which exercises are there, on which equipment, and what stands together as a beginning to adapt?"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from livskraft.modules.training.rules.vocabulary import Measure


class ExerciseQuerySet(models.QuerySet["Exercise"]):
    def current(self) -> "ExerciseQuerySet":
        """Without those that have been taken out of the library."""
        return self.filter(retired_at=None)


class Exercise(models.Model):
    """Something one does, with or without equipment; the same to everybody, and about nobody."""

    name = models.CharField(_("namn"), max_length=80)
    name_key = models.CharField(max_length=90, unique=True)
    sort_key = models.CharField(max_length=200)
    # None is an exercise without equipment, which is where an alternative often is.
    kind = models.ForeignKey(
        "minigym.EquipmentKind", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("utrustning")
    )
    steps = models.TextField(_("så här gör du"))
    warning = models.CharField(_("tänk på"), max_length=300, blank=True)
    measure = models.CharField(_("räknas i"), max_length=20, choices=Measure.choices)
    loaded = models.BooleanField(_("har en vikt att ställa in"), default=False)
    alternative = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("i stället, när det inte går")
    )
    picture = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    picture_text = models.CharField(_("vad bilden visar"), max_length=200, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = ExerciseQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "pk"]
        constraints = [
            models.CheckConstraint(
                name="a_picture_is_described",
                condition=Q(picture__isnull=True) | ~Q(picture_text=""),
                violation_error_message=_("Skriv vad bilden visar, för den som inte ser den."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("exercise", args=[self.pk])


class Template(models.Model):
    """Exercises to begin from. There are no doses in it: a programme is never given to somebody as it stands."""

    name = models.CharField(_("namn"), max_length=80)
    name_key = models.CharField(max_length=90, unique=True)
    sort_key = models.CharField(max_length=200)
    exercises = models.ManyToManyField(Exercise, related_name="+", verbose_name=_("övningar"))
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["sort_key", "pk"]

    def __str__(self) -> str:
        return self.name

"""What do a programme, a dose and a session look like, whichever store they are in?"""

from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from livskraft.modules.training.models.exercises import Exercise
from livskraft.modules.training.rules.vocabulary import Caution, Progression
from livskraft.people.models import Person

USER = settings.AUTH_USER_MODEL
UNIT = "organisation.Unit"
MOST_SETS, MOST_REPETITIONS, MOST_SECONDS, MOST_KILOS, MOST_EFFORT = 10, 100, 3600, Decimal(300), 10
_COUNTED = (MinValueValidator(1), MaxValueValidator(MOST_REPETITIONS))
_TIMED = (MinValueValidator(1), MaxValueValidator(MOST_SECONDS))
_LOADED = (MinValueValidator(0), MaxValueValidator(MOST_KILOS))
_FELT = (MaxValueValidator(MOST_EFFORT),)


class ProgrammeBase(models.Model):
    """Exercises for one person, until they are gone through anew. Each legal regime has its own table.

    `unit` is where whoever made it works, `site` where the person trains.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    unit = models.ForeignKey(UNIT, models.PROTECT, related_name="+")
    site = models.ForeignKey(UNIT, models.PROTECT, related_name="+", verbose_name=_("tränar på"))
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    review_on = models.DateField(_("gås igenom senast"))
    ended_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True
        ordering = ["-made_at", "-pk"]
        indexes = [
            models.Index(fields=["site", "review_on"], condition=Q(ended_at=None), name="%(class)s_open_at_site"),
            models.Index(fields=["unit", "review_on"], condition=Q(ended_at=None), name="%(class)s_open_at_unit"),
        ]

    def __str__(self) -> str:
        return gettext("Programmet från %(day)s") % {"day": f"{timezone.localdate(self.made_at):%Y-%m-%d}"}


class DoseBase(models.Model):
    """How much of an exercise, and when it becomes more. What the exercise is not counted in is left empty."""

    exercise = models.ForeignKey(Exercise, models.PROTECT, related_name="+", verbose_name=_("övning"))
    position = models.PositiveSmallIntegerField()
    sets = models.PositiveSmallIntegerField(
        _("omgångar"), validators=[MinValueValidator(1), MaxValueValidator(MOST_SETS)]
    )
    repetitions = models.PositiveSmallIntegerField(_("gånger"), null=True, blank=True, validators=_COUNTED)
    seconds = models.PositiveSmallIntegerField(_("sekunder"), null=True, blank=True, validators=_TIMED)
    kilos = models.DecimalField(_("kilo"), max_digits=4, decimal_places=1, null=True, blank=True, validators=_LOADED)
    effort = models.PositiveSmallIntegerField(_("ansträngning, 0–10"), null=True, blank=True, validators=_FELT)
    progression = models.CharField(_("ökas"), max_length=20, choices=Progression.choices)
    caution = models.CharField(_("tänk på"), max_length=20, choices=Caution.choices, blank=True)
    # A dose that was changed is ended, and another takes its place: what was done was done by the one that held.
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="%(class)s_is_counted",
                condition=Q(repetitions__isnull=False) | Q(seconds__isnull=False),
                violation_error_message=_("Skriv hur många gånger eller hur länge."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.exercise_id} {self.position}"


class SessionBase(models.Model):
    """That the person trained. Site and day are kept with it, so that ten years can be counted."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    site = models.ForeignKey(UNIT, models.PROTECT, related_name="+", db_index=False)
    on = models.DateField(_("dag"))
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+", db_index=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["site", "on"]), models.Index(fields=["person", "on"])]

    def __str__(self) -> str:
        return gettext("Passet %(day)s") % {"day": self.on}


class ResultBase(models.Model):
    """What was done of a dose in a session. No words: what somebody felt is health care's to write."""

    sets = models.PositiveSmallIntegerField(_("omgångar"), validators=[MaxValueValidator(MOST_SETS)])
    repetitions = models.PositiveSmallIntegerField(_("gånger"), null=True, blank=True, validators=_COUNTED)
    seconds = models.PositiveSmallIntegerField(_("sekunder"), null=True, blank=True, validators=_TIMED)
    kilos = models.DecimalField(_("kilo"), max_digits=4, decimal_places=1, null=True, blank=True, validators=_LOADED)
    effort = models.PositiveSmallIntegerField(_("ansträngning, 0–10"), null=True, blank=True, validators=_FELT)

    class Meta:
        abstract = True
        ordering = ["pk"]

"""Which self-checks does a minigym make, what did they find, and is it seen to?"""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from livskraft.modules.minigym.models.equipment import Equipment
from livskraft.modules.minigym.models.gyms import Gym
from livskraft.modules.minigym.models.hours import Closure
from livskraft.modules.minigym.models.inspections import FollowUp
from livskraft.modules.minigym.permissions import Permission
from livskraft.modules.minigym.rules import Every


class CheckTemplateQuerySet(models.QuerySet["CheckTemplate"]):
    def visible_to(self, actor: Any) -> "CheckTemplateQuerySet":
        """The municipality's templates, and those of the gyms that the actor sees."""
        return self.filter(Q(gym__isnull=True) | Q(gym__site__in=actor.units(Permission.VIEW)))

    def in_force(self) -> "CheckTemplateQuerySet":
        return self.filter(ended_on__isnull=True)


class CheckTemplate(models.Model):
    """A self-check: the municipality's, made in every gym, or a gym's own."""

    name = models.CharField(_("namn"), max_length=80)
    every = models.CharField(_("hur ofta"), max_length=10, choices=Every.choices)
    gym = models.ForeignKey(
        Gym, models.CASCADE, null=True, blank=True, related_name="own_templates", help_text="Empty: every gym"
    )
    ended_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = CheckTemplateQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class CheckPoint(models.Model):
    """A point of a template. Its words never change: a point that is reworded is dropped, and another added."""

    template = models.ForeignKey(CheckTemplate, models.CASCADE, related_name="points")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(_("punkt"), max_length=200)
    dropped = models.BooleanField(default=False)

    class Meta:
        ordering = ["template", "position", "pk"]

    def __str__(self) -> str:
        return self.text


class CheckRoutineQuerySet(models.QuerySet["CheckRoutine"]):
    def visible_to(self, actor: Any) -> "CheckRoutineQuerySet":
        return self.filter(gym__site__in=actor.units(Permission.VIEW))

    def in_force(self) -> "CheckRoutineQuerySet":
        return self.filter(gym__closed__isnull=True, template__ended_on__isnull=True)


class CheckRoutine(models.Model):
    """That a gym makes a self-check. `done_for` begins the latest period that counts as done, kept by the actions."""

    gym = models.ForeignKey(Gym, models.CASCADE, related_name="routines")
    template = models.ForeignKey(CheckTemplate, models.CASCADE, related_name="routines")
    done_for = models.DateField()

    objects = CheckRoutineQuerySet.as_manager()

    class Meta:
        ordering = ["gym", "template"]
        indexes = [models.Index(fields=["done_for"])]
        constraints = [models.UniqueConstraint(fields=["gym", "template"], name="one_routine_per_gym_and_template")]

    def __str__(self) -> str:
        return f"{self.gym}: {self.template}"


class SelfCheckQuerySet(models.QuerySet["SelfCheck"]):
    def visible_to(self, actor: Any) -> "SelfCheckQuerySet":
        return self.filter(gym__site__in=actor.units(Permission.VIEW))

    def unfinished(self) -> "SelfCheckQuerySet":
        return self.filter(finished_at__isnull=True)


class SelfCheck(models.Model):
    """One self-check of a gym, for the week or month that begins on `period`; those who walk at once share it."""

    gym = models.ForeignKey(Gym, models.PROTECT, related_name="self_checks")
    template = models.ForeignKey(CheckTemplate, models.PROTECT, related_name="self_checks")
    period = models.DateField()
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    finished_at = models.DateTimeField(null=True, blank=True)
    finished_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = SelfCheckQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at", "-pk"]
        indexes = [models.Index(fields=["gym", "-started_at"])]
        constraints = [models.UniqueConstraint(fields=["gym", "template", "period"], name="one_self_check_per_period")]

    def __str__(self) -> str:
        return f"{self.template} {self.gym} {self.period}"

    def get_absolute_url(self) -> str:
        return reverse("self_check", args=[self.pk])


class CheckAnswer(models.Model):
    """What was found at a point: as it should be, or a deviation in words."""

    self_check = models.ForeignKey(SelfCheck, models.CASCADE, related_name="answers")
    point = models.ForeignKey(CheckPoint, models.PROTECT, related_name="answers")
    ok = models.BooleanField()
    remark = models.CharField(_("vad som avviker"), max_length=1000, blank=True)
    photo = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField()
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["self_check", "point"]
        constraints = [
            models.UniqueConstraint(fields=["self_check", "point"], name="one_answer_per_point"),
            models.CheckConstraint(
                name="deviation_needs_words",
                condition=Q(ok=True) | ~Q(remark=""),
                violation_error_message=_("Skriv vad som avviker."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.point}: {self.remark or 'OK'}"


class DeviationQuerySet(models.QuerySet["Deviation"]):
    def visible_to(self, actor: Any) -> "DeviationQuerySet":
        return self.filter(gym__site__in=actor.units(Permission.VIEW))

    def open(self) -> "DeviationQuerySet":
        return self.filter(closed_at__isnull=True)

    def to_mend(self) -> "DeviationQuerySet":
        """The open, and those that are closed here because their item is followed up, while it is."""
        followed_up = Q(follow_up__isnull=False, follow_up__closed_at__isnull=True)
        return self.filter(Q(closed_at__isnull=True) | followed_up)


class Deviation(models.Model):
    """Something that is not as it should be in a gym, who sees to it, and what was done.

    One that stopped an item is seen to as that item's follow-up, and is closed from the start.
    """

    gym = models.ForeignKey(Gym, models.PROTECT, related_name="deviations")
    answer = models.OneToOneField(CheckAnswer, models.PROTECT, related_name="deviation")
    item = models.ForeignKey(Equipment, models.PROTECT, null=True, blank=True, related_name="deviations")
    follow_up = models.ForeignKey(FollowUp, models.PROTECT, null=True, blank=True, related_name="deviations")
    closure = models.ForeignKey(Closure, models.PROTECT, null=True, blank=True, related_name="deviations")
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("ansvarig"),
        help_text="Empty: the unit manager",
    )
    due = models.DateField(_("klart senast"))
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(_("vad som gjordes"), max_length=1000, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = DeviationQuerySet.as_manager()

    class Meta:
        ordering = ["due", "pk"]
        indexes = [models.Index(fields=["gym", "due"], condition=Q(closed_at__isnull=True), name="open_deviations")]

    def __str__(self) -> str:
        return f"{self.gym}: {self.answer.remark}"

    def get_absolute_url(self) -> str:
        return reverse("deviation", args=[self.pk])

    @property
    def is_followed_up(self) -> bool:
        """Whether what is left to do is done as the item's follow-up."""
        return bool(self.closed_at and self.follow_up and not self.follow_up.closed_at)

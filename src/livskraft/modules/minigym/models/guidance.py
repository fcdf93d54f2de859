"""Who has been guided on which equipment, until when, and who usually holds the staffed hours?"""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from livskraft.kit.formats import clock
from livskraft.modules.minigym.models.equipment import EquipmentKind
from livskraft.modules.minigym.models.gyms import Gym
from livskraft.modules.minigym.permissions import Permission
from livskraft.modules.minigym.rules import Weekday


class GuidanceOccasionQuerySet(models.QuerySet["GuidanceOccasion"]):
    def visible_to(self, actor: Any) -> "GuidanceOccasionQuerySet":
        return self.filter(site__in=actor.units(Permission.SEE_GUIDANCE))


class GuidanceOccasion(models.Model):
    """That a physiotherapist guided a group of staff on some equipment at a site, on a day.

    Source: 000 Fysioterapeut (guides care staff so that they can support visitors).
    """

    site = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+", verbose_name=_("trygghetsboende"))
    on = models.DateField(_("dag"))
    until = models.DateField(_("gäller till och med"))
    note = models.CharField(_("anteckning"), max_length=400, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = GuidanceOccasionQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["site", "-on"])]
        constraints = [
            models.CheckConstraint(
                name="guidance_ends_after_it_was_given",
                condition=Q(until__gt=F("on")),
                violation_error_message=_("Vägledningen kan inte ta slut innan den är given."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.site} {self.on}"

    def get_absolute_url(self) -> str:
        return reverse("guidance_occasion", args=[self.pk])


class GuidanceQuerySet(models.QuerySet["Guidance"]):
    def current(self) -> "GuidanceQuerySet":
        """The latest of each person, kind and site that has not been taken back; it may have run out."""
        return self.filter(current=True)

    def valid_on(self, day: date) -> "GuidanceQuerySet":
        return self.filter(current=True, on__lte=day, until__gte=day)

    def held_on(self, day: date) -> "GuidanceQuerySet":
        """What was valid on a day that has been, also when it has been renewed or taken back since."""
        return self.filter(Q(ended_at__isnull=True) | Q(ended_at__date__gt=day), on__lte=day, until__gte=day)


class Guidance(models.Model):
    """One person's guidance on one kind at a site. `current` is kept by the actions: the latest that was not ended."""

    occasion = models.ForeignKey(GuidanceOccasion, models.CASCADE, related_name="given")
    site = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    kind = models.ForeignKey(EquipmentKind, models.PROTECT, related_name="+")
    on = models.DateField()
    until = models.DateField()
    day_ends = models.DateTimeField(help_text="What was approved before this moment was taught")
    current = models.BooleanField(default=False)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    ended_because = models.CharField(_("skäl"), max_length=300, blank=True)

    objects = GuidanceQuerySet.as_manager()

    class Meta:
        ordering = ["person__sort_key", "kind__sort_key", "-on"]
        indexes = [
            models.Index(fields=["site", "until"], condition=Q(current=True), name="current_guidance_at_site"),
            models.Index(fields=["person", "site", "until"], condition=Q(current=True), name="current_guidance_person"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["site", "person", "kind"], condition=Q(current=True), name="one_current_guidance"
            ),
            models.UniqueConstraint(fields=["occasion", "person", "kind"], name="guided_once_per_occasion"),
            models.CheckConstraint(
                name="ended_guidance_is_not_current", condition=Q(ended_at__isnull=True) | Q(current=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.kind} {self.on}"


class StaffedTurn(models.Model):
    """Who usually holds a staffed span of the week. Not a rota: who truly comes on a day is not known here."""

    gym = models.ForeignKey(Gym, models.CASCADE, related_name="turns")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    weekday = models.PositiveSmallIntegerField(_("dag"), choices=Weekday.choices)
    starts = models.TimeField(_("från"))
    ends = models.TimeField(_("till"))

    class Meta:
        ordering = ["gym", "weekday", "starts", "person"]
        constraints = [
            models.UniqueConstraint(fields=["gym", "weekday", "starts", "ends", "person"], name="holds_a_turn_once"),
            models.CheckConstraint(name="turn_ends_after_start", condition=Q(ends__gt=F("starts"))),
        ]

    def __str__(self) -> str:
        return f"{self.gym} {self.get_weekday_display()} {clock(self.starts)}: {self.person}"

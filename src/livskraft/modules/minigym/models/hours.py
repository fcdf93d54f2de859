"""When is a minigym open and staffed, when is it not as usual, and is it closed until further notice?"""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from livskraft.kit.formats import hours
from livskraft.modules.minigym.models.gyms import Gym
from livskraft.modules.minigym.permissions import Permission
from livskraft.modules.minigym.rules import Weekday


class OpeningHours(models.Model):
    """A span of local time on a day of the week when the gym is open, or when staff is there to support.

    A gym without any has told no hours, which is not the same as closed.
    """

    gym = models.ForeignKey(Gym, models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField(_("dag"), choices=Weekday.choices)
    staffed = models.BooleanField(_("bemannat"), default=False)
    starts = models.TimeField(_("från"))
    ends = models.TimeField(_("till"))

    class Meta:
        ordering = ["gym", "weekday", "staffed", "starts"]
        constraints = [
            models.UniqueConstraint(fields=["gym", "weekday", "staffed", "starts"], name="hours_begin_once"),
            models.CheckConstraint(
                name="hours_end_after_start",
                condition=Q(ends__gt=F("starts")),
                violation_error_message=_("Sluttiden måste vara senare än starttiden."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gym} {self.get_weekday_display()} {hours(self.starts, self.ends)}"


class HoursException(models.Model):
    """The days, both included, when a gym is closed or has other hours than usual."""

    gym = models.ForeignKey(Gym, models.CASCADE, related_name="hours_exceptions")
    first_day = models.DateField(_("från och med"))
    last_day = models.DateField(_("till och med"))
    opens = models.TimeField(_("öppnar"), null=True, blank=True, help_text="Empty: closed these days")
    closes = models.TimeField(_("stänger"), null=True, blank=True)
    staffed_from = models.TimeField(_("bemannat från"), null=True, blank=True, help_text="Empty: not staffed")
    staffed_until = models.TimeField(_("bemannat till"), null=True, blank=True)
    reason = models.CharField(_("vad som gäller"), max_length=200, help_text="Shown to the public")
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["gym", "first_day"]
        indexes = [models.Index(fields=["gym", "last_day"])]
        constraints = [
            models.CheckConstraint(
                name="exception_ends_after_start",
                condition=Q(last_day__gte=F("first_day")),
                violation_error_message=_("Den sista dagen kan inte ligga före den första."),
            ),
            models.CheckConstraint(
                name="exception_is_closed_or_has_both_times",
                condition=Q(opens__isnull=True, closes__isnull=True)
                | Q(opens__isnull=False, closes__isnull=False, closes__gt=F("opens")),
                violation_error_message=_("Skriv både när minigymmet öppnar och när det stänger."),
            ),
            models.CheckConstraint(
                name="exception_staffed_while_open",
                condition=Q(staffed_from__isnull=True, staffed_until__isnull=True)
                | Q(
                    opens__isnull=False,
                    staffed_from__gte=F("opens"),
                    staffed_until__lte=F("closes"),
                    staffed_until__gt=F("staffed_from"),
                ),
                violation_error_message=_("Den bemannade tiden måste ligga inom öppettiden."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gym} {self.first_day}: {self.reason}"

    def holds_on(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day


class ClosureQuerySet(models.QuerySet["Closure"]):
    def visible_to(self, actor: Any) -> "ClosureQuerySet":
        return self.filter(gym__site__in=actor.units(Permission.VIEW))

    def open(self) -> "ClosureQuerySet":
        return self.filter(ended_at__isnull=True)


class Closure(models.Model):
    """That a gym was closed until further notice, why, and when it opened again."""

    gym = models.ForeignKey(Gym, models.CASCADE, related_name="closures")
    since = models.DateTimeField()
    reason = models.CharField(_("skäl"), max_length=400, help_text="Shown to the public")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_reason = models.CharField(max_length=400, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = ClosureQuerySet.as_manager()

    class Meta:
        ordering = ["-since"]
        constraints = [
            models.UniqueConstraint(fields=["gym"], condition=Q(ended_at__isnull=True), name="one_open_closure_per_gym")
        ]

    def __str__(self) -> str:
        return f"{self.gym}: {self.reason}"

    def holds_at(self, moment: datetime) -> bool:
        return self.since <= moment and (self.ended_at is None or moment < self.ended_at)

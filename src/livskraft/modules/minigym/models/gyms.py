"""Which minigyms are there, and is their inventory list confirmed and printed?"""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from livskraft.modules.minigym.models.tokens import RandomToken, new_token
from livskraft.modules.minigym.permissions import Permission


class GymQuerySet(models.QuerySet["Gym"]):
    def visible_to(self, actor: Any) -> "GymQuerySet":
        return self.filter(site__in=actor.units(Permission.VIEW))

    def editable_by(self, actor: Any) -> "GymQuerySet":
        return self.filter(site__in=actor.units(Permission.EDIT))

    def open(self) -> "GymQuerySet":
        return self.filter(closed__isnull=True)


class Gym(models.Model):
    """A minigym at a site. Not a unit: it belongs to its site."""

    site = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+", verbose_name=_("trygghetsboende"))
    name = models.CharField(_("namn"), max_length=120)
    sort_key = models.CharField(max_length=240, db_index=True)
    room = models.CharField(_("lokal"), max_length=120, blank=True)
    opened = models.DateField(_("öppnat"), null=True, blank=True)
    closed = models.DateField(_("stängt"), null=True, blank=True)
    token = models.CharField(max_length=40, default=new_token, db_default=RandomToken())
    list_changed_at = models.DateTimeField(help_text="When anything that stands in the inventory list last changed")
    # Later changes do not move these: what has waited for a week is late, however often it is touched.
    unconfirmed_since = models.DateTimeField(
        null=True, blank=True, help_text="When the first change was made that nobody has confirmed"
    )
    unprinted_since = models.DateTimeField(
        null=True, blank=True, help_text="When the first change was made that the printed binder lacks"
    )
    version = models.PositiveIntegerField(default=1)

    objects = GymQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["site", "name"],
                name="gym_name_unique_at_site",
                violation_error_message=_("Det finns redan ett minigym med det namnet här."),
            ),
            models.UniqueConstraint(fields=["token"], name="gym_token_once"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("gym_page", args=[self.pk])

    @property
    def full_name(self) -> str:
        """The site and the gym, without saying the site twice."""
        return self.name if self.site.name in self.name else f"{self.site.name}, {self.name}"


class ListConfirmation(models.Model):
    """That the inventory list was confirmed as current.

    Source: 000 Inventarielista (the unit manager sees to it that the list is current).
    """

    gym = models.ForeignKey(Gym, models.CASCADE, related_name="confirmations")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    items = models.PositiveIntegerField()

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["gym", "-at"])]

    def __str__(self) -> str:
        return f"{self.gym} {self.at:%Y-%m-%d}"


class BinderPrint(models.Model):
    """That the list was printed and put in the binder; `number` is the version printed on the paper.

    Source: 000 Inventarielista (kept in a binder in the unit).
    """

    gym = models.ForeignKey(Gym, models.CASCADE, related_name="prints")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["gym", "-at"])]
        constraints = [models.UniqueConstraint(fields=["gym", "number"], name="binder_number_once_per_gym")]

    def __str__(self) -> str:
        return f"{self.gym} version {self.number}"


# Hundreds of lists are packed in half a minute; after this the worker was ended in the middle.
GIVEN_UP = timedelta(minutes=15)


class BinderArchiveQuerySet(models.QuerySet["BinderArchive"]):
    def visible_to(self, actor: Any) -> "BinderArchiveQuerySet":
        """One's own, and only in the assignment whose gyms it holds."""
        if actor.user is None or actor.assignment is None or not actor.may(Permission.VIEW):
            return self.none()
        return self.filter(by=actor.user, assignment=actor.assignment)


class BinderArchive(models.Model):
    """The lists of all gyms within somebody's reach, on their way into one file."""

    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    assignment = models.ForeignKey("access.Assignment", models.PROTECT, related_name="+")
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True, blank=True)
    failed = models.BooleanField(default=False)
    file = models.ForeignKey("files.StoredFile", models.SET_NULL, null=True, blank=True, related_name="+")

    objects = BinderArchiveQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.by} {self.at:%Y-%m-%d}"

    def is_over(self, now: datetime) -> bool:
        """Whether nobody works on it any more: packed, failed, or left by a worker that was ended."""
        return bool(self.finished_at) or now - self.at >= GIVEN_UP

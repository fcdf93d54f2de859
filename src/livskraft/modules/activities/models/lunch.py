"""What is for lunch, when, at what price, who has booked, and how many portions were served?"""

from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from livskraft.kit.crypto import EncryptedTextField
from livskraft.modules.activities.permissions import Permission
from livskraft.modules.activities.rules.vocabulary import Allergen


class LunchServiceQuerySet(models.QuerySet["LunchService"]):
    def visible_to(self, actor: Any) -> "LunchServiceQuerySet":
        return self.filter(site__in=actor.units(Permission.VIEW))


class LunchService(models.Model):
    """That a meeting place serves lunch: days, hours, price and how it is booked."""

    site = models.OneToOneField("organisation.Unit", models.PROTECT, related_name="+", verbose_name=_("plats"))
    weekdays = models.JSONField(_("veckodagar"), default=list, help_text="Monday is 0")
    from_time = models.TimeField(_("från"))
    to_time = models.TimeField(_("till"))
    price = models.DecimalField(_("pris"), max_digits=8, decimal_places=2, null=True, blank=True)
    note = models.CharField(_("bra att veta"), max_length=300, blank=True)
    bookable = models.BooleanField(_("kan bokas"), default=False)
    portions = models.PositiveSmallIntegerField(_("portioner som kan bokas"), null=True, blank=True)
    book_before = models.TimeField(_("boka senast samma dag klockan"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = LunchServiceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="lunch_ends_after_start",
                condition=Q(to_time__gt=F("from_time")),
                violation_error_message=_("Lunchen kan inte sluta innan den börjar."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.site}"


class Dish(models.Model):
    """A dish on a day's menu."""

    site = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+")
    on = models.DateField(_("dag"))
    name = models.CharField(_("rätt"), max_length=160)
    vegetarian = models.BooleanField(_("vegetarisk"), default=False)
    allergens = models.JSONField(_("allergener"), null=True, blank=True, help_text="Null: nobody has said")
    place = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["on", "place", "pk"]
        indexes = [models.Index(fields=["site", "on"])]

    def __str__(self) -> str:
        return self.name

    @property
    def contains(self) -> str | None:
        """The allergens in words, "" for none, None when nobody has said."""
        if self.allergens is None:
            return None
        return ", ".join(str(Allergen(each).label).lower() for each in self.allergens)


class LunchBookingQuerySet(models.QuerySet["LunchBooking"]):
    def visible_to(self, actor: Any) -> "LunchBookingQuerySet":
        return self.filter(site__in=actor.units(Permission.SIGN_UP))

    def standing(self) -> "LunchBookingQuerySet":
        return self.filter(cancelled_at=None)

    def untold(self) -> "LunchBookingQuerySet":
        """Cancelled by the meeting place, and nobody has told the guest."""
        return self.filter(cancelled_at__isnull=False, told_at=None).exclude(reason="")


class LunchBooking(models.Model):
    """Portions that somebody has asked for on a day. The name is forgotten when the meal is long past."""

    site = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+")
    on = models.DateField(_("dag"))
    name = EncryptedTextField(_("namn"), blank=True, default="")
    portions = models.PositiveSmallIntegerField(
        _("portioner"), default=1, validators=[MinValueValidator(1), MaxValueValidator(50)]
    )
    booked_at = models.DateTimeField()
    booked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    cancelled_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(
        max_length=200, blank=True, help_text="Why the meeting place cancelled it; empty when the guest did"
    )
    told_at = models.DateTimeField(null=True, blank=True, help_text="When the guest heard that it is cancelled")
    forgotten = models.BooleanField(default=False, help_text="The name has been taken away")

    objects = LunchBookingQuerySet.as_manager()

    class Meta:
        ordering = ["on", "pk"]
        indexes = [models.Index(fields=["site", "on"])]

    def __str__(self) -> str:
        return f"{self.site} {self.on}"


class LunchCount(models.Model):
    """How many portions were served on a day."""

    site = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+")
    on = models.DateField(_("dag"))
    portions = models.PositiveIntegerField(_("serverade portioner"), validators=[MaxValueValidator(2000)])
    counted_at = models.DateTimeField()
    counted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["on"]
        constraints = [models.UniqueConstraint(fields=["site", "on"], name="portions_counted_once_a_day")]

    def __str__(self) -> str:
        return f"{self.site} {self.on}"

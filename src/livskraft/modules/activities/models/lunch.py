"""What is for lunch, when, at what price, who has booked, and how many portions were served?"""

from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from livskraft.kit.crypto import EncryptedTextField
from livskraft.modules.activities.permissions import Permission


class LunchServiceQuerySet(models.QuerySet["LunchService"]):
    def visible_to(self, actor: Any) -> "LunchServiceQuerySet":
        return self.filter(site__in=actor.units(Permission.VIEW))


class LunchService(models.Model):
    """That a meeting place serves lunch: days, hours, price and how it is booked."""

    site = models.OneToOneField("organisation.Unit", models.PROTECT, related_name="+", verbose_name=_("plats"))
    weekdays = models.JSONField(_("veckodagar"), default=list)
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
    allergens = models.JSONField(_("allergener"), default=list)
    allergens_known = models.BooleanField(_("allergenerna är kontrollerade"), default=False)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["on", "order", "pk"]
        indexes = [models.Index(fields=["site", "on"])]

    def __str__(self) -> str:
        return self.name


class LunchBooking(models.Model):
    """Portions that somebody has asked for on a day. A person who is registered, or a name."""

    site = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+")
    on = models.DateField(_("dag"))
    person = models.ForeignKey("people.Person", models.PROTECT, null=True, blank=True, related_name="+")
    name = EncryptedTextField(_("namn"), blank=True, default="")
    portions = models.PositiveSmallIntegerField(
        _("portioner"), default=1, validators=[MinValueValidator(1), MaxValueValidator(50)]
    )
    booked_at = models.DateTimeField()
    booked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    cancelled_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

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
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["on"]
        constraints = [models.UniqueConstraint(fields=["site", "on"], name="portions_counted_once_a_day")]

    def __str__(self) -> str:
        return f"{self.site} {self.on}"

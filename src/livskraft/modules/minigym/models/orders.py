"""Which service was ordered from whom, for which items, and what did it cost?"""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from livskraft.modules.minigym.models.equipment import Equipment
from livskraft.modules.minigym.models.gyms import Gym
from livskraft.modules.minigym.models.regimes import Agreement
from livskraft.modules.minigym.permissions import Permission


class ServiceOrderQuerySet(models.QuerySet["ServiceOrder"]):
    def visible_to(self, actor: Any) -> "ServiceOrderQuerySet":
        return self.filter(gym__site__in=actor.units(Permission.VIEW))

    def open(self) -> "ServiceOrderQuerySet":
        return self.filter(performed_on__isnull=True, cancelled_at__isnull=True)


class ServiceOrder(models.Model):
    """An order to the firm of an agreement; the agreement decides which items it may hold and who is invoiced."""

    gym = models.ForeignKey(Gym, models.PROTECT, related_name="orders")
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="orders")
    yearly = models.BooleanField(
        _("årlig service"), default=True, help_text="False: other maintenance, which is no yearly service"
    )
    text = models.TextField(_("ordertext"), max_length=4000)
    ordered_at = models.DateTimeField()
    ordered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    booked_on = models.DateField(_("bokad dag"), null=True, blank=True)
    performed_on = models.DateField(_("utförd"), null=True, blank=True)
    cost = models.DecimalField(_("kostnad (kr)"), max_digits=10, decimal_places=2, null=True, blank=True)
    invoice = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    protocol = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_reason = models.CharField(_("skäl"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ServiceOrderQuerySet.as_manager()

    class Meta:
        ordering = ["-ordered_at"]
        indexes = [
            models.Index(fields=["gym", "-ordered_at"]),
            models.Index(
                fields=["gym"],
                condition=Q(performed_on__isnull=True, cancelled_at__isnull=True),
                name="open_service_orders",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="order_cost_not_negative",
                condition=Q(cost__isnull=True) | Q(cost__gte=0),
                violation_error_message=_("Kostnaden kan inte vara negativ."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.gym} – {self.agreement.firm}"

    def get_absolute_url(self) -> str:
        return reverse("service_order", args=[self.pk])


class ServiceOrderLine(models.Model):
    """An item in an order, and whether it was serviced; unknown only while the order is open."""

    order = models.ForeignKey(ServiceOrder, models.CASCADE, related_name="lines")
    item = models.ForeignKey(Equipment, models.PROTECT, related_name="order_lines")
    performed = models.BooleanField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["item"], condition=Q(performed__isnull=True), name="open_order_lines")]
        constraints = [models.UniqueConstraint(fields=["order", "item"], name="item_once_per_order")]

    def __str__(self) -> str:
        return str(self.item)

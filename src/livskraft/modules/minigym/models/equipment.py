"""What stands in a minigym, is it in use, and where has it been?"""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from livskraft.kit.fields import PartialDateField
from livskraft.modules.minigym.models.gyms import Gym
from livskraft.modules.minigym.models.regimes import Regime
from livskraft.modules.minigym.models.tokens import new_token
from livskraft.modules.minigym.permissions import Permission
from livskraft.modules.minigym.rules import Status, UsageClass


class EquipmentKind(models.Model):
    """A kind of equipment, such as leg press."""

    name = models.CharField(_("namn"), max_length=80, unique=True)
    sort_key = models.CharField(max_length=160)
    group = models.CharField(_("grupp"), max_length=20)
    is_fixture = models.BooleanField(
        _("fast inredning"), default=False, help_text="000 Service och underhåll: ribbstolar ses som fast utrustning"
    )

    class Meta:
        ordering = ["sort_key"]

    def __str__(self) -> str:
        return self.name


class EquipmentQuerySet(models.QuerySet["Equipment"]):
    def visible_to(self, actor: Any) -> "EquipmentQuerySet":
        return self.filter(gym__site__in=actor.units(Permission.VIEW))

    def kept(self) -> "EquipmentQuerySet":
        """Everything but the retired: what stands in the inventory list."""
        return self.exclude(status=Status.RETIRED)

    def in_use(self) -> "EquipmentQuerySet":
        return self.filter(status=Status.IN_USE)

    def stopped(self) -> "EquipmentQuerySet":
        return self.filter(status=Status.OUT_OF_USE)


class Equipment(models.Model):
    """One item. `inspected` and `serviced` are the latest of its history, kept by the actions that record it."""

    gym = models.ForeignKey(Gym, models.PROTECT, related_name="items")
    kind = models.ForeignKey(EquipmentKind, models.PROTECT, related_name="items", verbose_name=_("slag"))
    number = models.CharField(_("märkning"), max_length=40, blank=True)
    sort_key = models.CharField(max_length=240)
    regime = models.ForeignKey(Regime, models.PROTECT, related_name="items", verbose_name=_("ansvar"))
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.IN_USE)
    make = models.CharField(_("fabrikat"), max_length=80, blank=True)
    model = models.CharField(_("modell"), max_length=80, blank=True)
    serial_number = models.CharField(_("serienummer"), max_length=80, blank=True)
    standard = models.CharField(_("säkerhetsstandard"), max_length=80, blank=True)
    usage_class = models.CharField(_("klass"), max_length=10, choices=UsageClass.choices, blank=True)
    max_user_weight = models.PositiveSmallIntegerField(_("högsta brukarvikt (kg)"), null=True, blank=True)
    acquired = PartialDateField(_("anskaffad"), null=True, blank=True)
    supplier = models.CharField(_("leverantör"), max_length=80, blank=True)
    price = models.DecimalField(_("inköpspris (kr)"), max_digits=10, decimal_places=2, null=True, blank=True)
    warranty_until = PartialDateField(_("garanti till"), null=True, blank=True)
    placement = models.CharField(_("placering"), max_length=80, blank=True)
    supplementary = models.BooleanField(_("kompletterande utrustning"), null=True, blank=True)
    is_medical_device = models.BooleanField(_("medicinteknisk produkt"), null=True, blank=True)
    note = models.CharField(_("anmärkning"), max_length=400, blank=True)
    photo = models.ForeignKey("files.StoredFile", models.SET_NULL, null=True, blank=True, related_name="+")
    documents = models.ManyToManyField("files.StoredFile", blank=True, related_name="+")
    inspected = PartialDateField(_("senast besiktad"), null=True, blank=True)
    serviced = PartialDateField(_("senaste service"), null=True, blank=True)
    token = models.CharField(max_length=22, unique=True, default=new_token)
    import_key = models.CharField(max_length=80, blank=True, help_text="Workbook, sheet and row that it was read from")
    retired_on = models.DateField(_("kasserad"), null=True, blank=True)
    retired_reason = models.CharField(_("skäl till kassering"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = EquipmentQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "pk"]
        indexes = [models.Index(fields=["gym", "sort_key"]), models.Index(fields=["status", "regime", "inspected"])]
        constraints = [
            models.CheckConstraint(
                name="retired_has_day_and_reason",
                condition=~Q(status=Status.RETIRED) | (Q(retired_on__isnull=False) & ~Q(retired_reason="")),
                violation_error_message=_("Ange dag och skäl för att kassera."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}".strip()

    def get_absolute_url(self) -> str:
        return reverse("equipment_page", args=[self.pk])


class Stop(models.Model):
    """That an item was taken out of use, and when it came back."""

    item = models.ForeignKey(Equipment, models.CASCADE, related_name="stops")
    since = models.DateTimeField()
    reason = models.CharField(_("skäl"), max_length=400)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_reason = models.CharField(max_length=400, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-since"]
        constraints = [
            models.UniqueConstraint(fields=["item"], condition=Q(ended_at__isnull=True), name="one_open_stop_per_item")
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.reason}"


class Move(models.Model):
    """That an item moved to another gym, with its QR code, history and open follow-ups."""

    item = models.ForeignKey(Equipment, models.CASCADE, related_name="moves")
    before = models.ForeignKey(Gym, models.PROTECT, related_name="+")
    after = models.ForeignKey(Gym, models.PROTECT, related_name="+")
    on = models.DateField()
    reason = models.CharField(_("skäl"), max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.item}: {self.before} → {self.after}"

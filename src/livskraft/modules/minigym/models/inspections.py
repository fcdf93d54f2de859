"""What did inspections find, what was serviced, and what is followed up?"""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from livskraft.kit.fields import PartialDateField
from livskraft.modules.minigym.models.equipment import Equipment, Stop
from livskraft.modules.minigym.models.gyms import Gym
from livskraft.modules.minigym.permissions import Permission
from livskraft.modules.minigym.rules import RegimeKey, Verdict


class RoundQuerySet(models.QuerySet["Round"]):
    def visible_to(self, actor: Any) -> "RoundQuerySet":
        return self.filter(gym__site__in=actor.units(Permission.VIEW))

    def unfinished(self) -> "RoundQuerySet":
        return self.filter(finished_at__isnull=True)


class Round(models.Model):
    """One inspection of a gym: walked item by item on a phone, or a firm's protocol typed in."""

    gym = models.ForeignKey(Gym, models.PROTECT, related_name="rounds")
    on = models.DateField(_("besiktningsdag"))
    inspector = models.CharField(_("besiktningsman"), max_length=120)
    firm = models.ForeignKey(
        "organisation.Unit", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("firma")
    )
    regime = models.CharField(
        _("omfattar"),
        max_length=20,
        choices=RegimeKey.choices,
        blank=True,
        default="",
        help_text="Whose items the round holds; empty: everything but fixtures",
    )
    typed_in = models.BooleanField(default=False, help_text="A firm's protocol, typed in by the manager")
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    finished_at = models.DateTimeField(null=True, blank=True)
    finished_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    missed = models.ManyToManyField(
        Equipment, blank=True, related_name="+", help_text="What the round held and did not see to when it was finished"
    )
    counts_as_service = models.BooleanField(_("besöket var också årlig service"), default=False)
    cost = models.DecimalField(_("kostnad (kr)"), max_digits=10, decimal_places=2, null=True, blank=True)
    protocol = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    invoice = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    signed_protocol = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]
        indexes = [
            models.Index(fields=["gym", "-on"]),
            models.Index(fields=["gym"], condition=Q(finished_at__isnull=True), name="unfinished_rounds"),
        ]
        constraints = [
            models.CheckConstraint(
                name="round_cost_not_negative",
                condition=Q(cost__isnull=True) | Q(cost__gte=0),
                violation_error_message=_("Kostnaden kan inte vara negativ."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.gym} {self.on}"

    def get_absolute_url(self) -> str:
        return reverse("inspection_round", args=[self.pk])


class Inspection(models.Model):
    """The verdict on one item. Never rewritten once its round is finished."""

    item = models.ForeignKey(Equipment, models.PROTECT, related_name="inspections")
    round = models.ForeignKey(Round, models.PROTECT, null=True, blank=True, related_name="inspections")
    on = PartialDateField(_("besiktad"))
    verdict = models.CharField(_("resultat"), max_length=10, choices=Verdict.choices)
    remark = models.CharField(_("anmärkning"), max_length=1000, blank=True)
    photo = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    stop = models.ForeignKey(
        Stop, models.PROTECT, null=True, blank=True, related_name="+", help_text="The stop that this verdict made"
    )
    imported = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["item", "-on"])]
        constraints = [
            models.UniqueConstraint(fields=["round", "item"], name="one_verdict_per_item_and_round"),
            models.CheckConstraint(
                name="remark_needs_words",
                condition=Q(verdict=Verdict.OK) | ~Q(remark="") | Q(imported=True),
                violation_error_message=_("Skriv vad anmärkningen gäller."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.on}: {self.get_verdict_display()}"


class Service(models.Model):
    """That an item was serviced."""

    item = models.ForeignKey(Equipment, models.PROTECT, related_name="services")
    on = PartialDateField(_("service utförd"))
    firm = models.ForeignKey("organisation.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    order = models.ForeignKey("minigym.ServiceOrder", models.PROTECT, null=True, blank=True, related_name="services")
    round = models.ForeignKey(Round, models.PROTECT, null=True, blank=True, related_name="services")
    note = models.CharField(_("anteckning"), max_length=400, blank=True)
    imported = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["item", "-on"])]

    def __str__(self) -> str:
        return f"{self.item} {self.on}"


class FollowUpQuerySet(models.QuerySet["FollowUp"]):
    def visible_to(self, actor: Any) -> "FollowUpQuerySet":
        return self.filter(item__gym__site__in=actor.units(Permission.VIEW))

    def open(self) -> "FollowUpQuerySet":
        return self.filter(closed_at__isnull=True)


class FollowUp(models.Model):
    """What must be done about a remark or a stop, and that it was."""

    item = models.ForeignKey(Equipment, models.PROTECT, related_name="follow_ups")
    inspection = models.ForeignKey(Inspection, models.PROTECT, null=True, blank=True, related_name="follow_ups")
    severity = models.CharField(_("allvarlighetsgrad"), max_length=10, choices=Verdict.choices)
    what = models.CharField(_("vad som ska åtgärdas"), max_length=1000)
    due = models.DateField(_("klart senast"))
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    done_on = models.DateField(_("åtgärdat"), null=True, blank=True)
    outcome = models.CharField(_("vad som gjordes"), max_length=1000, blank=True)
    evidence = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        ordering = ["due", "pk"]
        indexes = [
            models.Index(fields=["item", "closed_at"]),
            models.Index(fields=["due"], condition=Q(closed_at__isnull=True), name="open_follow_ups"),
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.what}"

    def get_absolute_url(self) -> str:
        return reverse("follow_up", args=[self.pk])

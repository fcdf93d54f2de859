"""What has somebody said is wrong with a machine or a gym, and what came of it?"""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from livskraft.modules.minigym.models.equipment import Equipment
from livskraft.modules.minigym.models.gyms import Gym
from livskraft.modules.minigym.models.inspections import FollowUp
from livskraft.modules.minigym.models.tokens import new_token
from livskraft.modules.minigym.permissions import Permission
from livskraft.modules.minigym.rules import Outcome, Symptom


class FaultQuerySet(models.QuerySet["Fault"]):
    def visible_to(self, actor: Any) -> "FaultQuerySet":
        return self.filter(gym__site__in=actor.units(Permission.SEE_FAULTS))

    def open(self) -> "FaultQuerySet":
        return self.filter(closed_at__isnull=True)

    def leading(self) -> "FaultQuerySet":
        """One for each fault, however many have reported it."""
        return self.filter(same_as__isnull=True)


class Fault(models.Model):
    """A fault of an item, or of the gym when there is no item. Anybody may report one; nothing says who a visitor is.

    Reports of the same fault are joined to the first of them, `same_as`, and share what comes of it. `gym` is where the
    item stands, and follows it when it moves.
    """

    gym = models.ForeignKey(Gym, models.PROTECT, related_name="faults")
    item = models.ForeignKey(Equipment, models.PROTECT, null=True, blank=True, related_name="faults")
    symptom = models.CharField(_("vad som är fel"), max_length=20, choices=Symptom.choices)
    words = models.CharField(_("med egna ord"), max_length=1000, blank=True)
    photo = models.ForeignKey("files.StoredFile", models.SET_NULL, null=True, blank=True, related_name="+")
    token = models.CharField(max_length=22, unique=True, default=new_token)
    reported_at = models.DateTimeField()
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    due = models.DateField(help_text="The last day for somebody to look at it")
    same_as = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="same")
    follow_up = models.ForeignKey(FollowUp, models.PROTECT, null=True, blank=True, related_name="faults")
    owner_asked_at = models.DateTimeField(null=True, blank=True, help_text="When the property owner was written to")
    outcome = models.CharField(_("utfall"), max_length=20, choices=Outcome.choices, blank=True)
    answer = models.CharField(_("vad som gjordes"), max_length=1000, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = FaultQuerySet.as_manager()

    class Meta:
        ordering = ["due", "pk"]
        indexes = [
            models.Index(fields=["item", "reported_at"]),
            models.Index(fields=["gym", "reported_at"]),
            models.Index(
                fields=["gym", "due"],
                condition=Q(closed_at__isnull=True, same_as__isnull=True, follow_up__isnull=True),
                name="faults_to_look_at",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="fault_closed_with_outcome",
                condition=Q(closed_at__isnull=True, outcome="") | (Q(closed_at__isnull=False) & ~Q(outcome="")),
            ),
            models.CheckConstraint(name="fault_not_same_as_itself", condition=~Q(same_as=models.F("pk"))),
        ]

    def __str__(self) -> str:
        return f"{self.item or self.gym}: {self.get_symptom_display()}"

    def get_absolute_url(self) -> str:
        return reverse("fault_page", args=[self.pk])

    @property
    def lead(self) -> "Fault":
        """The report that this one is joined to, or itself."""
        return self.same_as or self

    @property
    def told(self) -> str:
        """What is wrong, in one line: what was chosen and what was written."""
        return f"{self.get_symptom_display()}. {self.words}".strip() if self.words else self.get_symptom_display()

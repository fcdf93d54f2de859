"""What has the patient blocked from other units, and who opened it all the same?"""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from livskraft.kit.crypto import EncryptedTextField
from livskraft.modules.training.permissions import Permission
from livskraft.modules.training.rules.vocabulary import Lifted
from livskraft.people.models import Person

USER = settings.AUTH_USER_MODEL
UNIT = "organisation.Unit"


class BlockQuerySet(models.QuerySet["Block"]):
    def visible_to(self, actor: Any) -> "BlockQuerySet":
        """That it exists is shown to all who write in the caregiver's journal about somebody whom they may see."""
        if actor.caregiver is None or not actor.may(Permission.JOURNAL):
            return self.none()
        seen = Person.objects.visible_to(actor)
        return self.filter(Q(person__in=seen) | Q(person__merged_into__in=seen), keeper=actor.caregiver)

    def standing(self) -> "BlockQuerySet":
        return self.filter(ended_at=None)


class Block(models.Model):
    """That the patient has blocked what is written at `unit` from the caregiver's other units. Source: PDL 4:4."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    keeper = models.ForeignKey(UNIT, models.PROTECT, related_name="+")
    unit = models.ForeignKey(UNIT, models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")

    objects = BlockQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "unit"],
                condition=Q(ended_at__isnull=True),
                name="one_block_per_unit",
                violation_error_message=_("Det finns redan en spärr."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.unit_id}"


class Lift(models.Model):
    """That somebody opened what is blocked, for a while and for themselves. Source: PDL 4:5."""

    block = models.ForeignKey(Block, models.PROTECT, related_name="lifts")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    user = models.ForeignKey(USER, models.PROTECT, related_name="+")
    ground = models.CharField(_("grund"), max_length=20, choices=Lifted.choices)
    reason = EncryptedTextField(_("varför"))
    at = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [models.CheckConstraint(name="a_block_is_open_a_while", condition=Q(until__gt=F("at")))]

    def __str__(self) -> str:
        return f"{self.block_id} {self.at:%Y-%m-%d}"

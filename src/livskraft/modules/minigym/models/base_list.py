"""What should every trygghetsboende have, by the municipality's own decision?"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from livskraft.modules.minigym.models.equipment import EquipmentKind


class BaseListEntry(models.Model):
    """A kind that every trygghetsboende should have, and how many of it. Local rule: no document states the list."""

    kind = models.OneToOneField(EquipmentKind, models.PROTECT, related_name="+", verbose_name=_("slag"))
    number = models.PositiveSmallIntegerField(_("antal"), default=1)

    class Meta:
        ordering = ["kind__sort_key"]
        constraints = [
            models.CheckConstraint(
                name="base_list_asks_for_some",
                condition=Q(number__gt=0),
                violation_error_message=_("Ange minst en."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.number}"

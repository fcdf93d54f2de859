"""Which intervals has the municipality set itself, because no document states them?"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from livskraft.modules.minigym.models.regimes import MONTHS
from livskraft.modules.minigym.rules import INTERVALS, LocalRuleKey


class LocalRule(models.Model):
    """One setting of a rule's months, added each time it is changed; the newest holds."""

    key = models.CharField(max_length=20, choices=LocalRuleKey.choices)
    months = models.PositiveSmallIntegerField(_("månader"), choices=MONTHS)
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["key", "-pk"]
        indexes = [models.Index(fields=["key", "-id"])]
        constraints = [
            models.CheckConstraint(
                name="local_rule_has_known_interval",
                condition=Q(months__in=INTERVALS),
                violation_error_message=_("Välj ett av intervallen i listan."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_key_display()}: {self.months}"

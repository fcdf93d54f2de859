"""What did people add to a duty by hand? A note, or that it waits until a day; the duty itself is never stored."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class DutyNote(models.Model):
    """The latest overlay of a duty, by the duty's key."""

    key = models.CharField(max_length=120, unique=True)
    unit = models.ForeignKey("organisation.Unit", models.CASCADE, related_name="+")
    text = models.CharField(_("anteckning"), max_length=400)
    waiting_until = models.DateField(_("väntar till"), null=True, blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.text

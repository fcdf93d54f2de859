"""What did people add to a duty by hand, and who wants the digest? The duty itself is never stored."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class DutyNoteQuerySet(models.QuerySet["DutyNote"]):
    def visible_to(self, actor: Any) -> "DutyNoteQuerySet":
        return self.filter(unit__in=actor.units())


class DutyNote(models.Model):
    """The latest overlay of a duty, by the duty's key."""

    key = models.CharField(max_length=120, unique=True)
    unit = models.ForeignKey("organisation.Unit", models.CASCADE, related_name="+")
    text = models.CharField(_("anteckning"), max_length=400)
    waiting_until = models.DateField(_("väntar till"), null=True, blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = DutyNoteQuerySet.as_manager()

    def __str__(self) -> str:
        return self.text


class DigestSetting(models.Model):
    """Whether a person wants the morning's e-mail, and the last day they got one. No row: they want it."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    wanted = models.BooleanField(default=True)
    sent_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.user_id}: {self.wanted}"

"""Which inventory workbooks were uploaded, how are they read, and what came of them?"""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from livskraft.kit.crypto import EncryptedTextField
from livskraft.modules.minigym.models.gyms import Gym
from livskraft.modules.minigym.permissions import Permission

# The worker needs seconds; after this it was ended in the middle, and somebody may try again.
GIVEN_UP = timedelta(minutes=15)


class InventoryUploadQuerySet(models.QuerySet["InventoryUpload"]):
    def visible_to(self, actor: Any) -> "InventoryUploadQuerySet":
        return self.filter(gym__site__in=actor.units(Permission.EDIT))


class InventoryUpload(models.Model):
    """A workbook on its way in: nothing of it counts before it is confirmed."""

    gym = models.ForeignKey(Gym, models.CASCADE, related_name="uploads")
    # The workbook is kept for a limited time; what came of it stays.
    file = models.ForeignKey("files.StoredFile", models.SET_NULL, null=True, related_name="+")
    filename = EncryptedTextField(_("filnamn"))
    sheet = models.CharField(_("blad"), max_length=80, blank=True)
    mapping = models.JSONField(null=True, blank=True, help_text="Field → column chosen by hand")
    fixes = models.JSONField(default=dict, blank=True, help_text='"row:field" → text typed in the preview')
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    queued_at = models.DateTimeField(null=True, blank=True, help_text="When a long list was handed to the worker")
    failed = models.CharField(max_length=400, blank=True, help_text="Why the worker could not bring it in")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    added = models.PositiveIntegerField(default=0)
    already_there = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    objects = InventoryUploadQuerySet.as_manager()

    class Meta:
        ordering = ["-uploaded_at"]

    def __str__(self) -> str:
        return self.filename

    def is_with_the_worker(self, now: datetime) -> bool:
        """Whether the worker has the list, or may have it still."""
        return bool(self.queued_at and not self.failed and now - self.queued_at < GIVEN_UP)

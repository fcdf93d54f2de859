"""Which files are kept, and what is known of each without opening it?"""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from livskraft.kit.crypto import EncryptedTextField


class Kind(models.TextChoices):
    PICTURE = "picture", _("Bild")
    PDF = "pdf", _("PDF")
    SPREADSHEET = "spreadsheet", _("Kalkylblad")
    GENERATED = "generated", _("Framställt dokument")


class StoredFile(models.Model):
    """A file on the encrypted disk. Never changed: a new version is a new file."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("slag"), max_length=12, choices=Kind.choices)
    content_type = models.CharField(_("innehållstyp"), max_length=100)
    # People name files after people.
    original_name = EncryptedTextField(_("namn"))
    size = models.PositiveBigIntegerField(_("storlek i byte"))
    sha256 = models.CharField(_("kontrollsumma"), max_length=64)
    created_at = models.DateTimeField(_("skapad"))
    # A plain number: users live on a floor above. The owning module knows and audits who it was.
    created_by = models.PositiveBigIntegerField(_("skapad av"), null=True, blank=True)
    retention_until = models.DateField(_("bevaras till och med"), null=True, blank=True, db_index=True)

    class Meta:
        verbose_name = _("fil")
        verbose_name_plural = _("filer")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"

"""Which unguessable codes do the QR labels carry, and which of them have been called in?"""

import secrets
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


def new_token() -> str:
    """128 random bits, for a QR code or a link that only its holder knows."""
    return secrets.token_urlsafe(16)


class RandomToken(models.Func):
    """As `new_token`, but made by the database, so that rows from before the column each get their own."""

    output_field = models.CharField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="lower(hex(randomblob(16)))", **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        # One random UUID has only 122 random bits.
        two = "replace(gen_random_uuid()::text || left(gen_random_uuid()::text, 8), '-', '')"
        return self.as_sql(compiler, connection, template=two, **context)


class RevokedToken(models.Model):
    """A code that no longer leads anywhere: whoever scans the old label is told so."""

    token = models.CharField(max_length=40, unique=True)
    item = models.ForeignKey("minigym.Equipment", models.CASCADE, null=True, related_name="revoked_tokens")
    gym = models.ForeignKey("minigym.Gym", models.CASCADE, null=True, related_name="revoked_tokens")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(_("skäl"), max_length=300)

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.item or self.gym}: {self.reason}"

"""Who has been asked to answer on their own phone, until when, and have they?"""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from livskraft.people.models import Person


class AnswerLinkQuerySet(models.QuerySet["AnswerLink"]):
    def open_at(self, moment: Any) -> "AnswerLinkQuerySet":
        """Those that can still be answered."""
        return self.filter(answered_at=None, revoked_at=None, until__gt=moment)


class AnswerLink(models.Model):
    """A secret address that leads to the questions and to nothing else: neither name nor earlier answers.

    `store` is the key of the store that receives the answers.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+")
    store = models.CharField(max_length=40)
    instrument = models.CharField(_("instrument"), max_length=40)
    # A keyed digest of what the address holds, never that itself.
    token = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    until = models.DateTimeField(_("kan besvaras till"))
    answered_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = AnswerLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.instrument} {self.made_at:%Y-%m-%d}"

"""Who has a calendar of their own sign-ups, and until when?"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from livskraft.people.models import Person


class PersonCalendar(models.Model):
    """That a person was given a secret address with what they have signed up for; one at a time."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    site = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+", help_text="Where it was given")
    # A keyed digest of what the address holds, never that itself.
    token = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(revoked_at__isnull=True),
                name="one_calendar_per_person",
                violation_error_message=_("Personen har redan en kalender."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.made_at:%Y-%m-%d}"

"""What has a person said yes to, to whom, in which words, and have they taken it back?"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from livskraft.people.rules.vocabulary import ConsentPurpose


class Consent(models.Model):
    """A yes for one purpose and one recipient. What was read to the person is kept with it."""

    class Given(models.TextChoices):
        WRITTEN = "written", _("Skriftligt")
        ORAL = "oral", _("Muntligt")

    person = models.ForeignKey("people.Person", models.CASCADE, related_name="consents")
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+")
    purpose = models.CharField(_("vad gäller det"), max_length=20, choices=ConsentPurpose.choices)
    recipient = models.CharField(_("vem får uppgifterna"), max_length=160)
    wording = models.TextField(_("vad personen har sagt ja till"))
    given = models.CharField(_("hur"), max_length=10, choices=Given.choices)
    given_on = models.DateField(_("den"))
    until = models.DateField(_("gäller till"), null=True, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    revoked_on = models.DateField(_("återkallat den"), null=True, blank=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-given_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="consent_is_revoked_after_it_was_given",
                condition=Q(revoked_on__isnull=True) | Q(revoked_on__gte=F("given_on")),
                violation_error_message=_("Ett samtycke kan inte återkallas innan det gavs."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()}: {self.recipient}"

"""Who owns, inspects and pays for an item, under which agreement and how often? Data, with its history."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from livskraft.kit.periods import holds_on
from livskraft.modules.minigym.rules import INTERVALS, Party, RegimeKey

MONTHS = [(months, str(months)) for months in INTERVALS]


class Regime(models.Model):
    """A responsibility regime. It follows who bought the item, never the word "kompletterande".

    Source: 000 Service och underhåll av utrustning.
    """

    key = models.CharField(max_length=20, unique=True, choices=RegimeKey.choices)
    name = models.CharField(_("namn"), max_length=80)
    description = models.CharField(_("förklaring"), max_length=300)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def version(self) -> int:
        """Another number as soon as terms have been added; terms are never rewritten."""
        newest: int | None = self.terms.aggregate(newest=models.Max("pk"))["newest"]
        return newest or 0


class RegimeTerms(models.Model):
    """What a regime means from a day on: a change adds terms and never rewrites the old."""

    regime = models.ForeignKey(Regime, models.PROTECT, related_name="terms")
    starts = models.DateField(_("gäller från"))
    owner = models.CharField(_("äger"), max_length=20, choices=Party.choices)
    inspector = models.CharField(_("besiktar"), max_length=20, choices=Party.choices)
    payer = models.CharField(_("betalar"), max_length=20, choices=Party.choices)
    inspection_months = models.PositiveSmallIntegerField(
        _("månader mellan besiktningar"), choices=MONTHS, null=True, blank=True
    )
    inspection_source = models.CharField(max_length=300, blank=True, help_text="Empty: a local rule")
    service_months = models.PositiveSmallIntegerField(
        _("månader mellan service"), choices=MONTHS, null=True, blank=True
    )
    service_source = models.CharField(max_length=300, blank=True, help_text="Empty: a local rule")

    class Meta:
        ordering = ["regime", "-starts"]
        constraints = [
            models.UniqueConstraint(fields=["regime", "starts"], name="one_set_of_terms_per_day"),
            models.CheckConstraint(
                name="terms_have_known_intervals",
                condition=(Q(inspection_months__isnull=True) | Q(inspection_months__in=INTERVALS))
                & (Q(service_months__isnull=True) | Q(service_months__in=INTERVALS)),
                violation_error_message=_("Välj ett av intervallen i listan."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.regime} från {self.starts}"


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def holding_on(self, day: date) -> "AgreementQuerySet":
        return self.filter(holds_on(day))


class Agreement(models.Model):
    """A service agreement: whose items a firm serves, and who is invoiced.

    `customer` is the municipality's unit for municipal items, a provider for its own.
    """

    regime = models.ForeignKey(Regime, models.PROTECT, related_name="agreements")
    customer = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+", verbose_name=_("beställare"))
    firm = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+", verbose_name=_("firma"))
    invoiced = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+", verbose_name=_("faktureras"))
    reference = models.CharField(_("avtalsnummer"), max_length=60, blank=True)
    starts = models.DateField(_("gäller från"))
    ends = models.DateField(_("gäller till"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        ordering = ["-starts"]
        constraints = [
            models.CheckConstraint(
                name="agreement_ends_after_start",
                condition=Q(ends__isnull=True) | Q(ends__gt=F("starts")),
                violation_error_message=_("Avtalet kan inte sluta innan det börjar."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.firm} ({self.reference})" if self.reference else str(self.firm)


class RegimeChange(models.Model):
    """That an item passed from one regime to another, and why."""

    item = models.ForeignKey("minigym.Equipment", models.CASCADE, related_name="regime_changes")
    before = models.ForeignKey(Regime, models.PROTECT, related_name="+")
    after = models.ForeignKey(Regime, models.PROTECT, related_name="+")
    on = models.DateField()
    reason = models.CharField(_("skäl"), max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.item}: {self.before} → {self.after}"

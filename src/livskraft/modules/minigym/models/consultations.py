"""What do manager and physiotherapist consult each other about, and has the physiotherapist what the work takes?"""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from livskraft.modules.minigym.models.equipment import EquipmentKind
from livskraft.modules.minigym.permissions import Permission
from livskraft.modules.minigym.rules import Condition, ConsultationKind, Decision, RegimeKey, regime_for
from livskraft.modules.minigym.rules import ConsultationParty as Side


class ConsultationQuerySet(models.QuerySet["Consultation"]):
    def visible_to(self, actor: Any) -> "ConsultationQuerySet":
        return self.filter(site__in=actor.units(Permission.SEE_CONSULTATIONS))

    def open(self) -> "ConsultationQuerySet":
        return self.filter(closed_at__isnull=True)


class Consultation(models.Model):
    """A question between the manager and the physiotherapist of a site; `turn` is whose move it is, empty when closed.

    Source: 000 Verksamhetschef (consults the physiotherapist on placement, planning, supplements and competence).
    """

    site = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+", verbose_name=_("trygghetsboende"))
    kind = models.CharField(_("gäller"), max_length=20, choices=ConsultationKind.choices)
    question = models.CharField(_("fråga"), max_length=2000)
    turn = models.CharField(max_length=20, choices=Side.choices, blank=True)
    due = models.DateField(_("senast"), help_text="When the one whose turn it is should have made their move")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    asked_as = models.CharField(max_length=20, choices=Side.choices)
    wanted_kind = models.ForeignKey(
        EquipmentKind, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("slag")
    )
    wanted = models.CharField(_("önskad utrustning"), max_length=200, blank=True)
    price = models.DecimalField(_("inköpspris (kr)"), max_digits=10, decimal_places=2, null=True, blank=True)
    yearly_cost = models.DecimalField(
        _("service och underhåll per år (kr)"), max_digits=10, decimal_places=2, null=True, blank=True
    )
    bought_by_municipality = models.BooleanField(_("köps in av"), null=True, blank=True)
    answer = models.CharField(_("svar"), max_length=2000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decision = models.CharField(_("beslut"), max_length=20, choices=Decision.choices, blank=True)
    outcome = models.CharField(_("utfall"), max_length=2000, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        indexes = [
            models.Index(fields=["site", "-asked_at"]),
            models.Index(fields=["turn", "site"], condition=Q(closed_at__isnull=True), name="open_consultations"),
        ]
        constraints = [
            models.CheckConstraint(
                name="closed_consultation_has_outcome",
                condition=Q(closed_at__isnull=True, outcome="", decision="") & ~Q(turn="")
                | Q(closed_at__isnull=False, turn="") & ~Q(outcome="") & ~Q(decision=""),
                violation_error_message=_("Skriv vad ni kom fram till."),
            ),
            models.CheckConstraint(
                name="supplement_says_what_and_who_buys",
                condition=~Q(kind=ConsultationKind.SUPPLEMENT)
                | ~Q(wanted="") & Q(price__isnull=False, bought_by_municipality__isnull=False),
                violation_error_message=_("Skriv vilken utrustning, vad den kostar och vem som köper den."),
            ),
            models.CheckConstraint(
                name="consultation_costs_not_negative",
                condition=(Q(price__isnull=True) | Q(price__gte=0))
                & (Q(yearly_cost__isnull=True) | Q(yearly_cost__gte=0)),
                violation_error_message=_("Kostnaden kan inte vara negativ."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.site}"

    def get_absolute_url(self) -> str:
        return reverse("consultation", args=[self.pk])

    @property
    def regime(self) -> RegimeKey | None:
        """The regime that the wanted equipment would get; None when the question is about something else."""
        if self.bought_by_municipality is None:
            return None
        fixture = bool(self.wanted_kind and self.wanted_kind.is_fixture)
        return regime_for(is_fixture=fixture, bought_by_municipality=self.bought_by_municipality)


class ConditionsAssessmentQuerySet(models.QuerySet["ConditionsAssessment"]):
    def visible_to(self, actor: Any) -> "ConditionsAssessmentQuerySet":
        """Those of the providers that the actor assesses for, and those that are about the actor."""
        seen = Q(provider__in=actor.units(Permission.ASSESS_CONDITIONS))
        if actor.user is not None and actor.may(Permission.SEE_CONDITIONS):
            about = ConditionsAssessment.objects.filter(physiotherapists=actor.user)
            seen |= Q(pk__in=about.values("pk"))
        return self.filter(seen)


class ConditionsAssessment(models.Model):
    """The provider's assessment that its physiotherapists have what the work takes. Never rewritten.

    Source: 000 Verksamhetschef (the provider answers for and assesses the physiotherapist's conditions).
    """

    provider = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+", verbose_name=_("utförare"))
    on = models.DateField(_("bedömd"))
    physiotherapists = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", verbose_name=_("gäller"))
    time = models.CharField(_("Tid för uppdraget"), max_length=10, choices=Condition.choices)
    premises = models.CharField(_("Lokal och utrustning"), max_length=10, choices=Condition.choices)
    competence = models.CharField(_("Kompetens och fortbildning"), max_length=10, choices=Condition.choices)
    mandate = models.CharField(_("Mandat och stöd från chefer"), max_length=10, choices=Condition.choices)
    grounds = models.CharField(_("vad bedömningen bygger på"), max_length=2000)
    measures = models.CharField(_("åtgärder"), max_length=2000, blank=True)
    next_by = models.DateField(_("nästa bedömning senast"))
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = ConditionsAssessmentQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["provider", "-on"])]
        constraints = [
            models.CheckConstraint(
                name="lacking_conditions_need_measures",
                condition=Q(time="met", premises="met", competence="met", mandate="met") | ~Q(measures=""),
                violation_error_message=_("Skriv vad ni gör åt det som saknas."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.provider} {self.on}"

    def get_absolute_url(self) -> str:
        return reverse("conditions_assessment", args=[self.pk])

"""What happened, whom did it concern, what was considered and decided, and when did each thing happen?"""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from livskraft.kit.crypto import EncryptedTextField
from livskraft.modules.incidents.permissions import Permission
from livskraft.modules.incidents.rules import (
    Concerned,
    Context,
    Factor,
    Facts,
    Insurance,
    Kind,
    Law,
    Party,
    Route,
    State,
    What,
    owed_by,
    route,
)


class IncidentQuerySet(models.QuerySet["Incident"]):
    def visible_to(self, actor: Any) -> "IncidentQuerySet":
        """Where the actor may see incidents; who only coordinates sees those that have come to them."""
        found = self.filter(site__in=actor.units(Permission.VIEW))
        return found if actor.may(Permission.HANDLE) else found.filter(with_coordinator=True)

    def reported_by_actor(self, actor: Any) -> "IncidentQuerySet":
        return self.filter(reported_by=actor.user) if actor.user else self.none()

    def open(self) -> "IncidentQuerySet":
        return self.exclude(state=State.CLOSED)


class Incident(models.Model):
    """A near-miss or an accident at a site. What a person wrote about it is encrypted and never listed."""

    site = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+", verbose_name=_("plats"))
    provider = models.ForeignKey("organisation.Unit", models.PROTECT, null=True, related_name="+")
    key = models.CharField(max_length=36, help_text="Made by the form, so that sending twice reports once")
    kind = models.CharField(_("slag"), max_length=20, choices=Kind.choices)
    what = models.CharField(_("vad hände"), max_length=20, choices=What.choices)
    context = models.CharField(_("sammanhang"), max_length=20, choices=Context.choices)
    concerned = models.CharField(_("vem gällde det"), max_length=20, choices=Concerned.choices)
    equipment = models.BooleanField(_("utrustningen"), default=False)
    premises = models.BooleanField(_("lokalen"), default=False)
    cleaning = models.BooleanField(_("städningen"), default=False)
    instruction = models.BooleanField(_("instruktionen"), default=False)
    guidance = models.BooleanField(_("vägledningen"), default=False)
    unsure = models.BooleanField(_("vet inte om något bidrog"), default=False)
    description = EncryptedTextField(_("vad hände, med egna ord"))
    person_name = EncryptedTextField(_("namn"), blank=True, default="")
    person_contact = EncryptedTextField(_("hur personen nås"), blank=True, default="")
    # A seam: the id of a registered person, once there is a register and somebody has linked them.
    person_id = models.PositiveBigIntegerField(null=True, blank=True, editable=False)
    # The item may be renamed, moved or retired later; what it was called then is kept beside it.
    item = models.ForeignKey("minigym.Equipment", models.PROTECT, null=True, blank=True, related_name="+")
    item_name = models.CharField(max_length=130, blank=True)
    item_kind = models.CharField(max_length=80, blank=True)
    item_stopped = models.BooleanField(default=False)
    happened_at = models.DateTimeField(_("när hände det"))
    reported_at = models.DateTimeField()
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    with_coordinator = models.BooleanField(default=False)
    state = models.CharField(max_length=20, choices=State.choices, default=State.REPORTED)
    received_at = models.DateTimeField(null=True, blank=True)
    reopened_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    outcome = EncryptedTextField(_("besked till den som rapporterade"), blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    objects = IncidentQuerySet.as_manager()

    class Meta:
        ordering = ["-happened_at", "-pk"]
        indexes = [
            models.Index(fields=["site", "happened_at"]),
            models.Index(fields=["reported_by", "-reported_at"]),
            models.Index(fields=["site"], condition=~Q(state=State.CLOSED), name="incident_open"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["reported_by", "key"], name="one_incident_per_sent_form"),
            models.CheckConstraint(
                name="incident_happened_before_it_was_reported",
                condition=Q(happened_at__lte=models.F("reported_at")),
                violation_error_message=_("Händelsen kan inte ligga framåt i tiden."),
            ),
        ]

    def __str__(self) -> str:
        return _("%(kind)s %(number)d") % {"kind": self.get_kind_display(), "number": self.pk or 0}

    def get_absolute_url(self) -> str:
        return reverse("incident", args=[self.pk])

    @property
    def factors(self) -> frozenset[Factor]:
        return frozenset(factor for factor in Factor if getattr(self, factor.value))

    @property
    def facts(self) -> Facts:
        return Facts(
            kind=Kind(self.kind),
            what=What(self.what),
            context=Context(self.context),
            concerned=Concerned(self.concerned),
            factors=self.factors,
            unsure=self.unsure,
        )

    @property
    def route(self) -> Route:
        return route(self.facts)

    @property
    def is_named(self) -> bool:
        return self.concerned == Concerned.NAMED


class InsuranceStep(models.Model):
    """An insurance that an incident leads to, and what was decided about it."""

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="insurances")
    insurance = models.CharField(max_length=20, choices=Insurance.choices)
    due = models.DateField()
    claimed = models.BooleanField(_("anmäls"), null=True, blank=True)
    reason = EncryptedTextField(_("skäl"), blank=True, default="")
    reference = models.CharField(_("ärendenummer"), max_length=80, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["incident"], condition=Q(decided_at__isnull=True), name="insurance_open")]
        constraints = [models.UniqueConstraint(fields=["incident", "insurance"], name="one_step_per_insurance")]

    def __str__(self) -> str:
        return self.get_insurance_display()

    @property
    def party(self) -> Party:
        return owed_by(Insurance(self.insurance))


class Consideration(models.Model):
    """A law that must be thought of; `not_here` says why not, when the answers themselves rule it out."""

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="considerations")
    law = models.CharField(max_length=20, choices=Law.choices)
    not_here = models.CharField(max_length=200, blank=True)
    due = models.DateField()
    notify = models.BooleanField(_("anmäls"), null=True, blank=True)
    reason = EncryptedTextField(_("skäl"), blank=True, default="")
    considered_at = models.DateTimeField(null=True, blank=True)
    considered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    notified_on = models.DateField(_("anmäld den"), null=True, blank=True)
    reference = models.CharField(_("ärendenummer"), max_length=80, blank=True)

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["incident"],
                condition=Q(not_here="", notified_on__isnull=True) & ~Q(notify=False),
                name="consideration_open",
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["incident", "law"], name="one_consideration_per_law"),
            models.CheckConstraint(
                name="notified_only_what_is_to_be",
                condition=Q(notified_on__isnull=True) | Q(notify=True),
                violation_error_message=_("Bara det som ska anmälas kan vara anmält."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_law_display()

    @property
    def is_open(self) -> bool:
        """Somebody must still consider it, or notify the authority."""
        return not self.not_here and self.notify is not False and self.notified_on is None


class Measure(models.Model):
    """Something to do so that it does not happen again."""

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="measures")
    what = EncryptedTextField(_("vad ska göras"))
    responsible = models.CharField(_("vem ser till det"), max_length=120, blank=True)
    due = models.DateField(_("klart senast"))
    done_on = models.DateField(_("klart den"), null=True, blank=True)
    result = EncryptedTextField(_("vad gjordes"), blank=True, default="")

    class Meta:
        ordering = ["due", "pk"]
        indexes = [models.Index(fields=["incident"], condition=Q(done_on__isnull=True), name="measure_open")]

    def __str__(self) -> str:
        return self.what


class IncidentEvent(models.Model):
    """That something happened to an incident, with the moment and who did it. Insert-only."""

    class Kind(models.TextChoices):
        REPORTED = "reported", _("Rapporterad")
        INFORMED = "informed", _("Skickad vidare")
        STOPPED = "stopped", _("Maskin tagen ur bruk")
        RECEIVED = "received", _("Mottagen av chefen")
        ASSESSED = "assessed", _("Svaren rättade")
        NOTE = "note", _("Anteckning")
        CONSIDERED = "considered", _("Övervägd")
        NOTIFIED = "notified", _("Anmäld till myndighet")
        INSURED = "insured", _("Försäkring")
        MEASURE = "measure", _("Åtgärd beslutad")
        MEASURE_DONE = "measure_done", _("Åtgärd klar")
        DECIDED = "decided", _("Beslutad")
        CLOSED = "closed", _("Avslutad")
        REOPENED = "reopened", _("Öppnad igen")

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="events")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    text = EncryptedTextField(blank=True, default="")

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.get_kind_display()


class InsuranceText(models.Model):
    """What this municipality says of an insurance, and where that is written; replaces the text that comes along."""

    insurance = models.CharField(max_length=20, choices=Insurance.choices, unique=True)
    text = models.TextField(_("text"), max_length=2000)
    source = models.CharField(_("källa"), max_length=300)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return self.get_insurance_display()

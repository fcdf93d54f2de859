"""What is on at a meeting place, how often, and on which days?"""

from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from livskraft.modules.activities.permissions import Permission
from livskraft.modules.activities.rules.vocabulary import DocumentationMode, Kind, Pattern, SignUpMode, State


class ActivityQuerySet(models.QuerySet["Activity"]):
    def visible_to(self, actor: Any) -> "ActivityQuerySet":
        return self.filter(site__in=actor.units(Permission.VIEW))

    def current(self) -> "ActivityQuerySet":
        return self.filter(retired_on=None)


class Activity(models.Model):
    """Something that is on, once or again and again. Times stand in its occasions."""

    site = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+", verbose_name=_("plats"))
    title = models.CharField(_("vad"), max_length=120)
    kind = models.CharField(_("slag"), max_length=20, choices=Kind.choices, default=Kind.SOCIAL)
    description = models.TextField(_("beskrivning"), blank=True, max_length=2000)
    place = models.CharField(_("lokal"), max_length=120, blank=True)
    leader = models.CharField(_("ledare"), max_length=120, blank=True, help_text="A role or a first name, printed")
    partner = models.CharField(_("i samarbete med"), max_length=120, blank=True)
    cost = models.DecimalField(
        _("kostnad"), max_digits=8, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    for_whom = models.CharField(_("för vem"), max_length=200, blank=True)
    accessibility = models.CharField(_("tillgänglighet"), max_length=300, blank=True)
    capacity = models.PositiveSmallIntegerField(
        _("antal platser"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(1000)]
    )
    sign_up = models.CharField(_("anmälan"), max_length=10, choices=SignUpMode.choices, default=SignUpMode.NONE)
    documentation_mode = models.CharField(
        _("vad skrivs upp"), max_length=20, choices=DocumentationMode.choices, default=DocumentationMode.INDIVIDUAL
    )
    decision_committee = models.CharField(_("nämnd"), max_length=120, blank=True)
    decision_reference = models.CharField(_("beslutets diarienummer"), max_length=60, blank=True)
    decision_on = models.DateField(_("beslutsdatum"), null=True, blank=True)
    retired_on = models.DateField(_("avslutad den"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        ordering = ["title", "pk"]
        indexes = [models.Index(fields=["site", "kind"])]
        constraints = [
            models.CheckConstraint(
                name="a_headcount_rests_on_a_decision",
                condition=~Q(documentation_mode=DocumentationMode.HEADCOUNT)
                | (~Q(decision_reference="") & ~Q(decision_committee="") & Q(decision_on__isnull=False)),
                violation_error_message=_(
                    "Bara antal kräver nämndens beslut: ange nämnd, diarienummer och datum (14 kap. 5 § SoL)."
                ),
            ),
            models.CheckConstraint(
                name="cost_is_not_negative",
                condition=Q(cost__isnull=True) | Q(cost__gte=0),
                violation_error_message=_("Kostnaden kan inte vara negativ."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("activity", args=[self.pk])

    @property
    def counts_heads(self) -> bool:
        return self.documentation_mode == DocumentationMode.HEADCOUNT


class Series(models.Model):
    """How an activity comes back. Its occasions are made when it is saved, and stand by themselves after that."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="series")
    pattern = models.CharField(_("hur ofta"), max_length=10, choices=Pattern.choices, default=Pattern.WEEKLY)
    every = models.PositiveSmallIntegerField(_("mellanrum"), default=1)
    weekdays = models.JSONField(_("veckodagar"), default=list)
    nth = models.SmallIntegerField(_("vilken i månaden"), null=True, blank=True)
    starts = models.DateField(_("från och med"))
    until = models.DateField(_("till och med"))
    from_time = models.TimeField(_("börjar"))
    to_time = models.TimeField(_("slutar"), null=True, blank=True)
    ended_on = models.DateField(_("avslutad den"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["starts", "pk"]
        constraints = [
            models.CheckConstraint(
                name="series_ends_after_start",
                condition=Q(until__gte=F("starts")),
                violation_error_message=_("Sista dagen kan inte komma före den första."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.activity_id} {self.starts}"


class OccasionQuerySet(models.QuerySet["Occasion"]):
    def visible_to(self, actor: Any) -> "OccasionQuerySet":
        return self.filter(site__in=actor.units(Permission.VIEW))

    def planned(self) -> "OccasionQuerySet":
        return self.filter(state=State.PLANNED)

    def in_order(self) -> "OccasionQuerySet":
        return self.order_by("on", "from_time", "pk")


class Occasion(models.Model):
    """One time that an activity is held. `on` and the clock are local, `starts_at` and `ends_at` moments in UTC."""

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="occasions")
    series = models.ForeignKey(Series, models.SET_NULL, null=True, blank=True, related_name="occasions")
    site = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+")
    on = models.DateField(_("dag"))
    from_time = models.TimeField(_("börjar"))
    to_time = models.TimeField(_("slutar"), null=True, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(help_text="When no end is stated: what the local rule takes it to be")
    place = models.CharField(_("lokal"), max_length=120, blank=True, help_text="When not the activity's own")
    leader = models.CharField(_("ledare"), max_length=120, blank=True, help_text="When not the activity's own")
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    reason = models.CharField(_("skäl"), max_length=200, blank=True)
    changed_at = models.DateTimeField(null=True, blank=True, help_text="When it was cancelled or moved")
    moved_from = models.DateTimeField(null=True, blank=True, help_text="When it was to be, before it was moved")
    attendance_taken_at = models.DateTimeField(null=True, blank=True)
    attendance_taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    objects = OccasionQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        indexes = [
            models.Index(fields=["site", "on"]),
            models.Index(fields=["activity", "starts_at"]),
            models.Index(
                fields=["site", "on"],
                condition=Q(attendance_taken_at__isnull=True, state=State.PLANNED),
                name="occasion_without_attendance",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="occasion_ends_after_start",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message=_("Aktiviteten kan inte sluta innan den börjar."),
            ),
            models.CheckConstraint(
                name="cancelled_with_a_reason",
                condition=~Q(state=State.CANCELLED) | ~Q(reason=""),
                violation_error_message=_("Skriv varför det är inställt."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.activity} {self.on:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return reverse("occasion", args=[self.pk])

    @property
    def is_cancelled(self) -> bool:
        return self.state == State.CANCELLED

    @property
    def was_moved(self) -> bool:
        return self.moved_from is not None


class ClosedDay(models.Model):
    """A day when the meeting place is closed."""

    site = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+")
    on = models.DateField(_("dag"))
    reason = models.CharField(_("skäl"), max_length=200, blank=True)

    class Meta:
        ordering = ["on"]
        constraints = [
            models.UniqueConstraint(
                fields=["site", "on"],
                name="closed_once_a_day",
                violation_error_message=_("Dagen är redan markerad som stängd."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.site} {self.on}"


class PastedProgrammeQuerySet(models.QuerySet["PastedProgramme"]):
    def visible_to(self, actor: Any) -> "PastedProgrammeQuerySet":
        return self.filter(site__in=actor.units(Permission.PLAN))


class PastedProgramme(models.Model):
    """A programme that somebody pasted: the text as it was, and when it was taken in."""

    site = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+")
    text = models.TextField(_("text"), max_length=100_000)
    year = models.PositiveSmallIntegerField(_("år"))
    pasted_at = models.DateTimeField()
    pasted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    saved_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = PastedProgrammeQuerySet.as_manager()

    class Meta:
        ordering = ["-pasted_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.site} {self.pasted_at:%Y-%m-%d}"

    @property
    def key(self) -> str:
        """As an address says it."""
        return str(self.pk)


class LocalRule(models.Model):
    """A number that the municipality sets itself, with where it is written; replaces the one that comes along."""

    key = models.CharField(max_length=40, unique=True)
    number = models.PositiveIntegerField()
    source = models.CharField(_("källa"), max_length=300)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return self.key

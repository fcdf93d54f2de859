"""Who wants to come, who waits, and who is to be called?"""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from livskraft.kit.crypto import EncryptedTextField
from livskraft.modules.activities.models.programme import Occasion
from livskraft.modules.activities.permissions import Permission
from livskraft.modules.activities.rules.vocabulary import (
    HOLDS_A_SEAT,
    STILL_SIGNED_UP,
    Because,
    CallOutcome,
    SignUpState,
)
from livskraft.people.models import Person


class SignUpQuerySet(models.QuerySet["SignUp"]):
    def visible_to(self, actor: Any) -> "SignUpQuerySet":
        """At the actor's own unit, without persons whose protection they are not named for."""
        found = self.filter(site__in=actor.units(Permission.SIGN_UP))
        seen = Person.objects.visible_to(actor).values("pk")
        return found.filter(Q(person=None) | Q(person__in=seen) | Q(person__merged_into__in=seen))

    def holding_a_seat(self) -> "SignUpQuerySet":
        return self.filter(state__in=HOLDS_A_SEAT)

    def standing(self) -> "SignUpQuerySet":
        return self.filter(state__in=STILL_SIGNED_UP)


class SignUp(models.Model):
    """That somebody wants to come to an occasion: a registered person, or a name and a phone number."""

    occasion = models.ForeignKey(Occasion, models.PROTECT, related_name="sign_ups")
    site = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    name = EncryptedTextField(_("namn"), blank=True, default="")
    phone = EncryptedTextField(_("telefon"), blank=True, default="")
    email = EncryptedTextField(_("e-post"), blank=True, default="")
    state = models.CharField(max_length=10, choices=SignUpState.choices)
    # What the cancel link is known by: a keyed digest of its token, never the token.
    token = models.CharField(max_length=64, blank=True, db_index=True)
    key = models.CharField(max_length=36, help_text="Made by the form, so that sending twice signs up once")
    signed_up_at = models.DateTimeField()
    signed_up_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    offered_at = models.DateTimeField(null=True, blank=True)
    offer_until = models.DateTimeField(null=True, blank=True, help_text="Runs from when the person was reached")
    ended_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = SignUpQuerySet.as_manager()

    class Meta:
        ordering = ["signed_up_at", "pk"]
        indexes = [
            models.Index(fields=["occasion", "state", "signed_up_at"]),
            models.Index(fields=["site", "offer_until"], condition=Q(state="offered"), name="sign_up_offered"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["occasion", "person"],
                condition=Q(person__isnull=False, state__in=["seat", "waiting", "offered"]),
                name="a_person_signs_up_once",
                violation_error_message=_("Personen är redan anmäld."),
            ),
            models.UniqueConstraint(fields=["occasion", "key"], name="one_sign_up_per_sent_form"),
        ]

    def __str__(self) -> str:
        return f"{self.occasion_id}:{self.pk}"

    @property
    def told_name(self) -> str:
        """Who it is; only for those who may see the sign-up."""
        person = self.person and (self.person.merged_into or self.person)
        return person.name if person else self.name


class CallQuerySet(models.QuerySet["Call"]):
    def visible_to(self, actor: Any) -> "CallQuerySet":
        # The site says no more than the sign-up does, but the open calls of one are found by it at once.
        return self.filter(site__in=actor.units(Permission.SIGN_UP), sign_up__in=SignUp.objects.visible_to(actor))

    def open(self) -> "CallQuerySet":
        return self.filter(closed_at=None)


class Call(models.Model):
    """That somebody who has signed up is to be told something. Closed when they were reached or word was left.

    An offer needs an answer, so word that was left does not close it.
    """

    sign_up = models.ForeignKey(SignUp, models.CASCADE, related_name="calls")
    site = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+")
    because = models.CharField(max_length=10, choices=Because.choices)
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=CallOutcome.choices, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = CallQuerySet.as_manager()

    class Meta:
        ordering = ["due_at", "pk"]
        indexes = [models.Index(fields=["site", "due_at"], condition=Q(closed_at__isnull=True), name="call_open")]

    def __str__(self) -> str:
        return f"{self.sign_up_id} {self.because}"


class CallAttempt(models.Model):
    """That somebody tried, and how it went."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="attempts")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(max_length=10, choices=CallOutcome.choices)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.call_id} {self.outcome}"


class Message(models.Model):
    """An e-mail or an SMS that went out besides the call: that it went, never what it said."""

    class Channel(models.TextChoices):
        EMAIL = "email", _("E-post")
        SMS = "sms", _("SMS")

    sign_up = models.ForeignKey(SignUp, models.CASCADE, related_name="messages")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    because = models.CharField(max_length=20)
    asked_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    failed = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["asked_at", "pk"]

    def __str__(self) -> str:
        return f"{self.channel} {self.because}"

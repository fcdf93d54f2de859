"""Where is the journal kept, and what is a period of rehabilitation? Health care: nothing leads to friskvård."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from livskraft.kit.crypto import EncryptedTextField
from livskraft.modules.training.permissions import Permission
from livskraft.modules.training.rules.vocabulary import Lives, NoIntroduction, Outcome, Place
from livskraft.people.models import Person

USER = settings.AUTH_USER_MODEL
UNIT = "organisation.Unit"


class JournalPlace(models.Model):
    """Where a caregiver keeps its journal from a day on; a patient has one journal with each. Source: PDL 3:1."""

    keeper = models.ForeignKey(UNIT, models.PROTECT, related_name="+", verbose_name=_("vårdgivare"))
    place = models.CharField(_("journalen förs"), max_length=20, choices=Place.choices)
    system = models.CharField(_("journalsystem"), max_length=80, blank=True)
    starts = models.DateField(_("från och med"))
    decided_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ["keeper", "-starts", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["keeper", "starts"],
                name="one_journal_place_per_day",
                violation_error_message=_("Det finns redan ett beslut från den dagen."),
            ),
            models.CheckConstraint(
                name="another_system_is_named",
                condition=Q(place=Place.HERE) | ~Q(system=""),
                violation_error_message=_("Skriv vilket journalsystem det är."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.keeper_id} {self.place} {self.starts}"


class EpisodeQuerySet(models.QuerySet["Episode"]):
    def visible_to(self, actor: Any) -> "EpisodeQuerySet":
        """To those who write journals: of whom they may see, in the journal of the caregiver where they work.

        What is blocked is among them, since that something exists is shown; `queries.blocks` says what may be opened.
        """
        if actor.system:
            return self
        seen = Person.objects.visible_to(actor)
        return self.at_work(actor).filter(Q(person__in=seen) | Q(person__merged_into__in=seen))

    def at_work(self, actor: Any) -> "EpisodeQuerySet":
        """In the journal where the actor writes: of a person whom they have been let in to see."""
        if actor.caregiver is None or not actor.may(Permission.JOURNAL):
            return self.none()
        return self.filter(keeper=actor.caregiver)

    def open(self) -> "EpisodeQuerySet":
        return self.filter(closed_at=None)


class Episode(models.Model):
    """A period of rehabilitation. What is said of the patient stands in its notes, or elsewhere; never here.

    `unit` is where it is given (vårdenhet), and whose block it stands under; `elsewhere` names the journal system when
    it is not this one, as it was decided when the period began. `last_on` is kept by the actions, so that nobody has to
    ask sessions and notes for it.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    keeper = models.ForeignKey(UNIT, models.PROTECT, related_name="+", help_text="The caregiver whose journal it is")
    unit = models.ForeignKey(UNIT, models.PROTECT, related_name="+", db_index=False)
    site = models.ForeignKey(UNIT, models.PROTECT, related_name="+", verbose_name=_("minigym"))
    therapist = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("ansvarig"), db_index=False)
    lives = models.CharField(_("patienten bor"), max_length=20, choices=Lives.choices)
    elsewhere = models.CharField(max_length=80, blank=True)
    opened_at = models.DateTimeField()
    opened_on = models.DateField()
    last_on = models.DateField(help_text="The latest day when something happened")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    # The introduction to friskvård: what, where and with whom, or why not.
    introduced_to = models.CharField(_("till vad"), max_length=200, blank=True)
    introduced_at = models.ForeignKey(
        UNIT, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("var")
    )
    introduced_with = models.CharField(_("tillsammans med vem"), max_length=120, blank=True)
    not_introduced = models.CharField(_("varför inte"), max_length=20, choices=NoIntroduction.choices, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = EpisodeQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at", "-pk"]
        indexes = [
            models.Index(fields=["therapist", "opened_on"], condition=Q(closed_at=None), name="open_of_a_therapist"),
            models.Index(fields=["unit", "opened_on"], condition=Q(closed_at=None), name="open_at_a_unit"),
            models.Index(fields=["unit", "last_on"], condition=Q(closed_at=None), name="quiet_at_a_unit"),
            models.Index(fields=["person", "opened_on"]),
            models.Index(fields=["unit", "closed_on"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "keeper"],
                condition=Q(closed_at__isnull=True),
                name="one_open_episode_per_caregiver",
                violation_error_message=_("Patienten har redan en pågående rehabiliteringsperiod."),
            ),
            models.CheckConstraint(
                name="closing_says_whether_introduced",
                condition=Q(closed_at__isnull=True)
                | (~Q(introduced_to="") & Q(introduced_at__isnull=False) & ~Q(introduced_with=""))
                | ~Q(not_introduced=""),
                violation_error_message=_(
                    "Skriv till vad patienten introducerades, var och med vem, eller varför inte."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.opened_on}"

    def get_absolute_url(self) -> str:
        return reverse("episode", args=[self.pk])


class Goal(models.Model):
    """What the patient wants to be able to do, agreed with the patient. Insert-only: another goal takes its place."""

    episode = models.ForeignKey(Episode, models.PROTECT, related_name="goals")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    text = EncryptedTextField(_("mål"))
    agreed_on = models.DateField(_("överenskommet"))
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.episode_id} {self.agreed_on}"


class GoalFollowUp(models.Model):
    """How it went with a goal. Insert-only."""

    goal = models.OneToOneField(Goal, models.PROTECT, related_name="follow_up")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    outcome = models.CharField(_("hur gick det"), max_length=20, choices=Outcome.choices)
    on = models.DateField(_("dag"))
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.goal_id} {self.outcome}"

"""Who is registered, and how are they reached? Names here; numbers, addresses and what they need are encrypted."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from livskraft.kit.crypto import EncryptedTextField
from livskraft.kit.identity import NumberKind
from livskraft.kit.names import name_key
from livskraft.kit.periods import holds_on
from livskraft.people.models.relations import BreakGlass, CareRelation
from livskraft.people.rules.vocabulary import Gender, Protection


def named(text: str) -> Q:
    """The filter for those of whom some name begins with each of the words."""
    found = Q()
    for word in name_key(text).split():
        found &= Q(name_key__startswith=word) | Q(name_key__contains=f" {word}")
    return found


class PersonQuerySet(models.QuerySet["Person"]):
    def visible_to(self, actor: Any, among: Collection[int] | None = None) -> "PersonQuerySet":
        """Whom the actor's unit has a relation with today, or has opened in an emergency, kept by the caregiver there.

        Somebody protected only to those who are named for it. Of the persons `among` (ids), when they are few, it
        answers without reading all that the unit has to do with.
        """
        about, seen = Q(), self
        if among is not None:
            about, seen = Q(person__in=among) | Q(person__merged_into__in=among), self.filter(pk__in=among)
        if actor.system:
            return seen.standing()
        if actor.user is None or actor.caregiver is None:
            return self.none()
        unit = actor.assignment.unit_id
        whose = Coalesce("person__merged_into", "person")
        related = CareRelation.objects.filter(about, holds_on(actor.today), unit=unit).values_list(whose)
        opened = BreakGlass.objects.filter(
            about, user=actor.user, unit=unit, at__lte=actor.at, until__gt=actor.at
        ).values_list(whose)
        # One list to begin from: with two, PostgreSQL reads all of the caregiver's persons and asks of each.
        return (
            seen.standing()
            .filter(keeper=actor.caregiver, pk__in=related.order_by().union(opened.order_by()))
            .open_to(actor)
        )

    def open_to(self, actor: Any) -> "PersonQuerySet":
        """Without those whose protection the actor is not named for."""
        if actor.system:
            return self
        named = AuthorisedReader.objects.filter(holds_on(actor.today), user=actor.user).values("person")
        return self.filter(Q(protection=Protection.NONE) | Q(pk__in=named))

    def standing(self) -> "PersonQuerySet":
        """Without those who turned out to be somebody else who is registered."""
        return self.filter(merged_into=None)

    def unprotected(self) -> "PersonQuerySet":
        """For everything that leaves the page: lists, exports, calendars, labels, suggestions.

        Whoever turned out to be somebody protected is protected too, though records still stand under the old name.
        """
        nobody_else = Q(merged_into__isnull=True) | Q(merged_into__protection=Protection.NONE)
        return self.filter(nobody_else, protection=Protection.NONE)

    def named(self, text: str) -> "PersonQuerySet":
        """Those of whom some name begins with each of the words."""
        return self.filter(named(text))


class Person(models.Model):
    """Somebody whom the work needs to know. `keeper` is the caregiver whose records theirs are."""

    keeper = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+")
    given_name = models.CharField(_("förnamn"), max_length=80)
    family_name = models.CharField(_("efternamn"), max_length=80, blank=True)
    name_key = models.CharField(max_length=170)
    sort_key = models.CharField(max_length=400)
    gender = models.CharField(_("kön"), max_length=10, choices=Gender.choices, default=Gender.UNKNOWN)
    # The year is enough to know who is 65; the day stands in the number, encrypted.
    birth_year = models.PositiveSmallIntegerField(_("födelseår"), null=True, blank=True)
    language = models.CharField(_("språk"), max_length=60, blank=True)
    adaptations = EncryptedTextField(_("praktiska anpassningar"), blank=True, default="")
    area = models.ForeignKey(
        "organisation.Unit", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("område")
    )
    protection = models.CharField(_("skydd"), max_length=24, choices=Protection.choices, default=Protection.NONE)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")
    registered_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "pk"]
        indexes = [
            models.Index(fields=["keeper", "sort_key", "id"]),
            models.Index(fields=["merged_into"], condition=Q(merged_into__isnull=False), name="person_merged"),
        ]
        constraints = [
            models.CheckConstraint(
                name="nobody_is_merged_into_themselves",
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
                violation_error_message=_("En person kan inte slås ihop med sig själv."),
            ),
            models.CheckConstraint(
                name="birth_year_is_possible",
                condition=Q(birth_year__isnull=True) | Q(birth_year__gte=1880, birth_year__lte=2200),
                violation_error_message=_("Födelseåret är inte möjligt."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("person", args=[self.pk])

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def is_protected(self) -> bool:
        return self.protection != Protection.NONE or bool(self.merged_into and self.merged_into.is_protected)


class IdentityRecord(models.Model):
    """A number that the person has or has had. The keyed index finds it; the number itself is encrypted."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="identities")
    kind = models.CharField(_("slag"), max_length=20, choices=[(kind.value, kind.value) for kind in NumberKind])
    number = EncryptedTextField(_("nummer"))
    index = models.CharField(max_length=64, db_index=True)
    starts = models.DateField(_("från"))
    ends = models.DateField(_("till"), null=True, blank=True, help_text="Set when another number took its place")

    class Meta:
        ordering = ["-starts", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(ends__isnull=True),
                name="one_number_at_a_time",
                violation_error_message=_("Personen har redan ett nummer som gäller."),
            ),
            models.UniqueConstraint(fields=["person", "index"], name="a_number_once_per_person"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class CaseNumber(models.Model):
    """The number of a case at the responsible body, by which a person may be found.

    Source: SoLPuF (2001:637) 15 and 20 §§.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="case_numbers")
    number = models.CharField(_("ärendenummer"), max_length=60)
    number_key = models.CharField(max_length=60, db_index=True)

    class Meta:
        ordering = ["number_key"]
        constraints = [models.UniqueConstraint(fields=["person", "number_key"], name="a_case_once_per_person")]

    def __str__(self) -> str:
        return self.number


class ContactDetails(models.Model):
    """Where the person lives and is reached: a store of its own, which nothing else joins."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="contact")
    street = EncryptedTextField(_("gatuadress"), blank=True, default="")
    postcode = EncryptedTextField(_("postnummer"), blank=True, default="")
    city = EncryptedTextField(_("ort"), blank=True, default="")
    phone = EncryptedTextField(_("telefon"), blank=True, default="")
    email = EncryptedTextField(_("e-post"), blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"{self.pk}"

    @property
    def one_line(self) -> str:
        """The address as one writes it in a text; empty when there is none."""
        place = f"{self.postcode} {self.city}".strip()
        return ", ".join(part for part in (self.street, place) if part)


class Relative(models.Model):
    """Somebody close to the person, who may be called."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="relatives")
    name = EncryptedTextField(_("namn"))
    relation = models.CharField(_("vem är det"), max_length=80, blank=True)
    phone = EncryptedTextField(_("telefon"), blank=True, default="")
    first = models.BooleanField(_("ring först"), default=False)

    class Meta:
        ordering = ["-first", "pk"]

    def __str__(self) -> str:
        return self.relation or f"{self.pk}"


class AuthorisedReader(models.Model):
    """Somebody named to know a protected person, from a day until another."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="authorised")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    starts = models.DateField(_("från och med"))
    ends = models.DateField(_("till"), null=True, blank=True)

    class Meta:
        ordering = ["starts", "pk"]
        indexes = [models.Index(fields=["user", "person"])]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "user"], condition=Q(ends__isnull=True), name="named_once_for_a_person"
            ),
            models.CheckConstraint(
                name="authority_ends_after_start", condition=Q(ends__isnull=True) | Q(ends__gt=F("starts"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}"

    def holds(self, day: date) -> bool:
        return self.starts <= day and (self.ends is None or day < self.ends)


class ProtectionDecision(models.Model):
    """That somebody's data became protected, or no longer are, and on what ground."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="protection_decisions")
    kind = models.CharField(_("skydd"), max_length=24, choices=Protection.choices)
    ground = EncryptedTextField(_("grund"))
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.get_kind_display()

"""Who is responsible where? The units of one responsible body, and who provides care in each part of an area."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from livskraft.kit.crypto import EncryptedTextField
from livskraft.kit.periods import Period, holds_on
from livskraft.organisation.kinds import WITHOUT_ACCOUNTS, ContractKind, UnitKind


class UnitQuerySet(models.QuerySet["Unit"]):
    def visible_to(self, actor: Any) -> "UnitQuerySet":
        return self.filter(pk__in=actor.units())

    def below(self, paths: list[str]) -> "UnitQuerySet":
        """The units whose path begins with one of `paths`: those units themselves and all beneath them."""
        if not paths:
            return self.none()
        condition = Q()
        for path in paths:
            condition |= Q(path__startswith=path)
        return self.filter(condition)

    def sites(self) -> "UnitQuerySet":
        return self.filter(kind=UnitKind.SITE)

    def of_kind(self, *kinds: UnitKind) -> "UnitQuerySet":
        return self.filter(kind__in=kinds)

    def open_on(self, day: date) -> "UnitQuerySet":
        return self.filter(Q(closed__isnull=True) | Q(closed__gt=day))


# Units to ask about: a query for them, or their ids when they are known.
Units = UnitQuerySet | list[int]


class Unit(models.Model):
    """A unit of the organisation, or a party that it deals with."""

    kind = models.CharField(_("slag"), max_length=20, choices=UnitKind.choices)
    name = models.CharField(_("namn"), max_length=120)
    name_key = models.CharField(max_length=120, db_index=True)
    sort_key = models.CharField(max_length=240, db_index=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    path = models.CharField(max_length=200, db_index=True, help_text="/1/4/9/: own id last")
    opened = models.DateField(_("öppnad"), null=True, blank=True)
    closed = models.DateField(_("stängd"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = UnitQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "pk"]
        constraints = [
            models.CheckConstraint(
                name="unit_closes_after_opening",
                condition=Q(closed__isnull=True) | Q(opened__isnull=True) | Q(closed__gt=F("opened")),
                violation_error_message=_("Enheten kan inte stänga innan den har öppnat."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def has_accounts(self) -> bool:
        return self.kind not in WITHOUT_ACCOUNTS

    def holds(self, other: "Unit") -> bool:
        """Whether `other` is this unit or stands beneath it."""
        return other.path.startswith(self.path)

    def name_on(self, day: date) -> str:
        """The name that the unit had on `day`."""
        former = self.former_names.filter(until__gt=day).order_by("until").first()
        return former.name if former else self.name


class FormerName(models.Model):
    """A name that a unit had until a day, that day excluded."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="former_names")
    name = models.CharField(max_length=120)
    until = models.DateField()

    class Meta:
        ordering = ["until"]
        constraints = [models.UniqueConstraint(fields=["unit", "until"], name="one_name_until_a_day")]

    def __str__(self) -> str:
        return f"{self.name} (till {self.until})"


class ContractQuerySet(models.QuerySet["Contract"]):
    def visible_to(self, actor: Any) -> "ContractQuerySet":
        return self.filter(area_part__in=actor.units())

    def holding_on(self, day: date) -> "ContractQuerySet":
        return self.filter(holds_on(day))


class Contract(models.Model):
    """That one provider has the whole responsibility in one part of an area, from a day until another."""

    provider = models.ForeignKey(Unit, models.PROTECT, related_name="contracts_held")
    area_part = models.ForeignKey(Unit, models.PROTECT, related_name="contracts")
    kind = models.CharField(_("slag"), max_length=20, choices=ContractKind.choices)
    reference = models.CharField(_("diarienummer"), max_length=60, blank=True)
    starts = models.DateField(_("gäller från"))
    ends = models.DateField(_("gäller till"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ContractQuerySet.as_manager()

    class Meta:
        ordering = ["-starts"]
        constraints = [
            models.CheckConstraint(
                name="contract_ends_after_start",
                condition=Q(ends__isnull=True) | Q(ends__gt=F("starts")),
                violation_error_message=_("Avtalet kan inte sluta innan det börjar."),
            ),
            models.UniqueConstraint(
                fields=["area_part"],
                condition=Q(ends__isnull=True),
                name="one_open_contract_per_area_part",
                violation_error_message=_("Områdesdelen har redan ett avtal utan slutdatum."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.provider} – {self.area_part}"

    @property
    def period(self) -> Period:
        return Period(self.starts, self.ends)


class Premises(models.Model):
    """Where a site is, and who owns the house."""

    site = models.OneToOneField(Unit, models.CASCADE, related_name="premises")
    address = models.CharField(_("besöksadress"), max_length=200, blank=True)
    property_owner = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="premises_owned", verbose_name=_("fastighetsägare")
    )
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"{self.site}: {self.address}"


class ContactQuerySet(models.QuerySet["Contact"]):
    def visible_to(self, actor: Any) -> "ContactQuerySet":
        return self.filter(unit__in=actor.units())


class Contact(models.Model):
    """How a unit without accounts, or any unit, is reached."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="contacts")
    purpose = models.CharField(_("för"), max_length=80, blank=True)
    name = models.CharField(_("kontaktperson"), max_length=120, blank=True)
    email = models.EmailField(_("e-post"), blank=True)
    phone = EncryptedTextField(_("telefon"), blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    objects = ContactQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name or str(self.unit)


class Presentation(models.Model):
    """What the public is told of a site: what it is, how it is found and reached. Functions, never people."""

    site = models.OneToOneField(Unit, models.CASCADE, related_name="presentation")
    text = models.TextField(_("om platsen"), blank=True)
    phone = models.CharField(_("telefon"), max_length=40, blank=True)
    email = models.EmailField(_("e-post"), blank=True)
    way = models.TextField(_("hitta hit"), blank=True)
    access = models.TextField(_("tillgänglighet"), blank=True)
    picture = models.ForeignKey("files.StoredFile", models.SET_NULL, null=True, blank=True, related_name="+")
    picture_alt = models.CharField(_("vad bilden visar"), max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="picture_is_described",
                condition=Q(picture__isnull=True) | ~Q(picture_alt=""),
                violation_error_message=_("Beskriv vad bilden visar."),
            )
        ]

    def __str__(self) -> str:
        return str(self.site)

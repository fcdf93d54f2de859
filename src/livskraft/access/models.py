"""Who can act, in which role, where and when? Users, their dated assignments, and what was written and read."""

from datetime import date
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext_lazy as _

from livskraft.access.permissions import Permission
from livskraft.access.roles import EXTERNAL, READS_PERSONS, Role
from livskraft.kit.crypto import EncryptedTextField
from livskraft.kit.periods import Period, holds_on


class UserQuerySet(models.QuerySet["User"]):
    def able_to_sign_in(self) -> "UserQuerySet":
        return self.filter(is_active=True, email__isnull=False)

    def visible_to(self, actor: Any) -> "UserQuerySet":
        """Those with an assignment within reach; an administrator also sees those who have none yet."""
        within = Assignment.objects.filter(unit__in=actor.units())
        seen = Q(pk__in=within.values("user"))
        if actor.may(Permission.ADMINISTER):
            seen |= Q(~Exists(Assignment.objects.filter(user=OuterRef("pk"))))
        return self.filter(seen)


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]  # Django's own recipe
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A member of staff or an external person; without e-mail they count in everything but cannot sign in."""

    name = models.CharField(_("namn"), max_length=120)
    name_key = models.CharField(max_length=120, db_index=True)
    sort_key = models.CharField(max_length=240, db_index=True)
    email = models.EmailField(_("e-post"), unique=True, null=True, blank=True)
    phone = EncryptedTextField(_("telefon"), blank=True, default="")
    title = models.CharField(_("titel"), max_length=80, blank=True)
    is_active = models.BooleanField(_("aktiv"), default=True)
    demo_day = models.CharField(max_length=200, blank=True, help_text="Demo only: what this person's day looks like")
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = UserManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["sort_key", "pk"]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def holding_on(self, day: date) -> "AssignmentQuerySet":
        return self.filter(holds_on(day))

    def visible_to(self, actor: Any) -> "AssignmentQuerySet":
        return self.filter(unit__in=actor.units())

    def with_known_since(self) -> "AssignmentQuerySet":
        """Annotated with `known_since`: from when something can be asked about it, the first day of it that was known.

        Somebody whose employment began years before they were added here is new here all the same.
        """
        return self.annotate(known_since=Greatest("starts", Coalesce("added_on", "starts")))


class Assignment(models.Model):
    """A role at a unit, from a day until another; for everything but persons it reaches downwards."""

    user = models.ForeignKey(User, models.PROTECT, related_name="assignments")
    role = models.CharField(_("roll"), max_length=40, choices=Role.choices)
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+")
    starts = models.DateField(_("från och med"))
    ends = models.DateField(_("till"), null=True, blank=True)
    added_on = models.DateField(null=True, blank=True, help_text="Empty: before it was written down")
    version = models.PositiveIntegerField(default=1)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["-starts", "pk"]
        indexes = [models.Index(fields=["role", "unit"]), models.Index(fields=["user", "starts"])]
        constraints = [
            models.CheckConstraint(
                name="assignment_ends_after_start",
                condition=Q(ends__isnull=True) | Q(ends__gt=F("starts")),
                violation_error_message=_("Uppdraget kan inte sluta innan det börjar."),
            ),
            models.UniqueConstraint(
                fields=["user", "role", "unit"],
                condition=Q(ends__isnull=True),
                name="one_open_assignment_per_role_and_unit",
                violation_error_message=_("Personen har redan den rollen på enheten."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role_label}, {self.unit}"

    @property
    def role_label(self) -> str:
        return str(Role(self.role).label)

    @property
    def external(self) -> bool:
        return self.role in EXTERNAL

    @property
    def needs_second_factor(self) -> bool:
        return self.role in READS_PERSONS

    @property
    def period(self) -> Period:
        return Period(self.starts, self.ends)


class AuditEntry(models.Model):
    """That somebody wrote something, or read a person's record: which fields, never which values. Insert-only."""

    class Category(models.TextChoices):
        WROTE = "wrote", _("Ändrade")
        READ = "read", _("Läste")
        SECURITY = "security", _("Säkerhet")

    at = models.DateTimeField(db_index=True)
    recorded_at = models.DateTimeField()
    category = models.CharField(max_length=10, choices=Category.choices)
    verb = models.CharField(max_length=60)
    who = models.CharField(max_length=160)
    user_id = models.BigIntegerField(null=True)
    assignment_id = models.BigIntegerField(null=True)
    unit_id = models.BigIntegerField(null=True)
    objects_touched = models.JSONField(default=list)
    field_names = models.JSONField(default=list)

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["verb", "at"]),
            models.Index(fields=["unit_id", "at"], condition=Q(category="read"), name="audit_readings_of_a_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.who} {self.verb}"


class AuditSubject(models.Model):
    """That an entry is about a person: the way from the person to the entry. Insert-only.

    It says no more than the entry's own `objects_touched`, which is sealed; so that one who takes such a row away is
    found by comparing the two.
    """

    # Neither table loses a row, so there is nothing for the database to look up at each insert.
    entry = models.ForeignKey(AuditEntry, models.PROTECT, related_name="subjects", db_index=False, db_constraint=False)
    person_id = models.BigIntegerField()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["person_id", "entry"])]
        constraints = [models.UniqueConstraint(fields=["entry", "person_id"], name="an_entry_once_per_person")]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.person_id}"


class AuditSeal(models.Model):
    """The keyed digest of the entries first_id … last_id and of the seal before it. Insert-only."""

    sealed_at = models.DateTimeField()
    first_id = models.BigIntegerField(unique=True)
    last_id = models.BigIntegerField(unique=True)
    count = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.first_id}–{self.last_id}"

"""What is journalled? A store of health care, insert-only but for the drafts: nothing here leads to friskvård."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from livskraft.kit.crypto import EncryptedTextField
from livskraft.modules.training.models.episodes import Episode
from livskraft.modules.training.rules.vocabulary import NoteKind
from livskraft.people.models import Person

USER = settings.AUTH_USER_MODEL


class Draft(models.Model):
    """A note that is being written: its author's, and nobody else's to read. Signing makes a Note of it.

    `parts` is JSON, heading → text; `corrects` the note that it corrects, when it does, and then `why`.
    """

    episode = models.ForeignKey(Episode, models.PROTECT, related_name="drafts")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    author = models.ForeignKey(USER, models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(_("slag"), max_length=20, choices=NoteKind.choices)
    happened_at = models.DateTimeField(_("när det hände"))
    happened_on = models.DateField()
    session = models.ForeignKey(
        "training.RehabSession", models.PROTECT, null=True, blank=True, related_name="drafts", verbose_name=_("pass")
    )
    parts = EncryptedTextField()
    codes = models.JSONField(default=list)
    begun_at = models.DateTimeField()
    corrects = models.ForeignKey("training.Note", models.PROTECT, null=True, blank=True, related_name="+")
    why = EncryptedTextField(_("varför det rättas"), blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-happened_at", "-pk"]
        indexes = [models.Index(fields=["author", "happened_on"])]
        constraints = [
            models.UniqueConstraint(
                fields=["author", "corrects"], condition=Q(corrects__isnull=False), name="one_draft_per_correction"
            ),
            models.UniqueConstraint(
                fields=["author", "session"],
                condition=Q(session__isnull=False),
                name="one_draft_per_session",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.episode_id} {self.happened_on}"

    def get_absolute_url(self) -> str:
        return reverse("draft", args=[self.pk])


class Note(models.Model):
    """A signed note. The database refuses to change it, and to remove it but while a purge order is carried out.

    A correction is a note of its own that names the one it corrects, and says why; both stay.
    Source: PDL 3:6, 3:10, 3:14.
    """

    episode = models.ForeignKey(Episode, models.PROTECT, related_name="notes", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(_("slag"), max_length=20, choices=NoteKind.choices)
    happened_at = models.DateTimeField(_("när det hände"))
    happened_on = models.DateField()
    parts = EncryptedTextField()
    # As they were when it was signed: names, titles and roles change.
    author = models.ForeignKey(USER, models.PROTECT, related_name="+", db_index=False)
    author_name = models.CharField(max_length=120)
    profession = models.CharField(max_length=40)
    begun_at = models.DateTimeField()
    signed_at = models.DateTimeField()
    corrects = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="corrections")
    why = EncryptedTextField(_("varför det rättas"), blank=True, default="")

    class Meta:
        ordering = ["-happened_at", "-pk"]
        indexes = [
            models.Index(fields=["episode", "happened_at", "id"]),
            models.Index(fields=["person", "happened_on"]),
            models.Index(fields=["happened_on", "episode"]),
        ]

    def __str__(self) -> str:
        return f"{self.episode_id} {self.happened_on}"

    def get_absolute_url(self) -> str:
        return reverse("note", args=[self.pk])


class NoteCode(models.Model):
    """A code on a signed note, with its text as it was."""

    note = models.ForeignKey(Note, models.PROTECT, related_name="codes")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    code = models.CharField(max_length=5)
    text = models.CharField(max_length=300)

    class Meta:
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["note", "code"], name="a_code_once_a_note")]

    def __str__(self) -> str:
        return f"{self.code} {self.text}"


class Objection(models.Model):
    """That the patient says a note is wrong or misleading. Source: PDL 3:8."""

    note = models.ForeignKey(Note, models.PROTECT, related_name="objections")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    text = EncryptedTextField(_("vad patienten menar"))
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.note_id}"


class JournalledElsewhere(models.Model):
    """That something stands in the caregiver's other system: what sort, when, and by whom. Never what it says."""

    episode = models.ForeignKey(Episode, models.PROTECT, related_name="journalled_elsewhere")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    kind = models.CharField(_("slag"), max_length=20, choices=NoteKind.choices)
    system = models.CharField(_("journalsystem"), max_length=80)
    on = models.DateField(_("journalfört den"))
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.episode_id} {self.on}"


class Disclosure(models.Model):
    """What of the journal was given to whom, when, and by whom. Source: PDL 3:11."""

    episode = models.ForeignKey(Episode, models.PROTECT, related_name="disclosures")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    what = EncryptedTextField(_("vad"))
    recipient = EncryptedTextField(_("till vem"))
    on = models.DateField(_("dag"))
    noted_at = models.DateTimeField()
    by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.episode_id} {self.on}"

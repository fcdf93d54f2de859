"""How is a kind of equipment used: in which versions, which languages, and with what added for one machine?"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from livskraft.modules.minigym.models.equipment import Equipment, EquipmentKind
from livskraft.ui.languages import CHOICES, SWEDISH

LONGEST_PART = 2000


class Instruction(models.Model):
    """How a kind is used. `published` and `review_on` are kept by the actions, so that duties cost one small query.

    Source: 000 Fysioterapeut (draws up instructions on how the equipment in the minigym is to be used).
    """

    kind = models.OneToOneField(EquipmentKind, models.PROTECT, related_name="instruction", verbose_name=_("slag"))
    published = models.OneToOneField(
        "minigym.InstructionVersion", models.PROTECT, null=True, blank=True, related_name="published_as"
    )
    review_on = models.DateField(_("gås igenom senast"), null=True, blank=True)
    reviewed_at = models.DateTimeField(_("senast genomgången"), null=True, blank=True)
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["kind__sort_key"]
        constraints = [
            models.CheckConstraint(
                name="published_instruction_has_review_day",
                condition=Q(published__isnull=True) | Q(review_on__isnull=False),
                violation_error_message=_("Ange när bruksanvisningen ska gås igenom nästa gång."),
            )
        ]

    def __str__(self) -> str:
        return str(self.kind)

    def get_absolute_url(self) -> str:
        return reverse("instruction_page", args=[self.kind_id])


class InstructionVersionQuerySet(models.QuerySet["InstructionVersion"]):
    def approved(self) -> "InstructionVersionQuerySet":
        return self.filter(approved_at__isnull=False)

    def drafts(self) -> "InstructionVersionQuerySet":
        return self.filter(approved_at__isnull=True)


class InstructionVersion(models.Model):
    """One wording of it: a draft until a physiotherapist has approved it, and never changed after that.

    `renews_guidance` says that staff who were guided before `approved_at` must be guided anew.
    """

    instruction = models.ForeignKey(Instruction, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    news = models.CharField(_("vad är nytt?"), max_length=400, blank=True)
    written_at = models.DateTimeField(_("skriven"))
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(_("godkänd"), null=True, blank=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    renews_guidance = models.BooleanField(_("tidigare vägledning behöver förnyas"), default=False)
    version = models.PositiveIntegerField(default=1)

    objects = InstructionVersionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["instruction", "number"], name="instruction_number_once"),
            models.UniqueConstraint(
                fields=["instruction"], condition=Q(approved_at__isnull=True), name="one_draft_per_instruction"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.instruction} {self.number}"


class InstructionText(models.Model):
    """A version in one language, as plain text; a line of `how_to` is a step. Swedish is what was approved."""

    PARTS = ("purpose", "muscles", "set_up", "how_to", "first_load", "warnings", "ask_first")
    # Without these a visitor neither dares nor knows how.
    NEEDED = ("purpose", "how_to", "warnings")

    of = models.ForeignKey(InstructionVersion, models.CASCADE, related_name="texts")
    language = models.CharField(_("språk"), max_length=5, choices=CHOICES, default=SWEDISH.code)
    name = models.CharField(_("maskinens namn"), max_length=80, blank=True)
    purpose = models.TextField(_("vad den är bra för"), max_length=LONGEST_PART, blank=True)
    muscles = models.TextField(_("muskler som arbetar"), max_length=LONGEST_PART, blank=True)
    set_up = models.TextField(_("ställ in"), max_length=LONGEST_PART, blank=True)
    how_to = models.TextField(_("så gör du"), max_length=LONGEST_PART, blank=True)
    first_load = models.TextField(_("börja så här lätt"), max_length=LONGEST_PART, blank=True)
    warnings = models.TextField(_("tänk på"), max_length=LONGEST_PART, blank=True)
    ask_first = models.TextField(_("fråga först om"), max_length=LONGEST_PART, blank=True)
    translator = models.CharField(_("översatt av"), max_length=120, blank=True)
    written_at = models.DateTimeField(_("skriven"))
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["of", "language"], name="instruction_text_once_per_language")]

    def __str__(self) -> str:
        return f"{self.of} {self.language}"

    @property
    def lacks(self) -> list[str]:
        """The parts without which it cannot be approved, and that are empty."""
        return [part for part in self.NEEDED if not getattr(self, part)]


class InstructionPicture(models.Model):
    """A picture of a version; drafts carry the earlier version's on, as the same file."""

    of = models.ForeignKey(InstructionVersion, models.CASCADE, related_name="pictures")
    file = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+")
    shows = models.CharField(_("vad bilden visar"), max_length=200)
    place = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["place", "pk"]

    def __str__(self) -> str:
        return self.shows


class LocalAddition(models.Model):
    """What is special about one machine, such as a setting that differs or something missing."""

    item = models.OneToOneField(Equipment, models.CASCADE, related_name="local_addition")
    text = models.CharField(_("tillägg"), max_length=600, blank=True)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"{self.item}: {self.text}"

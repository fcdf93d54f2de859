"""What was measured or answered, with which instrument, how, and when?"""

import json
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from livskraft.kit.crypto import EncryptedTextField
from livskraft.people.models import Person
from livskraft.questionnaires.rules.answers import Answers, read
from livskraft.questionnaires.rules.change import Circumstances
from livskraft.questionnaires.rules.instruments import Instrument
from livskraft.questionnaires.rules.library import library
from livskraft.questionnaires.rules.scoring import Score, score
from livskraft.questionnaires.rules.vocabulary import Aid, Answered, Help


class Measurement(models.Model):
    """One instrument answered once. Each legal regime keeps its own table of them.

    The score stands beside the answers so that a curve over ten years is one query; the answers themselves are
    encrypted. `instrument` is the code of the version that was used. What was wrong is withdrawn, with a reason, and
    never changed.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+", db_index=False)
    instrument = models.CharField(_("instrument"), max_length=40)
    on = models.DateField(_("dag"))
    how = models.CharField(_("hur"), max_length=20, choices=Answered.choices)
    course = models.DecimalField(_("sträcka i meter"), max_digits=4, decimal_places=1, null=True, blank=True)
    aid = models.CharField(_("hjälpmedel"), max_length=20, choices=Aid.choices, blank=True)
    help = models.CharField(_("hjälp"), max_length=20, choices=Help.choices, blank=True)
    answers = EncryptedTextField(_("svar"))
    score = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    could_not = models.BooleanField(default=False)
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    withdrawn_because = EncryptedTextField(_("varför det var fel"), blank=True, default="")

    class Meta:
        abstract = True
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["person", "instrument", "on"])]
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_score_or_could_not",
                condition=Q(could_not=False) | Q(score__isnull=True),
                violation_error_message=_("Den som inte kunde genomföra mätningen har inget värde."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.instrument} {self.on}"

    @property
    def of(self) -> Instrument:
        return library()[self.instrument]

    @property
    def given(self) -> Answers:
        return read(self.of, json.loads(self.answers))

    @property
    def kept_score(self) -> Score:
        """As much of the score as stands in the row: the value, that the person could not, or that some is missing."""
        if self.score is not None:
            return Score(self.score)
        return Score(None, unable=("all",)) if self.could_not else Score(None, missing=("some",))

    @property
    def scored(self) -> Score:
        """The score with its parts, worked out anew; the same as when it was kept, since a version never changes."""
        return score(self.of, self.given, Decimal(self.course) if self.course is not None else None)

    @property
    def circumstances(self) -> Circumstances:
        return Circumstances(self.instrument, self.course, self.aid, self.help)

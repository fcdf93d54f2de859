"""What does the manager say of each drawn reading, and of them all?"""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from livskraft.access.actor import Actor
from livskraft.kit.errors import Refused
from livskraft.people.actions.log_review import Marked, finish_review, mark_readings
from livskraft.people.forms.fields import Lines
from livskraft.people.models import LogReview
from livskraft.people.queries.log_review import Row
from livskraft.people.rules.vocabulary import Mark
from livskraft.ui.fields import NeededWhenField

WAITS = "waits"


class NoteField(Lines, NeededWhenField):
    """Needed with some marks."""


class MarkForm(forms.Form):
    """A mark and a note for each reading that is not one's own."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, review: LogReview, rows: Sequence[Row], by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.review, self.rows, self.by = review, rows, by
        self.fields["version"].initial = review.version
        for row in self.theirs:
            reading = row.reading
            self.fields[f"mark_{reading.pk}"] = forms.ChoiceField(
                label=_("Bedömning"),
                choices=[(WAITS, _("Inte bedömd än")), *Mark.choices],
                initial=reading.mark or WAITS,
            )
            self.fields[f"note_{reading.pk}"] = NoteField(
                label=_("Anteckning"),
                needed_when=_("krävs om du har frågat eller inte fått en förklaring"),
                initial=reading.note,
                max_length=2000,
                rows=1,
            )

    @property
    def theirs(self) -> list[Row]:
        return [row for row in self.rows if not row.own]

    def fields_of(self, row: Row) -> tuple[BoundField, BoundField] | None:
        """The two fields of a reading; None for one's own."""
        if row.own:
            return None
        return self[f"mark_{row.reading.pk}"], self[f"note_{row.reading.pk}"]

    def act(self) -> bool:
        data = self.cleaned_data
        marked = [
            Marked(
                reading=row.reading.pk,
                mark=None if data[f"mark_{row.reading.pk}"] == WAITS else Mark(data[f"mark_{row.reading.pk}"]),
                note=data[f"note_{row.reading.pk}"],
            )
            for row in self.theirs
        ]
        try:
            mark_readings(review=self.review, marked=marked, version=data["version"], by=self.by)
        except Refused as refused:
            self.add_error(refused.field if refused.field in self.fields else None, refused.message)
            return False
        return True


class FinishReviewForm(forms.Form):
    conclusion = Lines(
        label=_("Vad kom du fram till?"),
        help_text=_("Skriv inga namn på dem som besöker er. När du har sparat kan kontrollen inte ändras."),
        max_length=4000,
        rows=5,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, review: LogReview, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.review, self.by = review, by
        self.fields["version"].initial = review.version

    def act(self) -> bool:
        data = self.cleaned_data
        try:
            finish_review(review=self.review, conclusion=data["conclusion"], version=data["version"], by=self.by)
        except Refused as refused:
            self.add_error(refused.field if refused.field in self.fields else None, refused.message)
            return False
        return True

"""What is filled in about a programme in friskvård: where, until when, and each dose by itself?"""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from livskraft.access.actor import Actor
from livskraft.modules.training.forms.plans import CardsForm, DoseForm
from livskraft.modules.training.models import Exercise
from livskraft.modules.training.rules.programmes import default_review
from livskraft.modules.training.rules.vocabulary import Mistake
from livskraft.organisation.models import Unit


class ReviewForm(forms.Form):
    review_on = forms.DateField(
        label=_("Gås igenom senast"),
        help_text=_("Tolv veckor är vanligt. Du påminns en vecka innan."),
        widget=forms.DateInput(),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class ProgrammeForm(CardsForm):
    """Where the person trains and until when, and a card for each exercise."""

    site = forms.TypedChoiceField(label=_("Tränar på"), coerce=int)
    review_on = forms.DateField(
        label=_("Gås igenom senast"),
        help_text=_("Tolv veckor är vanligt. Du påminns en vecka innan."),
        widget=forms.DateInput(),
    )

    def __init__(
        self, data: Any = None, *, chosen: Sequence[Exercise], sites: Sequence[Unit], by: Actor, check: bool = True
    ) -> None:
        super().__init__(data, chosen=chosen, check=check, own={"review_on": default_review(by.today)})
        places = [(str(site.pk), site.name) for site in sites]
        # With one place there is nothing to choose.
        self.fields["site"].choices = places if len(places) == 1 else [("", _("Välj plats")), *places]  # type: ignore[attr-defined]  # a field of choices


class ChangeDoseForm(DoseForm):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class RemoveSessionForm(forms.Form):
    because = forms.ChoiceField(label=_("Varför tas passet bort?"), choices=Mistake.choices, widget=forms.RadioSelect)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

"""What is filled in to decide where a caregiver keeps its journal?"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from livskraft.access.actor import Actor
from livskraft.modules.training.actions.journal_places import LONGEST_SYSTEM
from livskraft.modules.training.queries.journal_places import caregivers
from livskraft.modules.training.rules.vocabulary import Place
from livskraft.organisation.models import Unit
from livskraft.ui.fields import NeededWhenField


class DecidePlaceForm(forms.Form):
    keeper = forms.ModelChoiceField(label=_("Vårdgivare"), queryset=Unit.objects.none())
    place = forms.ChoiceField(label=_("Var förs journalen?"), choices=Place.choices, widget=forms.RadioSelect)
    system = NeededWhenField(
        label=_("Journalsystemets namn"),
        needed_when=_("behövs när journalen förs i ett annat system"),
        max_length=LONGEST_SYSTEM,
    )
    starts = forms.DateField(label=_("Från och med"), help_text=_("Tidigast i dag."))

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["keeper"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = caregivers(by)
        self.fields["starts"].initial = by.today

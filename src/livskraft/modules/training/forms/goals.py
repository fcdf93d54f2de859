"""What is filled in about a goal, and about how it went?"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from livskraft.access.actor import Actor
from livskraft.modules.training.actions.goals import LONGEST_GOAL
from livskraft.modules.training.rules.vocabulary import Outcome
from livskraft.people.forms.fields import Lines


class GoalForm(forms.Form):
    text = Lines(
        label=_("Vad vill patienten kunna?"),
        help_text=_("Skriv det som ni kom överens om, så att det går att se om det är nått."),
        max_length=LONGEST_GOAL,
    )
    agreed_on = forms.DateField(label=_("Dagen ni kom överens"))

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agreed_on"].initial = by.today


class FollowUpForm(forms.Form):
    outcome = forms.ChoiceField(label=_("Hur gick det?"), choices=Outcome.choices, widget=forms.RadioSelect)
    on = forms.DateField(label=_("Dagen ni följde upp"))

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = by.today

"""What is filled in when something is journalled in the caregiver's other system?"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from livskraft.access.actor import Actor
from livskraft.access.models import User
from livskraft.kit import formats
from livskraft.modules.training.actions.elsewhere import journalling
from livskraft.modules.training.models import Episode, RehabSession
from livskraft.modules.training.rules.vocabulary import NoteKind


class ElsewhereForm(forms.Form):
    """The sessions that wait are all chosen to begin with: one is usually behind with none but today's."""

    kind = forms.ChoiceField(label=_("Vad har journalförts?"), choices=NoteKind.choices, widget=forms.RadioSelect)
    sessions = forms.TypedMultipleChoiceField(
        label=_("Vilka pass gäller det?"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    on = forms.DateField(label=_("Dagen det journalfördes"))
    who = forms.ModelChoiceField(label=_("Vem journalförde?"), queryset=User.objects.none())

    def __init__(
        self, *args: Any, episode: Episode, waiting: list[RehabSession], has_begun: bool, by: Actor, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        people = self.fields["who"]
        assert isinstance(people, forms.ModelChoiceField)
        people.queryset = User.objects.filter(pk__in=journalling(episode, by)).order_by("sort_key", "pk")
        people.initial, self.fields["on"].initial = by.user, by.today
        self.fields["kind"].initial = NoteKind.SESSION if has_begun else NoteKind.BEGINNING
        sessions = self.fields["sessions"]
        assert isinstance(sessions, forms.TypedMultipleChoiceField)
        sessions.choices = [(each.pk, formats.day(each.on, by.today)) for each in waiting]
        sessions.initial = [each.pk for each in waiting]
        if not waiting:
            del self.fields["sessions"]

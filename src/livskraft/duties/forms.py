"""What do people fill in about a duty?"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from livskraft.access.actor import Actor
from livskraft.duties.actions import write_note
from livskraft.duties.models import DutyNote
from livskraft.kit.errors import Refused


class NoteForm(forms.Form):
    text = forms.CharField(
        label=_("Vad har hänt, eller vad väntar du på?"),
        help_text=_("Skriv inga personuppgifter. Alla som ser platsen i Livskraft kan läsa anteckningen."),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": "3"}),
    )
    waiting_until = forms.DateField(
        label=_("Väntar till"),
        help_text=_("Uppgiften vilar i gruppen Väntar fram till den dagen."),
        required=False,
        widget=forms.DateInput,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, data: Any = None, *, note: DutyNote | None) -> None:
        now = (
            {"version": note.version, "text": note.text, "waiting_until": note.waiting_until}
            if note
            else {"version": 0}
        )
        super().__init__(data, initial=now)

    def save(self, *, key: str, by: Actor) -> DutyNote | None:
        """The written note, or None when the day was refused, which the form then says."""
        try:
            return write_note(key=key, by=by, **self.cleaned_data)
        except Refused as refusal:
            self.add_error(refusal.field, refusal.message)
            return None


class DigestForm(forms.Form):
    wanted = forms.BooleanField(
        label=_("Skicka mig ett mejl på vardagsmorgnar när jag har något att göra"), required=False
    )

"""What does one write to open a person in an emergency, and to say whether it was justified?"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from livskraft.access.actor import Actor
from livskraft.people.forms.fields import Lines, NumberField
from livskraft.people.models import BreakGlass
from livskraft.people.rules.break_glass import SHORTEST_REASON, says_why


class BreakGlassForm(forms.Form):
    number = NumberField(label=_("Personnummer eller samordningsnummer"), help_text=_("Hela numret, utan fel."))
    reason = Lines(
        label=_("Varför behöver du öppna personen?"),
        max_length=1000,
        help_text=_("Chefen läser det här och frågar dig om det är oklart."),
    )

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["number"]
        assert isinstance(field, NumberField)
        field.today = by.today

    def clean_reason(self) -> str:
        reason: str = self.cleaned_data["reason"]
        if not says_why(reason):
            raise forms.ValidationError(_("Skriv skälet med minst %(least)d tecken.") % {"least": SHORTEST_REASON})
        return reason


class ReviewGlassForm(forms.Form):
    justified = forms.ChoiceField(
        label=_("Var det befogat?"),
        choices=[("ja", _("Ja, det behövdes i arbetet")), ("nej", _("Nej, eller det går inte att förklara"))],
        widget=forms.RadioSelect,
    )
    note = Lines(label=_("Vad du har tagit reda på"), max_length=1000)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, glass: BreakGlass, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = glass.version

"""What does one say to block what a unit writes, to end it, and to open what another unit's patient has blocked?"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from livskraft.modules.training.rules.blocks import SHORTEST_REASON, says_why
from livskraft.modules.training.rules.vocabulary import Lifted
from livskraft.people.forms.fields import Lines


class AskedForm(forms.Form):
    """That it is what the patient wants."""

    asked = forms.BooleanField(
        label=_("Patienten har bett om det"),
        error_messages={"required": _("Det är bara patienten som kan bestämma det.")},
    )


class LiftForm(forms.Form):
    ground = forms.ChoiceField(
        label=_("På vilken grund?"),
        choices=Lifted.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Utan samtycke eller fara får spärren inte öppnas.")},
    )
    reason = Lines(
        label=_("Varför behöver du uppgifterna?"),
        help_text=_("Det du skriver sparas, och patienten och den andra enheten kan få läsa det."),
        max_length=1000,
    )

    def clean_reason(self) -> Any:
        reason = self.cleaned_data["reason"]
        if not says_why(reason):
            raise forms.ValidationError(_("Skriv skälet med minst %(least)d tecken.") % {"least": SHORTEST_REASON})
        return reason

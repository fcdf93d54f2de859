"""What does one give to load a list of codes?"""

from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from livskraft.people.forms.fields import OneLine

_SALT = "livskraft.training.codes"
# So long a list that was looked through can be loaded without being read anew.
_SECONDS = 3600


class CodeListForm(forms.Form):
    file = forms.FileField(
        label=_("Kodlistan"),
        help_text=_(
            "Excel, OpenDocument eller CSV med kolumnerna Kod och Text. Du får se vad som är läst innan du sparar."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xlsm,.ods,.csv"}),
    )
    starts = forms.DateField(
        label=_("Gäller från och med"),
        help_text=_("Från den dagen används bara den här listan."),
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    source = OneLine(label=_("Källa"), help_text=_("Till exempel Socialstyrelsen, KVÅ 2027."), max_length=300)


class ConfirmForm(forms.Form):
    """What was read from a file, sealed, so that what is saved is what was looked through."""

    sealed = forms.CharField(widget=forms.HiddenInput)

    def clean_sealed(self) -> dict[str, Any]:
        try:
            said: dict[str, Any] = signing.loads(self.cleaned_data["sealed"], salt=_SALT, max_age=_SECONDS)
        except signing.BadSignature as wrong:
            raise forms.ValidationError(_("Det är för länge sedan filen lästes. Läs in den igen.")) from wrong
        return said


def seal(said: dict[str, Any]) -> str:
    return signing.dumps(said, salt=_SALT, compress=True)

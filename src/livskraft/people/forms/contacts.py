"""What does one write about those close to a person, and about their cases?"""

from django import forms
from django.utils.translation import gettext_lazy as _

from livskraft.people.actions.contacts import Near
from livskraft.people.forms.fields import OneLine, PhoneField


class RelativeForm(forms.Form):
    name = OneLine(label=_("Namn"), max_length=120)
    relation = OneLine(
        label=_("Vem är det?"), max_length=80, required=False, help_text=_("Till exempel dotter, granne eller god man.")
    )
    phone = PhoneField(label=_("Telefon"), required=False)
    first = forms.BooleanField(label=_("Ring den här personen först"), required=False)

    @property
    def near(self) -> Near:
        given = self.cleaned_data
        return Near(given["name"], given["relation"], given["phone"], given["first"])


class ChangeRelativeForm(RelativeForm):
    version = forms.IntegerField(widget=forms.HiddenInput)


class CaseForm(forms.Form):
    number = OneLine(
        label=_("Ärendenummer"), max_length=60, help_text=_("Som det står hos kommunen, till exempel SON 2026/238.")
    )

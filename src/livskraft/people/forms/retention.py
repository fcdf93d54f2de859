"""What is written to decide what is thrown away, and to keep something from it?"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from livskraft.people.forms.fields import Lines, OneLine
from livskraft.people.models import PurgeOrder


class DecideForm(forms.Form):
    reference = OneLine(
        label=_("Beslutets diarienummer"),
        help_text=_("Beslutet tas utanför Livskraft. Här skriver du vilket det är."),
        max_length=60,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, order: PurgeOrder, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = order.version


class HoldForm(forms.Form):
    reason = Lines(
        label=_("Varför måste uppgifterna vara kvar?"),
        help_text=_("Till exempel en tvist, en anmälan eller att någon har begärt ut dem."),
        max_length=1000,
    )
    reference = OneLine(label=_("Diarienummer"), max_length=60, required=False)

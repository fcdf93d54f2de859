"""What do the components look like with something in them? Examples for the gallery, invented, without a database."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class ExampleForm(forms.Form):
    """One field of every kind that the renderer knows."""

    name = forms.CharField(label=_("Namn"), help_text=_("Som det står på maskinens skylt."), max_length=80)
    note = forms.CharField(label=_("Anteckning"), widget=forms.Textarea, required=False)
    weight = forms.IntegerField(label=_("Högsta användarvikt i kilo"), min_value=0, required=False)
    price = forms.DecimalField(label=_("Pris i kronor"), required=False)
    inspected = forms.DateField(label=_("Besiktad"))
    kind = forms.ChoiceField(label=_("Slag"), choices=[("", _("Välj")), ("bike", _("Motionscykel"))])
    verdict = forms.ChoiceField(
        label=_("Utlåtande"),
        help_text=_("Välj stopp om någon kan skada sig."),
        choices=[("ok", _("Utan anmärkning")), ("stop", _("Anmärkning A: stoppas")), ("minor", _("Anmärkning C"))],
        widget=forms.RadioSelect,
    )
    days = forms.MultipleChoiceField(
        label=_("Öppna dagar"),
        choices=[("1", _("Måndag")), ("2", _("Tisdag")), ("3", _("Onsdag"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    photo = forms.FileField(
        label=_("Foto"),
        help_text=_("På telefonen öppnas kameran."),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*", "capture": "environment"}),
    )
    secret = forms.CharField(label=_("Lösenord"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}))
    sure = forms.BooleanField(label=_("Jag har provat maskinen själv"))
    version = forms.IntegerField(widget=forms.HiddenInput, initial=1)


class ExampleFilters(forms.Form):
    q = forms.CharField(label=_("Sök"), required=False)
    status = forms.ChoiceField(label=_("Läge"), required=False, choices=[("", _("Alla")), ("late", _("Försenade"))])


@dataclass(frozen=True)
class ExamplePage:
    previous_url: str = "?fore=x"
    next_url: str = "?efter=x"
    summary: str = "Visar 50 åt gången"


def examples(*, today: date, with_errors: bool) -> dict[str, Any]:
    """Everything the gallery shows, as seen on `today`."""
    wrong = {"name": "Motionscykel </script> {{ 7|add:7 }}", "weight": "tung", "inspected": "", "version": "1"}
    return {
        "form": ExampleForm(wrong if with_errors else None),
        "with_errors": with_errors,
        "filter_form": ExampleFilters({"q": "cykel"}),
        "page": ExamplePage(),
        "example_messages": [
            Message(messages.SUCCESS, gettext("Besiktningen är sparad."), extra_tags="undo:#angra"),
            Message(messages.INFO, gettext("Listan ändrades av någon annan i dag.")),
            Message(messages.WARNING, gettext("Två rader kunde inte läsas.")),
            Message(messages.ERROR, gettext("Filen är inte en arbetsbok.")),
        ],
        "late": today - timedelta(days=12),
        "today": today,
        "soon": today + timedelta(days=3),
        "other_year": today - timedelta(days=400),
        "hostile": "</script><b>O'Brien</b> {{ 7|add:7 }} \u202eavdnöv \u200b",
        "long_word": "Ytterdörrstillgänglighetsanpassningsutredningssammanställning",
    }

"""What does the administration fill in about responsibility: terms and service agreements?"""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from livskraft.access.actor import Actor
from livskraft.kit.errors import Refused
from livskraft.modules.minigym.actions import regimes as actions
from livskraft.modules.minigym.models import Agreement, Regime, RegimeTerms
from livskraft.modules.minigym.rules import INTERVALS, Party, RegimeKey
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.models import Unit

WORDS = {
    1: _("Varje månad"),
    2: _("Varannan månad"),
    3: _("Var tredje månad"),
    12: _("Varje år"),
    24: _("Vartannat år"),
}
EVERY = [
    ("", _("Ingen bestämd tid")),
    *((str(months), WORDS.get(months, _("Var %d:e månad") % months)) for months in INTERVALS),
]


def _interval(label: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, choices=EVERY, coerce=int, empty_value=None, required=False)


class TermsForm(forms.ModelForm):
    """New terms of a regime from a day on."""

    class Meta:
        model = RegimeTerms
        fields = ["starts", "owner", "inspector", "payer"]
        widgets = {"starts": forms.DateInput()}

    version = forms.IntegerField(widget=forms.HiddenInput)
    inspection_months = _interval(_("Besiktning"))
    inspection_source = forms.CharField(
        label=_("Källa till besiktningens intervall"),
        required=False,
        max_length=300,
        help_text=_("Vilket dokument säger det? Lämnas fältet tomt visas intervallet som lokal regel."),
    )
    service_months = _interval(_("Service"))
    service_source = forms.CharField(
        label=_("Källa till servicens intervall"),
        required=False,
        max_length=300,
        help_text=_("Tomt betyder lokal regel."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("owner", "inspector", "payer"):
            field = cast(forms.ChoiceField, self.fields[name])
            field.choices = [("", _("Välj")), *Party.choices]

    def act(self, regime: Regime, by: Actor) -> bool:
        try:
            actions.set_terms(regime=regime, by=by, **self.cleaned_data)
        except Refused as refused:
            self.add_error(refused.field if refused.field in self.fields else None, refused.message)
            return False
        return True


class AgreementForm(forms.ModelForm):
    """A service agreement."""

    class Meta:
        model = Agreement
        fields = ["regime", "customer", "firm", "invoiced", "reference", "starts", "ends"]
        widgets = {"starts": forms.DateInput(), "ends": forms.DateInput()}
        labels = {"regime": _("Vilken utrustning?"), "ends": _("Gäller till (den dagen räknas inte)")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ours = [UnitKind.MUNICIPALITY, UnitKind.REGION, UnitKind.DEPARTMENT, UnitKind.COMMITTEE, UnitKind.PROVIDER]
        choices: dict[str, Any] = {
            "regime": Regime.objects.exclude(key=RegimeKey.PROPERTY),
            "customer": Unit.objects.of_kind(*ours),
            "invoiced": Unit.objects.of_kind(*ours),
            "firm": Unit.objects.of_kind(UnitKind.SERVICE_FIRM),
        }
        for name, queryset in choices.items():
            field: Any = self.fields[name]
            field.queryset = queryset
            field.empty_label = _("Välj")

    def act(self, by: Actor) -> Agreement | None:
        try:
            return actions.record_agreement(by=by, **self.cleaned_data)
        except Refused as refused:
            self.add_error(refused.field if refused.field in self.fields else None, refused.message)
            return None


class EndForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    ends = forms.DateField(
        label=_("Avtalet gäller till"), help_text=_("Den dagen räknas inte."), widget=forms.DateInput
    )

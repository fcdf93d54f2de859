"""What is written to decide what is thrown away, and to keep something from it?"""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from livskraft.people.forms.fields import Lines, OneLine
from livskraft.people.models import PurgeOrder
from livskraft.people.rules.municipalities import Municipality
from livskraft.people.rules.retention import OwnRule, rule_for
from livskraft.people.rules.vocabulary import Regime

LAST_DAY = 31


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


class RetentionRuleForm(forms.Form):
    """A rule of the municipality's own, for a regime that has none."""

    regime = forms.ChoiceField(label=_("Vilka uppgifter gäller det?"))
    keep = forms.ChoiceField(
        label=_("Hur länge?"),
        choices=[("years", _("Ett antal år efter den sista anteckningen")), ("all", _("Allt bevaras"))],
        widget=forms.RadioSelect,
    )
    years = forms.IntegerField(
        label=_("Antal år"),
        min_value=1,
        max_value=200,
        required=False,
        help_text=_("Minst fem år enligt socialtjänstlagen och tio enligt hälso- och sjukvårdslagen."),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), _("Skriv ett helt antal år.")),
    )
    kept_birth_days = OneLine(
        label=_("Födda de här dagarna i en månad bevaras för forskning"),
        help_text=_("Skriv dagarna med komma emellan, till exempel 5, 15, 25. Lämna tomt om ingen ska bevaras."),
        max_length=120,
        required=False,
    )
    source = OneLine(
        label=_("Källa"),
        help_text=_("Beslutet som regeln bygger på, till exempel en dokumenthanteringsplan med diarienummer."),
        max_length=300,
    )

    def __init__(self, *args: Any, taken: Collection[str], where: Municipality | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        regime = self.fields["regime"]
        assert isinstance(regime, forms.ChoiceField)
        regime.choices = [(each.value, each.label) for each in Regime if each not in taken]
        days = rule_for(Regime.SOCIAL, where=where).kept_birth_days
        self.fields["kept_birth_days"].initial = ", ".join(map(str, days))

    def clean_kept_birth_days(self) -> tuple[int, ...]:
        words = self.cleaned_data["kept_birth_days"].replace(",", " ").split()
        if not all(word.isascii() and word.isdigit() and 1 <= int(word) <= LAST_DAY for word in words):
            raise forms.ValidationError(_("Skriv dagar mellan 1 och 31, med komma emellan."))
        return tuple(sorted({int(word) for word in words}))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("keep") == "years" and given.get("years") is None and "years" not in self.errors:
            self.add_error("years", _("Skriv hur många år."))
        return given

    @property
    def rule(self) -> OwnRule:
        given = self.cleaned_data
        return OwnRule(given["source"], given["keep"] == "all", given["years"], given["kept_birth_days"])


class HoldForm(forms.Form):
    reason = Lines(
        label=_("Varför måste uppgifterna vara kvar?"),
        help_text=_("Till exempel en tvist, en anmälan eller att någon har begärt ut dem."),
        max_length=1000,
    )
    reference = OneLine(label=_("Diarienummer"), max_length=60, required=False)

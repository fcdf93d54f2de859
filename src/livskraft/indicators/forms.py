"""What can the figures be narrowed to, and what is typed in about residents?"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from livskraft.access.actor import Actor
from livskraft.indicators.permissions import Permission
from livskraft.indicators.rules import Span, Term
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.models import Unit

OFFERED = {Span.MONTH: 13, Span.QUARTER: 5, Span.YEAR: 3}


class ChoiceForm(forms.Form):
    """Which period and which unit; whatever cannot be read falls back to the latest and the topmost."""

    period = forms.ChoiceField(label=_("Period"), required=False)
    enhet = forms.ChoiceField(label=_("Enhet"), required=False)

    def __init__(self, *, term: Term, now: Term, units: list[Unit], unit: Unit | None) -> None:
        super().__init__({"period": term.code, "enhet": str(unit.pk) if unit else ""})
        offered = [(each.code, each.label.capitalize()) for each in offered_terms(now)]
        if term.code not in dict(offered):
            offered.append((term.code, term.label.capitalize()))
        self.fields["period"].choices = offered  # type: ignore[attr-defined]  # a choice field
        if unit:
            self.fields["enhet"].choices = [(str(each.pk), each.name) for each in units]  # type: ignore[attr-defined]  # as above
        else:
            del self.fields["enhet"]


def offered_terms(now: Term) -> list[Term]:
    """The months, quarters and years that one can choose between, the latest of each first."""
    return [each for span, count in OFFERED.items() for each in reversed(Term.holding(span, now.starts).back(count))]


class SiteOrAreaChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Unit) -> str:
        return f"{obj.name} ({obj.get_kind_display()})"


class ResidentsForm(forms.Form):
    unit = SiteOrAreaChoice(
        label=_("Trygghetsboende eller område"),
        queryset=Unit.objects.none(),
        empty_label=_("Välj"),
        help_text=_("För ett trygghetsboende alla som bor där, för ett område alla som är 65 år eller äldre."),
    )
    number = forms.IntegerField(
        label=_("Antal"),
        min_value=0,
        max_value=1_000_000,
        error_messages=dict.fromkeys(("min_value", "max_value"), _("Skriv ett antal från 0 till en miljon.")),
    )
    on = forms.DateField(label=_("Gäller per"), widget=forms.DateInput)
    source = forms.CharField(
        label=_("Källa"),
        max_length=200,
        help_text=_("Till exempel SCB:s befolkningsstatistik eller boendets egen lista."),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = actor.units(Permission.RECORD_RESIDENTS).of_kind(UnitKind.SITE, UnitKind.AREA).open_on(actor.today)
        self.fields["unit"].queryset = units.order_by("sort_key", "pk")  # type: ignore[attr-defined]  # a model choice


class ImportForm(forms.Form):
    file = forms.FileField(
        label=_("Filen"),
        help_text=_("En rad för varje plats eller område, med kolumnerna Plats, Antal, Gäller per och Källa."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xlsm,.ods,.csv"}),
    )
    on = forms.DateField(
        label=_("Gäller per"),
        required=False,
        widget=forms.DateInput,
        help_text=_("För rader som inte själva säger det."),
    )
    source = forms.CharField(
        label=_("Källa"), required=False, max_length=200, help_text=_("För rader som inte själva säger det.")
    )

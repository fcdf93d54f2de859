"""What does one type about a unit, its premises and its contacts?"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from livskraft.access.actor import Actor
from livskraft.organisation.kinds import ContractKind, UnitKind
from livskraft.organisation.models import Unit
from livskraft.organisation.rules import MAY_STAND_UNDER


class UnitChoice(forms.ModelChoiceField):
    """A unit within the actor's reach that is open today."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Unit.objects.none(), **kwargs)

    def offer(self, actor: Actor, *kinds: UnitKind) -> None:
        units = Unit.objects.visible_to(actor).open_on(actor.today).order_by("sort_key", "pk")
        self.queryset = units.of_kind(*kinds) if kinds else units

    def label_from_instance(self, obj: Unit) -> str:
        return f"{obj.name} ({obj.get_kind_display()})"


class Versioned(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)


class AddUnitForm(forms.Form):
    kind = forms.ChoiceField(label=_("Slag"), choices=[])
    name = forms.CharField(label=_("Namn"), max_length=120)
    opened = forms.DateField(label=_("Öppnad"), required=False, widget=forms.DateInput)

    def __init__(self, *args: Any, parent: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [kind for kind in UnitKind if parent.kind in MAY_STAND_UNDER[kind]]
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]  # type: ignore[attr-defined]  # a choice


class RenameUnitForm(Versioned):
    name = forms.CharField(label=_("Nytt namn"), max_length=120)
    on = forms.DateField(
        label=_("Gäller från"), widget=forms.DateInput, help_text=_("Äldre papper behåller det gamla namnet.")
    )


class MoveUnitForm(Versioned):
    parent = UnitChoice(label=_("Ligger under"), empty_label=_("Välj enhet"))

    def __init__(self, *args: Any, actor: Actor, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].offer(actor, *MAY_STAND_UNDER[UnitKind(unit.kind)])  # type: ignore[attr-defined]  # UnitChoice


class CloseUnitForm(Versioned):
    on = forms.DateField(label=_("Stängd från och med"), widget=forms.DateInput)


class PremisesForm(Versioned):
    address = forms.CharField(label=_("Besöksadress"), max_length=200, required=False)
    property_owner = UnitChoice(label=_("Fastighetsägare"), required=False, empty_label=_("Okänd"))

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["property_owner"].offer(actor, UnitKind.PROPERTY_OWNER)  # type: ignore[attr-defined]  # UnitChoice


class ContactForm(forms.Form):
    purpose = forms.CharField(
        label=_("För"), max_length=80, required=False, help_text=_("Till exempel Felanmälan eller Årlig service.")
    )
    name = forms.CharField(label=_("Kontaktperson"), max_length=120, required=False)
    email = forms.EmailField(label=_("E-post"), required=False)
    phone = forms.CharField(label=_("Telefon"), max_length=40, required=False)


class EditContactForm(ContactForm, Versioned):
    pass


class ContractForm(forms.Form):
    area_part = UnitChoice(label=_("Del av område"), empty_label=_("Välj del"))
    provider = UnitChoice(label=_("Utförare"), empty_label=_("Välj utförare"))
    kind = forms.ChoiceField(label=_("Slag"), choices=ContractKind.choices, widget=forms.RadioSelect)
    reference = forms.CharField(label=_("Diarienummer"), max_length=60, required=False)
    starts = forms.DateField(label=_("Gäller från och med"), widget=forms.DateInput)
    ends = forms.DateField(
        label=_("Gäller till"),
        required=False,
        widget=forms.DateInput,
        help_text=_("Den dagen har nästa utförare tagit över."),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area_part"].offer(actor, UnitKind.AREA_PART)  # type: ignore[attr-defined]  # UnitChoice
        self.fields["provider"].offer(actor, UnitKind.PROVIDER)  # type: ignore[attr-defined]  # UnitChoice


class EndContractForm(Versioned):
    ends = forms.DateField(
        label=_("Gäller till"),
        required=False,
        widget=forms.DateInput,
        help_text=_("Lämna tomt om avtalet löper vidare."),
    )

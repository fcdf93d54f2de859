"""What does one write to hand a person over to another caregiver?"""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from livskraft.access.actor import Actor
from livskraft.organisation.models import Unit
from livskraft.people.forms.fields import Lines
from livskraft.people.models import Person
from livskraft.people.queries.units import receiving_units


class HandOverManyForm(forms.Form):
    """Who of those that a caregiver before left here is handed over, when it was decided and how."""

    persons = forms.TypedMultipleChoiceField(
        label=_("Vilka lämnas över?"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Någon av dem är redan överlämnad. Öppna sidan igen.")},
    )
    on = forms.DateField(label=_("När bestämdes det?"), widget=forms.DateInput)
    reason = Lines(
        label=_("Beslut eller överenskommelse"),
        max_length=1000,
        help_text=_("Till exempel beslutets diarienummer, och vem hos den tidigare utföraren som har sagt ja."),
    )

    def __init__(self, *args: Any, persons: Sequence[Person], by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["persons"]
        assert isinstance(field, forms.TypedMultipleChoiceField)
        self.labels = {person.pk: _who(person) for person in persons}
        field.choices = list(self.labels.items())
        field.initial = [person.pk for person in persons]
        self.fields["on"].initial = by.today

    @property
    def chosen(self) -> list[str]:
        """Those who are ticked, as they were shown."""
        return [label for pk, label in self.labels.items() if pk in self.cleaned_data["persons"]]


def _who(person: Person) -> str:
    if not person.birth_year:
        return person.name
    return gettext("%(name)s, född %(year)d") % {"name": person.name, "year": person.birth_year}


class HandoverForm(forms.Form):
    to_unit = forms.ChoiceField(label=_("Till vilken enhet?"))
    on = forms.DateField(
        label=_("När bestämdes det?"),
        widget=forms.DateInput,
        help_text=_("Överlämningen gäller genast när du sparar, också när beslutet är äldre."),
    )
    reason = Lines(label=_("Skäl"), max_length=1000, help_text=_("Till exempel att personen har flyttat."))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, person: Person, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = {str(unit.pk): unit for unit in receiving_units(by)}
        field = self.fields["to_unit"]
        assert isinstance(field, forms.ChoiceField)
        of_kind = groupby(
            sorted(self.units.values(), key=lambda unit: (unit.kind, unit.sort_key)),
            key=lambda unit: unit.get_kind_display(),
        )
        field.choices = [
            ("", _("Välj enhet")),
            *((kind, [(str(unit.pk), unit.name) for unit in units]) for kind, units in of_kind),
        ]
        self.fields["on"].initial = by.today
        self.fields["version"].initial = person.version

    def clean_to_unit(self) -> Unit:
        return self.units[self.cleaned_data["to_unit"]]

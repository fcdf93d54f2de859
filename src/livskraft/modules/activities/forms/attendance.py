"""What does somebody tick, count or write when visitors come?"""

from collections.abc import Iterator
from copy import copy
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from livskraft.access.actor import Actor
from livskraft.kit.errors import Refused
from livskraft.kit.ids import id_in
from livskraft.modules.activities.actions import attendance, gym_visits
from livskraft.modules.activities.actions.attendance import Ticked
from livskraft.modules.activities.models import Occasion, Support
from livskraft.modules.activities.rules.attendance import CELLS, MOST_OF_A_GROUP, Cell
from livskraft.modules.activities.rules.vocabulary import AgeGroup, CountedGender, SupportKind
from livskraft.organisation.models import Unit


def ticked(sent: QueryDict) -> Ticked:
    """What the tap list sent; what is no number is nobody."""
    return Ticked(
        shown=_ids(sent, "shown"),
        here=_ids(sent, "here"),
        sign_ups=_ids(sent, "sign_up"),
        new=[name for name in dict.fromkeys(sent.getlist("new")) if name.strip()],
    )


def _ids(sent: QueryDict, name: str) -> list[int]:
    return list(dict.fromkeys(found for text in sent.getlist(name) if (found := id_in(text)) is not None))


class HeadCountForm(forms.Form):
    """A number for each age group and gender, and beside it what it was when the page was opened.

    An occasion that is in no table yet is the gym's of this hour, and is made when a number is saved.
    """

    def __init__(self, *args: Any, occasion: Occasion, saved: dict[Cell, int], by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.occasion, self.by = occasion, by
        for cell in CELLS:
            number = forms.IntegerField(
                label=cell_label(cell), min_value=0, max_value=MOST_OF_A_GROUP, required=False, initial=saved.get(cell)
            )
            number.widget.attrs |= {"inputmode": "numeric", "autocomplete": "off"}
            self.fields[_name(cell)] = number
            self.fields[f"was-{_name(cell)}"] = forms.IntegerField(
                widget=forms.HiddenInput, required=False, min_value=0, initial=saved.get(cell, 0)
            )

    @property
    def groups(self) -> Iterator[tuple[str, list[BoundField]]]:
        """The age groups with their fields, gender by gender; below the name of the group, gender says enough."""
        for age in AgeGroup:
            fields = [copy(self[_name((age, gender))]) for gender in CountedGender]
            for field, gender in zip(fields, CountedGender, strict=True):
                field.label = gender.label
            yield str(age.label), fields

    @property
    def shown(self) -> list[BoundField]:
        return [self[f"was-{_name(cell)}"] for cell in CELLS]

    @property
    def typed(self) -> dict[Cell, int]:
        return {cell: self.cleaned_data[_name(cell)] or 0 for cell in CELLS}

    def act(self) -> int | None:
        """How many came, or None with the refusal shown. Raises Conflict."""
        was = {cell: self.cleaned_data[f"was-{_name(cell)}"] or 0 for cell in CELLS}
        try:
            if self.occasion.pk is None:
                return gym_visits.note_heads(site=self.occasion.site, shown=was, typed=self.typed, by=self.by)
            return attendance.save_head_count(occasion=self.occasion, shown=was, typed=self.typed, by=self.by)
        except Refused as refused:
            self.add_error(None, refused.message)
            return None


def _name(cell: Cell) -> str:
    age, gender = cell
    return f"{age.value}-{gender.value}"


class SupportForm(forms.Form):
    """What was given, to how many and how long; nothing about anybody."""

    kind = forms.ChoiceField(label=lazy("Vad gjorde du?"), choices=SupportKind.choices, widget=forms.RadioSelect)
    visitors = forms.IntegerField(label=lazy("Hur många besökare?"), min_value=1, max_value=200, initial=1)
    minutes = forms.IntegerField(label=lazy("Hur många minuter?"), min_value=1, max_value=600)

    def __init__(self, *args: Any, site: Unit, support: Support | None = None, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.site, self.support, self.by = site, support, by
        if support:
            for name in ("kind", "visitors", "minutes"):
                self.fields[name].initial = getattr(support, name)

    def act(self) -> Support | None:
        """The support, written up or put right; None with the refusal shown."""
        data = self.cleaned_data
        given = {"kind": SupportKind(data["kind"]), "visitors": data["visitors"], "minutes": data["minutes"]}
        try:
            if self.support:
                return gym_visits.change_support(support=self.support, by=self.by, **given)
            return gym_visits.support_today(site=self.site, by=self.by, **given)
        except Refused as refused:
            self.add_error(refused.field if refused.field in self.fields else None, refused.message)
            return None


def cell_label(cell: Cell) -> str:
    """Age and gender, as the summary of errors and the page of a conflict name the number."""
    return _("%(age)s, %(gender)s") % {"age": cell[0].label, "gender": cell[1].label.lower()}


def counted_rows(saved: dict[Cell, int], typed: dict[Cell, int]) -> list[tuple[str, int, int]]:
    """Each number that differs, as the page of the conflict tells it: label, saved and typed."""
    told = []
    for cell, mine in typed.items():
        if mine != saved.get(cell, 0):
            told.append((cell_label(cell), saved.get(cell, 0), mine))
    return told

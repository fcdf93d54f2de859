"""What does one give to bring in a list of staff, and how are its rows put right?"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from livskraft.access.actor import Actor
from livskraft.access.imports import FIELDS
from livskraft.kit.errors import Refused
from livskraft.organisation.models import Unit

_SALT = "access.staff_list"
# A list that has been open longer than a day's work is read anew.
_KEPT_SECONDS = 12 * 3600
LONGEST_FIX = 300
FIELD_LABELS = {
    "name": _("Namn"),
    "email": _("E-post"),
    "role": _("Roll"),
    "unit": _("Enhet"),
    "title": _("Titel"),
    "starts": _("Från och med"),
}


class StaffListForm(forms.Form):
    file = forms.FileField(
        label=_("Kalkylblad med personalen"),
        help_text=_(
            "Excel, OpenDocument eller CSV. Behöver en rubrik Namn; Roll, Enhet, Titel, E-post och Start läses."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xlsm,.ods,.csv"}),
    )
    unit = forms.ModelChoiceField(
        label=_("Enhet för rader utan enhet"), required=False, queryset=Unit.objects.none(), empty_label=_("Välj enhet")
    )

    def __init__(self, *args: Any, units: list[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["unit"]
        choice.queryset = Unit.objects.filter(pk__in=[unit.pk for unit in units]).order_by("sort_key", "pk")
        self.only = units[0] if len(units) == 1 else None
        if self.only:
            del self.fields["unit"]

    @property
    def default_unit(self) -> Unit | None:
        """Where rows without a unit belong: the chosen one, or the only one there is."""
        return self.only or self.cleaned_data.get("unit")


@dataclass(frozen=True, slots=True)
class CarriedList:
    """The rows of an uploaded list, the id of the unit of rows without one, and the headers that were not read."""

    rows: dict[int, dict[str, str]]
    unit_id: int | None
    ignored: list[str]


def sealed(rows: Mapping[int, Mapping[str, str]], unit: Unit | None, ignored: list[str], by: Actor) -> str:
    """The list as the page carries it until it is confirmed: nothing of it is saved, and nobody else's is taken."""
    said = {"rows": list(rows.items()), "unit": unit.pk if unit else None, "ignored": ignored, "for": by.who}
    return signing.dumps(said, salt=_SALT, compress=True)


def unsealed(text: str, by: Actor) -> CarriedList:
    """What was `sealed`. Raises Refused when it is too old or somebody else's."""
    try:
        said = signing.loads(text, salt=_SALT, max_age=_KEPT_SECONDS)
    except signing.BadSignature as wrong:
        raise Refused(_now("Listan har legat för länge. Ladda upp filen igen."), "file") from wrong
    if said["for"] != by.who:
        raise Refused(_now("Listan är någon annans. Ladda upp filen igen."), "file")
    return CarriedList({int(number): row for number, row in said["rows"]}, said["unit"], said["ignored"])


def corrected(rows: Mapping[int, Mapping[str, str]], data: Mapping[str, Any]) -> dict[int, dict[str, str]]:
    """The rows with what was typed in the preview, without those that are to be passed over."""
    kept = {}
    for number, row in rows.items():
        if f"skip:{number}" in data:
            continue
        typed = {name: data[f"fix:{number}:{name}"] for name in FIELDS if f"fix:{number}:{name}" in data}
        kept[number] = {**row, **{name: str(text).replace("\x00", "")[:LONGEST_FIX] for name, text in typed.items()}}
    return kept

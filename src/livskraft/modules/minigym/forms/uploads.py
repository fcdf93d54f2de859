"""What do people fill in about an inventory workbook: the file, its columns and what could not be read?"""

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from livskraft.modules.minigym.imports import FIELDS
from livskraft.modules.minigym.rules import RegimeKey

LONGEST_FIX = 500
# What the fields are called in the preview, in the order that they are offered.
FIELD_LABELS = {
    "kind": _("Maskin"),
    "number": _("Märkning"),
    "make": _("Fabrikat"),
    "model": _("Modell"),
    "serial_number": _("Serienummer"),
    "acquired": _("Anskaffad"),
    "inspected": _("Senast besiktad"),
    "serviced": _("Senaste service"),
    "owner": _("Vem som köpte"),
    "note": _("Anmärkning"),
    "status": _("Skick"),
    "stopped": _("Ur bruk"),
    "working": _("I bruk"),
    "placement": _("Placering"),
    "max_user_weight": _("Högsta brukarvikt"),
    "price": _("Inköpspris"),
    "warranty_until": _("Garanti till"),
    "standard": _("Säkerhetsstandard"),
    "usage_class": _("Klass"),
    "supplementary": _("Ursprunglig eller kompletterande"),
    "supplier": _("Leverantör"),
    "quantity": _("Antal"),
    "is_medical_device": _("Medicinteknisk produkt"),
}
# What the engine reads as each regime.
OWNER_WORDS = {
    RegimeKey.MUNICIPAL: "kommunen",
    RegimeKey.PROVIDER: "utföraren",
    RegimeKey.PROPERTY: "fastighetsägaren",
}
UNKNOWN = "okänt"


class ImportForm(forms.Form):
    file = forms.FileField(
        label=_("Inventarielistan"),
        help_text=_("En fil som slutar på .xlsx, .ods eller .csv. Den behöver inte se ut på något särskilt sätt."),
        widget=forms.FileInput(
            attrs={"accept": ".xlsx,.xlsm,.ods,.csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
        ),
    )


def read_corrections(post: Mapping[str, str]) -> tuple[dict[str, int | None], dict[str, str]]:
    """Mapping and fixes that differ from what the page showed; whatever is not a field of ours is left out.

    Names: "map:3" (column), "fix:12:acquired" (row and field), "unknown:12:acquired", each with "was:" before it for
    what was shown.
    """
    mapping: dict[str, int | None] = {}
    fixes: dict[str, str] = {}
    for name in post:
        what, _colon, place = name.partition(":")
        value, was = post[name].strip()[:LONGEST_FIX].replace("\x00", ""), post.get(f"was:{name}", "").strip()
        if what == "map" and value != was and place.isdecimal() and len(place) < 5:
            if value in FIELDS:
                mapping[value] = int(place)
            if was in FIELDS:
                mapping.setdefault(was, None)
        row, _colon, field = place.partition(":")
        if not row.isdecimal() or len(row) > 7 or field not in {*FIELDS, "skip", "out_of_use"}:
            continue
        if what == "unknown" and value:
            fixes[f"{int(row)}:{field}"] = UNKNOWN
        elif what == "fix" and value != was:
            fixes.setdefault(f"{int(row)}:{field}", value)
    return mapping, fixes

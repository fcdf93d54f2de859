"""What does one give to bring in a list of persons, and what does one say of its rows?"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from livskraft.people.rules.imported import FIELDS, LONGEST_WRITTEN

_MOST_DIGITS = 6
FIELD_LABELS = {
    "given_name": _("Förnamn"),
    "family_name": _("Efternamn"),
    "number": _("Personnummer eller samordningsnummer"),
    "gender": _("Kön"),
    "birth_year": _("Födelseår"),
    "phone": _("Telefon"),
    "email": _("E-post"),
    "street": _("Gatuadress"),
    "postcode": _("Postnummer"),
    "city": _("Ort"),
    "language": _("Språk"),
    "adaptations": _("Praktiska anpassningar"),
    "area": _("Område"),
    "case": _("Ärendenummer"),
}
# Here a whole number of somebody's may stand; it is never shown again, and so is typed anew.
HIDDEN = frozenset({"number", "birth_year", "given_name", "family_name"})


class PersonListForm(forms.Form):
    file = forms.FileField(
        label=_("Kalkylblad med personerna"),
        help_text=_(
            "Excel, OpenDocument eller CSV. Behöver en rubrik Namn, eller Förnamn och Efternamn. Personnummer, "
            "födelseår, kön, telefon, e-post, adress, språk, anpassningar, område och ärendenummer läses om de finns."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xlsm,.ods,.csv"}),
    )


@dataclass(frozen=True, slots=True)
class Said:
    """What the preview's form says: of which version of the list, what was typed and which rows were ticked."""

    version: int | None
    fixes: dict[int, dict[str, str]] = field(default_factory=dict)
    skip: set[int] = field(default_factory=set)
    take: dict[int, bool] = field(default_factory=dict)

    @property
    def changes(self) -> bool:
        return bool(self.fixes or self.skip or self.take)


def read_said(post: QueryDict) -> Said:
    """Names: "fix:12:phone" (row and field) with "was:fix:12:phone" for what was shown, "blank:12:number" for a field
    that is to be left out, "skip:12", and "take:12" among the rows "offered". Anything else is left out."""
    said = Said(_whole(post.get("version", "")))
    for row in map(_whole, post.getlist("offered")):
        if row is not None and (f"take:{row}" in post) != (f"was:take:{row}" in post):
            said.take[row] = f"take:{row}" in post
    for name, value in post.items():
        what, _colon, place = name.partition(":")
        number, _colon, of = place.partition(":")
        row = _whole(number)
        if row is None:
            continue
        if what == "skip":
            said.skip.add(row)
        elif what == "blank" and of in FIELDS:
            said.fixes.setdefault(row, {})[of] = ""
        elif what == "fix" and of in FIELDS and str(value) != post.get(f"was:{name}", ""):
            typed = str(value).replace("\x00", "")[: LONGEST_WRITTEN + 1]
            said.fixes.setdefault(row, {}).setdefault(of, typed)
    return said


def shown(name: str, written: Mapping[str, str]) -> str:
    """What stands in a field that is to be put right, as it may be shown: a number that may be somebody's is not."""
    text = written.get(name, "")
    digits = sum(char.isdigit() for char in text)
    return "" if name == "number" or (name in HIDDEN and digits >= _MOST_DIGITS) else text[:200]


def masked(text: str) -> str:
    """The first eight signs of what stands as a number, and dots for its last digits."""
    return "".join("•" if char.isdigit() and place >= _MOST_DIGITS else char for place, char in enumerate(text[:20]))


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 8 else None

"""What can the overview be narrowed to?"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from livskraft.duties.catalogue import kinds
from livskraft.overview.queries import Choice, Overview


def choice_from(query: Any) -> Choice:
    """What the address asks for; what cannot be read narrows nothing."""
    kind = query.get("slag", "")
    return Choice(
        area=_number(query.get("omrade", "")),
        provider=_number(query.get("utforare", "")),
        kind=kind if kind in kinds else None,
    )


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else None


class FilterForm(forms.Form):
    omrade = forms.ChoiceField(label=_("Område"), required=False)
    utforare = forms.ChoiceField(label=_("Utförare"), required=False)
    slag = forms.ChoiceField(label=_("Uppgift"), required=False)

    def __init__(self, overview: Overview, choice: Choice) -> None:
        super().__init__({"omrade": choice.area or "", "utforare": choice.provider or "", "slag": choice.kind or ""})
        self.fields["omrade"].choices = [("", _("Alla områden")), *overview.area_choices]  # type: ignore[attr-defined]  # a choice field
        self.fields["utforare"].choices = [("", _("Alla utförare")), *overview.provider_choices]  # type: ignore[attr-defined]  # as above
        self.fields["slag"].choices = [("", _("Alla uppgifter")), *((kind.key, kind.label) for kind in kinds)]  # type: ignore[attr-defined]  # as above

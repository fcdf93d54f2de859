"""How are words and numbers about a person read from a form, whatever was pasted into it?"""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from livskraft.kit.errors import Refused
from livskraft.kit.identity import LONGEST_TEXT, IdentityNumber, read_number
from livskraft.kit.swedish_values import clean

# A number within the same exchange has five digits at the least; 112 is nobody's own.
FEWEST_DIGITS = 5


class OneLine(forms.CharField):
    """Words on one line: composed letters, ordinary spaces, nothing invisible."""

    def to_python(self, value: Any) -> str:
        return clean(super().to_python(value) or "")


class PhoneField(OneLine):
    """A number that somebody can ring, written in any way; words beside it are kept, words alone are refused."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=40, widget=forms.TextInput(attrs={"inputmode": "tel"}), **kwargs)

    def validate(self, value: str) -> None:
        super().validate(value)
        if value and sum(each.isdigit() for each in value) < FEWEST_DIGITS:
            raise ValidationError(_("Skriv telefonnumret med siffror."), code="unreadable")


class Lines(forms.CharField):
    """As one line, but several."""

    def __init__(self, *, rows: int = 3, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **kwargs)

    def to_python(self, value: Any) -> str:
        lines = (clean(line) for line in (super().to_python(value) or "").splitlines())
        return "\n".join(lines).strip()


class NumberField(forms.CharField):
    """A personnummer or a coordination number; None when nothing was written. What was wrong is never repeated."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"autocomplete": "off", "spellcheck": "false"}
        super().__init__(max_length=LONGEST_TEXT, widget=forms.TextInput(attrs=attrs), **kwargs)
        self.today: date | None = None

    def to_python(self, value: Any) -> IdentityNumber | None:  # type: ignore[override]  # a CharField in looks only
        if isinstance(value, IdentityNumber):
            return value
        text = clean(super().to_python(value) or "")
        if not text:
            return None
        assert self.today, "the form says which day it is"
        try:
            return read_number(text, today=self.today)
        except Refused as refused:
            raise ValidationError(refused.message, code="unreadable") from None

    def run_validators(self, value: Any) -> None:
        """The number has been read; the rules for texts have nothing to add."""

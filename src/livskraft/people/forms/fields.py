"""How are words and numbers about a person read from a form, whatever was pasted into it?"""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from livskraft.kit.errors import Refused
from livskraft.kit.identity import LONGEST_TEXT, IdentityNumber, read_number
from livskraft.kit.swedish_values import clean


class OneLine(forms.CharField):
    """Words on one line: composed letters, ordinary spaces, nothing invisible."""

    def to_python(self, value: Any) -> str:
        return clean(super().to_python(value) or "")


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

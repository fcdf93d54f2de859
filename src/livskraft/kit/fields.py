"""How are the kit's own kinds of value kept in the database and typed in forms?"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from livskraft.kit.partial_date import PartialDate
from livskraft.kit.swedish_values import read_date, read_money


class PartialDateFormField(forms.CharField):
    """Reads a date as people write it and keeps its precision; empty and "okänt" are None.

    A date that has not been yet is refused unless `future`."""

    default_error_messages = {
        "unreadable": _("%(why)s Skriv till exempel 2019, mars 2019 eller 2019-03-17."),
    }

    def __init__(self, *, future: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.future = future

    def prepare_value(self, value: Any) -> Any:
        return value.iso if isinstance(value, PartialDate) else value

    def to_python(self, value: Any) -> PartialDate | None:  # type: ignore[override]  # a CharField in looks only
        if isinstance(value, PartialDate):
            return value
        text = super().to_python(value)
        if not text:
            return None
        reading = read_date(text, today=timezone.localdate(), future=self.future)
        if not reading.readable:
            raise ValidationError(self.error_messages["unreadable"], code="unreadable", params={"why": reading.why})
        return reading.value

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True


class MoneyFormField(forms.Field):
    """Reads kronor as people write them, such as "12 500 kr" and "2400,50"; empty and "okänt" are None."""

    default_error_messages = {
        "unreadable": _("%(why)s Skriv till exempel 2 400,50."),
        "negative": _("Beloppet kan inte vara negativt."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.TextInput(attrs={"inputmode": "decimal", "maxlength": 40}), **kwargs)

    def to_python(self, value: Any) -> Decimal | None:
        text = "" if value is None else str(value).strip()[:40]
        if text[:1] in ("-", "\u2212") and text[1:]:
            raise ValidationError(self.error_messages["negative"], code="negative")
        reading = read_money(text)
        if not reading.readable:
            raise ValidationError(self.error_messages["unreadable"], code="unreadable", params={"why": reading.why})
        return reading.value


class PartialDateField(models.Field):
    """A PartialDate, stored as the integer yyyymmdd with 00 for what is unknown.

    Lookups take a PartialDate, a date, an ISO text or the code itself."""

    description = _("Datum som kan vara ofullständigt")
    empty_strings_allowed = False
    default_error_messages = {"invalid": _("”%(value)s” är inget datum.")}

    _pyi_private_set_type: PartialDate | date | int | str
    _pyi_private_get_type: PartialDate
    _pyi_lookup_exact_type: PartialDate | date | int | str

    def get_internal_type(self) -> str:
        return "IntegerField"

    def to_python(self, value: Any) -> PartialDate | None:
        if value is None or isinstance(value, PartialDate):
            return value
        try:
            if isinstance(value, datetime):
                return PartialDate.of(value.date())
            if isinstance(value, date):
                return PartialDate.of(value)
            if isinstance(value, int):
                return PartialDate.from_code(value)
            return PartialDate.from_iso(value)
        except (ValueError, TypeError) as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid", params={"value": value}) from error

    def from_db_value(self, value: int | None, expression: Any, connection: Any) -> PartialDate | None:
        return None if value is None else PartialDate.from_code(value)

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        if value is None or isinstance(value, int):
            # An int is a code and may be a bound that is no date itself, such as 20190000.
            return value
        partial = self.to_python(value)
        return None if partial is None else partial.code

    def value_to_string(self, obj: models.Model) -> str:
        value = self.to_python(self.value_from_object(obj))
        return "" if value is None else value.iso

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": PartialDateFormField, **kwargs})

"""What does one fill in about a gym's hours, an exception from them, and a gym that must be closed?"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from livskraft.access.actor import Actor
from livskraft.kit.errors import Refused
from livskraft.modules.minigym.actions import hours as actions
from livskraft.modules.minigym.models import Closure, Gym, HoursException
from livskraft.modules.minigym.queries.hours import Schedule, Span
from livskraft.modules.minigym.rules import Weekday

_SPAN = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*[-–—]\s*(\d{1,2})(?:[:.](\d{2}))?")
# The last minute of a day stands for midnight, so that a span never reaches into the next day.
MIDNIGHT = time(23, 59)


class SpansField(forms.CharField):
    """Spans of time as people write them: "8–17", "08:00-12:00, 13.00-16.30"; empty is none."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=80, **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value).strip()
        return [_span(part.strip()) for part in re.split(r",|;| och ", text) if part.strip()]

    def prepare_value(self, value: Any) -> Any:
        return written(value) if isinstance(value, list) else value


def written(spans: Sequence[Span]) -> str:
    """Spans as the field reads them."""
    return ", ".join(str(span) for span in spans)


def _span(text: str) -> Span:
    match = _SPAN.fullmatch(text)
    try:
        if match is None:
            raise ValueError(text)
        start_hour, start_minute, end_hour, end_minute = (int(part or 0) for part in match.groups())
        end = MIDNIGHT if (end_hour, end_minute) == (24, 0) else time(end_hour, end_minute)
        span = Span(time(start_hour, start_minute), end)
    except ValueError as error:
        raise ValidationError(_("Skriv tiderna som 8–17 eller 8–12, 13–16.30.")) from error
    if span.end <= span.start:
        raise ValidationError(_("Sluttiden måste vara senare än starttiden."))
    return span


@dataclass(frozen=True)
class DayRow:
    """A day of the form with its two fields."""

    label: str
    opening: BoundField
    staffed: BoundField


class HoursForm(forms.Form):
    """The hours of a week: open and staffed on each day, and on holidays."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, gym: Gym, schedule: Schedule, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.gym, self.by = gym, by
        self.fields["version"].initial = gym.version
        for row in Weekday:
            day = {"day": row.label}
            # The day is said in each label: the summary of errors and a screen reader show a label by itself.
            opening, staffed = _("%(day)s, öppet") % day, _("%(day)s, bemannat") % day
            self.fields[f"opening_{row.value}"] = SpansField(label=opening, initial=schedule.usual(row))
            self.fields[f"staffed_{row.value}"] = SpansField(label=staffed, initial=schedule.usual(row, staffed=True))

    def rows(self) -> Iterator[DayRow]:
        for row in Weekday:
            yield DayRow(str(row.label), self[f"opening_{row.value}"], self[f"staffed_{row.value}"])

    def act(self) -> Gym | None:
        """The gym, or None with the refusal shown. Raises Conflict."""
        data = self.cleaned_data
        try:
            return actions.set_hours(
                gym=self.gym,
                opening={row: data[f"opening_{row.value}"] for row in Weekday},
                staffed={row: data[f"staffed_{row.value}"] for row in Weekday},
                version=data["version"],
                by=self.by,
            )
        except Refused as refused:
            self.add_error(refused.field if refused.field in self.fields else None, refused.message)
            return None


class ExceptionForm(forms.Form):
    """Days when the gym is closed, or has other hours than usual."""

    first_day = forms.DateField(label=lazy("Från och med"), widget=forms.DateInput())
    last_day = forms.DateField(
        label=lazy("Till och med"),
        required=False,
        widget=forms.DateInput(),
        help_text=lazy("Tomt betyder en enda dag."),
    )
    reason = forms.CharField(
        label=lazy("Vad gäller?"),
        max_length=200,
        help_text=lazy("Alla kan läsa det. Till exempel: Semesterstängt, eller Kortare öppet på grund av möte."),
    )
    opening = SpansField(label=lazy("Öppet de dagarna"), help_text=lazy("Till exempel 10–14. Tomt betyder stängt."))
    staffed = SpansField(label=lazy("Bemannat de dagarna"))

    def __init__(self, *args: Any, gym: Gym, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.gym, self.by = gym, by

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name in ("opening", "staffed"):
            if len(data.get(name) or []) > 1:
                self.add_error(name, _("Skriv en enda tid, från och till."))
        return data

    def act(self) -> HoursException | None:
        """The exception, or None with the refusal shown."""
        data = self.cleaned_data
        try:
            return actions.make_exception(
                gym=self.gym,
                first_day=data["first_day"],
                last_day=data["last_day"] or data["first_day"],
                reason=data["reason"],
                opening=next(iter(data["opening"]), None),
                staffed=next(iter(data["staffed"]), None),
                by=self.by,
            )
        except Refused as refused:
            self.add_error(refused.field if refused.field in self.fields else None, refused.message)
            return None


class CloseGymForm(forms.Form):
    """Why nobody trains here until further notice."""

    reason = forms.CharField(
        label=lazy("Varför stängs minigymmet?"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=lazy("Alla kan läsa det. Till exempel: Vattenläcka i taket. Skriv inget om enskilda personer."),
    )

    def __init__(self, *args: Any, gym: Gym, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.gym, self.by = gym, by

    def act(self) -> Closure | None:
        """The closure, or None with the refusal shown."""
        try:
            return actions.close_gym(gym=self.gym, reason=self.cleaned_data["reason"], by=self.by)
        except Refused as refused:
            self.add_error(refused.field if refused.field in self.fields else None, refused.message)
            return None


class ReopenGymForm(forms.Form):
    """What was done, so that the gym can be used again."""

    reason = forms.CharField(label=lazy("Vad har gjorts?"), max_length=400, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, gym: Gym, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.gym, self.by = gym, by

    def act(self) -> Closure | None:
        """The ended closure, or None with the refusal shown."""
        try:
            return actions.reopen_gym(gym=self.gym, reason=self.cleaned_data["reason"], by=self.by)
        except Refused as refused:
            self.add_error(refused.field if refused.field in self.fields else None, refused.message)
            return None

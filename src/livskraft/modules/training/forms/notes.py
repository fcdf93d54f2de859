"""What is filled in to write and correct a note, and to say what was objected to and given to whom?"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from livskraft.access.actor import Actor
from livskraft.kit import formats
from livskraft.modules.training.actions.drafts import Written, parts_in
from livskraft.modules.training.models import Code, Draft, RehabSession
from livskraft.modules.training.rules.notes import moment, parts_of
from livskraft.modules.training.rules.vocabulary import Heading, NoteKind
from livskraft.people.forms.fields import OneLine
from livskraft.ui.fields import NeededWhenField

# What needs more room than a few lines.
_ROWS = {Heading.STATUS: 6, Heading.ASSESSMENT: 5, Heading.MEASURES: 5}


class _WhenForm(forms.Form):
    """When it happened, by the clock on the wall."""

    on = forms.DateField(label=lazy("Dag"))
    at = forms.TimeField(label=lazy("Klockan"))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("on") and data.get("at") is not None:
            happened_at = moment(data["on"], data["at"], timezone.get_current_timezone())
            if happened_at is None:
                self.add_error("at", _("Den tiden fanns inte: klockan ställdes fram."))
            data["happened_at"] = happened_at
        return data


class _SessionField(forms.ModelChoiceField):
    """One session by its day and place."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{formats.day(obj.on, timezone.localdate())}, {obj.site}"


class BeginDraftForm(_WhenForm):
    kind = forms.ChoiceField(label=lazy("Vad ska du skriva?"), choices=NoteKind.choices, widget=forms.RadioSelect)
    session = _SessionField(
        label=lazy("Gäller det ett inskrivet besök?"),
        queryset=RehabSession.objects.none(),
        required=False,
        empty_label=lazy("Nej"),
        help_text=lazy("När du har signerat är besöket journalfört."),
    )

    field_order = ("kind", "session", "on", "at")

    def __init__(self, *args: Any, sessions: Any, by: Actor, kind: str, chosen: RehabSession | None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        field = self.fields["session"]
        assert isinstance(field, _SessionField)
        field.queryset = sessions
        if not sessions.exists():
            del self.fields["session"]
        now = timezone.localtime(by.at)
        self.initial = {"kind": kind, "session": chosen, "on": chosen.on if chosen else now.date(), "at": now.time()}


class DraftForm(_WhenForm):
    """One field for each part that the author's profession writes. Nothing is required until it is signed."""

    codes = forms.MultipleChoiceField(
        label=lazy("Koder"), required=False, widget=forms.CheckboxSelectMultiple, choices=[]
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, draft: Draft, role: str, offered: Iterable[Code], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = parts_of(NoteKind(draft.kind), role)
        for part in self.asked:
            told: dict[str, Any] = {"label": part.heading.label, "help_text": str(part.hint), "strip": False}
            told["widget"] = forms.Textarea(attrs={"rows": _ROWS.get(part.heading, 3)})
            self.fields[part.heading.value] = (
                NeededWhenField(needed_when=lazy("behövs för att signera"), **told)
                if part.required
                else forms.CharField(required=False, **told)
            )
        choices = {code: _("%(code)s (finns inte i listan som gäller)") % {"code": code} for code in draft.codes}
        choices |= {each.code: str(each) for each in offered}
        self.fields["codes"].choices = sorted(choices.items())  # type: ignore[attr-defined]  # a field of choices
        self.initial = {**saved(draft), **self.initial}

    @property
    def shown(self) -> list[BoundField]:
        """The parts that are needed to sign, written in or wrong."""
        return [bound for bound, first in self._parts() if first]

    @property
    def folded(self) -> list[BoundField]:
        """Those that one may do without."""
        return [bound for bound, first in self._parts() if not first]

    def _parts(self) -> list[tuple[BoundField, bool]]:
        bounds = [(self[part.heading.value], part.required) for part in self.asked]
        return [(bound, needed or bool(bound.value()) or bool(bound.errors)) for bound, needed in bounds]

    @property
    def written(self) -> Written:
        data = self.cleaned_data
        happened_at: datetime = data["happened_at"]
        return Written(happened_at, {each.value: data.get(each.value) or "" for each in Heading}, data["codes"])


def saved(draft: Draft) -> dict[str, Any]:
    """The draft in the form's own words."""
    local = timezone.localtime(draft.happened_at)
    when = {"on": local.date(), "at": local.time(), "codes": draft.codes, "version": draft.version}
    return dict.fromkeys((each.value for each in Heading), "") | parts_in(draft) | when


class CorrectForm(forms.Form):
    why = forms.CharField(
        label=lazy("Vad är fel?"),
        help_text=lazy("Står vid rättelsen, så att den som läser förstår varför det ändrades."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ObjectForm(forms.Form):
    text = forms.CharField(
        label=lazy("Vad menar patienten är fel eller missvisande?"),
        help_text=lazy("Skriv med patientens egna ord. Det står sedan vid anteckningen."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class DiscloseForm(forms.Form):
    what = forms.CharField(label=lazy("Vad lämnades ut?"), widget=forms.Textarea(attrs={"rows": 3}))
    recipient = OneLine(label=lazy("Till vem?"), max_length=200)
    on = forms.DateField(label=lazy("Vilken dag?"))


class ExtractForm(forms.Form):
    recipient = OneLine(
        label=lazy("Till vem lämnas utskriften?"),
        help_text=lazy("Det skrivs in bland det som har lämnats ut."),
        max_length=200,
    )

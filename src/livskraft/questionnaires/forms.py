"""What is filled in when somebody is measured or asked? The questions come from the instrument."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from livskraft.access.actor import Actor
from livskraft.documents.values import number
from livskraft.questionnaires.rules.answers import COULD_NOT, SECONDS, Answer, Answers, Unreadable, read
from livskraft.questionnaires.rules.instruments import Instrument, Part, is_asked
from livskraft.questionnaires.rules.scoring import score
from livskraft.questionnaires.rules.vocabulary import Aid, Answered, Help
from livskraft.questionnaires.rules.words import fault_in_words
from livskraft.questionnaires.stores import Given

# A question is not measured, and a test is not talked through.
_ASKED, _MEASURED = (Answered.CONVERSATION, Answered.PAPER), (Answered.MEASURED, Answered.PAPER)


class _Question(forms.ChoiceField):
    """One of many that may be skipped, which the page says once instead of after each."""

    mark = ""


class _Task(forms.CharField):
    """A value that is needed unless the box below says that the person could not."""

    mark = ""


class AnswerForm(forms.Form):
    """The questions, and for a task that somebody may be unable to do a box that says so: not the same as empty."""

    def __init__(self, *args: Any, instrument: Instrument, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instrument = instrument
        self.answers: Answers = {}
        for part in instrument.parts:
            self.fields[part.key] = _field(part)
            if part.may_be_unable:
                self.fields[_unable(part)] = forms.BooleanField(
                    label=_("Kunde inte, eller bedömdes inte vara säkert"), required=False
                )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        answers: dict[str, Answer] = {}
        faulty = {part.key for part in self.instrument.parts if part.key in self.errors}
        for part in self.instrument.parts:
            text = data.get(part.key, "")
            if data.get(_unable(part)):
                if text:
                    self.add_error(part.key, _("Välj ett: skriv ett värde, eller kryssa i att personen inte kunde."))
                text = COULD_NOT.value
            try:
                answers |= read(self.instrument, {part.key: text})
            except Unreadable as wrong:
                self.add_error(part.key, fault_in_words(part, wrong))
                faulty.add(part.key)
        self.answers = answers
        if is_asked(self.instrument):
            if not answers and not faulty:
                raise forms.ValidationError(_("Svara på minst en fråga."))
        else:
            self._say_what_is_missing(faulty)
        return data

    def _say_what_is_missing(self, faulty: set[str]) -> None:
        """A test is done in whole; whatever its scoring can do without is not asked for."""
        missing = score(self.instrument, self.answers, next(iter(self.instrument.course), None)).missing
        for part in self.instrument.parts:
            if part.key in missing and part.key not in faulty:
                unable = _("Skriv ett värde, eller kryssa i att personen inte kunde.")
                self.add_error(part.key, unable if part.may_be_unable else _("Välj ett av svaren."))

    def given(self, by: Actor) -> Given:
        """What was answered, by the person alone and today."""
        return Given(self.instrument, self.answers, by.today, Answered.LINK)


class MeasuringForm(AnswerForm):
    """As staff fill it in: also when, how, how far, and with what aid and help."""

    on = forms.DateField(label=_("Dag"), widget=forms.DateInput())
    how = forms.ChoiceField(label=_("Hur?"), choices=(), widget=forms.RadioSelect)

    def __init__(self, *args: Any, instrument: Instrument, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, instrument=instrument, **kwargs)
        self.by = by
        self.fields["on"].initial = by.today
        ways = _ASKED if is_asked(instrument) else _MEASURED
        self.fields["how"].choices = [(each.value, each.label) for each in ways]  # type: ignore[attr-defined]  # a field of choices
        self.fields["how"].initial = ways[0]
        if instrument.course:
            self.fields["course"] = forms.TypedChoiceField(
                label=_("Hur lång var banan?"),
                choices=[(str(each), f"{number(each)} meter") for each in instrument.course],
                coerce=Decimal,
                widget=forms.RadioSelect,
            )
        if instrument.aids:
            self.fields["aid"] = forms.ChoiceField(label=_("Hjälpmedel"), choices=Aid.choices, initial=Aid.NONE)
            self.fields["help"] = forms.ChoiceField(
                label=_("Hjälp under tiden"), choices=Help.choices, initial=Help.NONE
            )
        self.order_fields(["on", "course", "aid", "help"])

    def clean_on(self) -> Any:
        if self.cleaned_data["on"] > self.by.today:
            raise forms.ValidationError(_("Välj en dag som har varit."))
        return self.cleaned_data["on"]

    def given(self, by: Actor) -> Given:
        data = self.cleaned_data
        return Given(
            self.instrument,
            self.answers,
            data["on"],
            Answered(data["how"]),
            data.get("course"),
            data.get("aid", ""),
            data.get("help", ""),
        )


def _unable(part: Part) -> str:
    return f"{part.key}-unable"


def _field(part: Part) -> forms.Field:
    if part.options:
        options = [(str(each.value), each.label) for each in part.options]
        return _Question(label=part.label, choices=options, widget=forms.RadioSelect, required=False)
    field = _Task(label=f"{part.label} ({part.unit})", max_length=10, required=False)
    field.widget.attrs |= {"inputmode": _keys(part), "autocomplete": "off"}
    return field


def _keys(part: Part) -> str:
    """Which keys a phone shows. Those with figures only lack the colon of a stopwatch."""
    if part.unit == SECONDS:
        return "text"
    return "decimal" if part.decimals else "numeric"

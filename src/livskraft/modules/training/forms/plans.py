"""How are doses filled in, and what was done of them? The same cards for either store.

`DoseForm` is one exercise's dose. `CardsForm` is a page of many: which exercises are on it stands in hidden fields, so
that it works without scripts. `SessionForm` is what was done, a card for each dose, with last time's values there.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from livskraft.modules.training.actions.plans import Wanted, doubt_of_dose, doubt_of_result
from livskraft.modules.training.models import (
    MOST_KILOS,
    MOST_REPETITIONS,
    MOST_SECONDS,
    MOST_SETS,
    Exercise,
)
from livskraft.modules.training.queries.plans import Planned
from livskraft.modules.training.rules.programmes import Done
from livskraft.modules.training.rules.vocabulary import Caution, Measure, Noted, Progression
from livskraft.ui.fields import error_texts, first_input_id
from livskraft.ui.templatetags.ui import SummaryLine

# A plain scale of our own: the number is what counts, and the words say which way it goes.
EFFORT = [
    (0, lazy("0 – ingen ansträngning")),
    (1, "1"),
    (2, lazy("2 – lätt")),
    (3, "3"),
    (4, lazy("4 – märks")),
    (5, lazy("5 – lagom tungt")),
    (6, "6"),
    (7, lazy("7 – tungt")),
    (8, "8"),
    (9, lazy("9 – mycket tungt")),
    (10, lazy("10 – orkar inte mer")),
]
MOST_CARDS = 30
ALL_DONE = "all"
_MINUTE = 60


class _Clock(forms.IntegerField):
    """Minutes or seconds, as one says it: one of the two may be left empty, but not both."""

    mark = ""

    def __init__(self, label: Any, most: int) -> None:
        super().__init__(label=label, min_value=0, max_value=most, required=False)


def _number(label: Any, most: int) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=1, max_value=most)


def counted_fields(exercise: Exercise) -> dict[str, forms.Field]:
    """What one counts of the exercise: sets, times or how long, and kilos where there is a load to set."""
    found: dict[str, forms.Field] = {"sets": _number(lazy("Omgångar"), MOST_SETS)}
    if exercise.measure == Measure.REPETITIONS:
        found["repetitions"] = _number(lazy("Gånger"), MOST_REPETITIONS)
    else:
        found["minutes"] = _Clock(lazy("Minuter"), MOST_SECONDS // _MINUTE)
        found["seconds"] = _Clock(lazy("Sekunder"), MOST_SECONDS)
    if exercise.loaded:
        found["kilos"] = forms.DecimalField(
            label=lazy("Kilo"),
            min_value=0,
            max_value=MOST_KILOS,
            max_digits=4,
            decimal_places=1,
            localize=True,
            widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        )
    return found


def counted_of(amount: Any) -> dict[str, Any]:
    """What `counted_fields` show of a dose, or of what was done of one."""
    minutes, seconds = divmod(amount.seconds or 0, _MINUTE)
    whole = amount.kilos is not None and amount.kilos == int(amount.kilos)
    return {
        "sets": amount.sets,
        "repetitions": amount.repetitions,
        "kilos": int(amount.kilos) if whole else amount.kilos,
        "minutes": minutes or None,
        "seconds": seconds or None,
    }


def seconds_in(data: Mapping[str, Any], suffix: str = "") -> int | None:
    """How long it was, by the two fields that say it; None when neither does."""
    minutes, seconds = data.get(f"minutes{suffix}"), data.get(f"seconds{suffix}")
    return None if minutes is None and seconds is None else (minutes or 0) * _MINUTE + (seconds or 0)


def doubt_of_time(exercise: Exercise, seconds: int | None) -> str:
    """What is wrong with how long somebody wrote, as one says it; empty when nothing is, and where times count."""
    if exercise.measure == Measure.REPETITIONS:
        return ""
    if not seconds:
        return _("Skriv hur länge, i minuter eller sekunder.")
    if seconds > MOST_SECONDS:
        return _("Skriv högst %(minutes)s minuter sammanlagt.") % {"minutes": MOST_SECONDS // _MINUTE}
    return ""


def effort_field(label: Any, **kwargs: Any) -> forms.Field:
    """Plain 0–10, which may be left out."""
    choices = [("", lazy("Ingen siffra")), *((str(number), words) for number, words in EFFORT)]
    return forms.TypedChoiceField(label=label, choices=choices, coerce=int, empty_value=None, required=False, **kwargs)


class DoseForm(forms.Form):
    """How much of one exercise, and when it becomes more. Nothing is filled in beforehand but what the dose is now."""

    def __init__(self, *args: Any, exercise: Exercise, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.exercise = exercise
        self.fields.update(counted_fields(exercise))
        self.fields["effort"] = effort_field(lazy("Så ska det kännas, 0–10"))
        self.fields["progression"] = forms.ChoiceField(
            label=lazy("Ökas"), choices=[("", lazy("Välj")), *Progression.choices]
        )
        self.fields["caution"] = forms.ChoiceField(
            label=lazy("Tänk på"), choices=[("", lazy("Inget särskilt")), *Caution.choices], required=False
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        readable = not {"minutes", "seconds"} & set(self.errors)
        if readable and (wrong := doubt_of_time(self.exercise, seconds_in(data))):
            self.add_error("minutes", wrong)
        if not self.errors and (doubt := doubt_of_dose(self.wanted)):
            self.add_error(doubt[0] if doubt[0] in self.fields else None, doubt[1])
        return data

    @property
    def wanted(self) -> Wanted:
        """The dose that is asked for."""
        data = self.cleaned_data
        return Wanted(
            self.exercise,
            data["sets"],
            data.get("repetitions"),
            seconds_in(data),
            data.get("kilos"),
            data.get("effort"),
            data["progression"],
            data["caution"],
        )

    @property
    def numbers(self) -> list[BoundField]:
        """What is counted, to stand beside each other."""
        return [self[name] for name in counted_fields(self.exercise)]

    @property
    def choices(self) -> list[BoundField]:
        """The rest of the card."""
        counted = counted_fields(self.exercise)
        return [bound for bound in self if bound.name not in counted]

    @staticmethod
    def saved(dose: Any) -> dict[str, Any]:
        """A dose as the form's initial values, for changing it."""
        return counted_of(dose) | {name: getattr(dose, name) for name in ("effort", "progression", "caution")}


class CardsForm(forms.Form):
    """A page of doses: an empty card for each exercise that is chosen, all of which must be filled in.

    `chosen` are the exercises in order, from `chosen_ids`. Without `check` the page is drawn again with what is typed,
    since an exercise was added or removed. `own` are the initial values of the page's own fields.
    """

    card = DoseForm

    def __init__(
        self, data: Any = None, *, chosen: Sequence[Exercise], check: bool = True, own: dict[str, Any] | None = None
    ) -> None:
        checked = data if check else None
        super().__init__(checked, initial={**(own or {}), **({} if checked else _typed(data))})
        self.cards = [
            self.card(checked, exercise=each, prefix=f"ex{each.pk}", initial=_typed(data, f"ex{each.pk}-"))
            for each in chosen
        ]
        added = data.get("add") if data and data.get("do") == "add" else None
        for each in self.cards:
            if str(each.exercise.pk) == added:
                # The page is long: what was added last is where one goes on.
                each.fields["sets"].widget.attrs["autofocus"] = True

    def is_valid(self) -> bool:
        """The page's own fields and every card; all are asked, so that all that is wrong is shown at once."""
        cards = [each.is_valid() for each in self.cards]
        if self.is_bound and not cards and not self.non_field_errors():
            self.add_error(None, _("Välj minst en övning."))
        return super().is_valid() and all(cards)

    @property
    def wanted(self) -> list[Wanted]:
        return [each.wanted for each in self.cards]

    @property
    def faults(self) -> list[SummaryLine]:
        """What is wrong, for `ui/error_summary.html`: one line for each exercise, and what to do at each field."""
        by_card = [_in_one(card.exercise.name, _faults(card)) for card in self.cards]
        return [line for lines in by_card for line in lines] + _said(_faults(self))


def chosen_ids(posted: QueryDict) -> list[int]:
    """The exercises on the page as it was sent, in order: one more when it is added, one less when it is removed."""
    ids = [int(text) for text in posted.getlist("exercise") if text.isascii() and text.isdigit() and len(text) < 10]
    add, remove = posted.get("add", ""), posted.get("remove", "")
    if posted.get("do") == "add" and add.isascii() and add.isdigit() and len(add) < 10:
        ids.append(int(add))
    return [pk for pk in dict.fromkeys(ids) if str(pk) != remove][:MOST_CARDS]


@dataclass(frozen=True, slots=True)
class SessionCard:
    """One dose of a session: what is planned and the fields of what was done."""

    planned: Planned
    tick: BoundField
    fields: Sequence[BoundField]
    in_its_place: bool


class SessionForm(forms.Form):
    """What was done on a day: a tick for each dose, and the values, where last time's are there already.

    When something stands in the way today, only how many sets of something else were done is asked. Unless something
    `must_be_done`, a session without a tick is one too. One press ticks all that can be done, and saves nothing.
    """

    on = forms.DateField(label=lazy("Dag"), widget=forms.DateInput())
    noted = forms.ChoiceField(label=lazy("Vem fyller i?"), widget=forms.RadioSelect)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)
    must_be_done = True

    def __init__(
        self,
        data: Any = None,
        *,
        planned: Iterable[Planned],
        on: date,
        done: dict[int, Done] | None = None,
        noted: Sequence[str] = Noted.values,
        said: str = Noted.TOGETHER,
        version: int | None = None,
        now: bool = True,
    ) -> None:
        self.all_done = bool(data) and data.get("do") == ALL_DONE
        super().__init__(None if self.all_done else data, initial={"on": on, "noted": said, "version": version})
        choices = [each for each in Noted.choices if each[0] in noted]
        if choices:
            self.fields["noted"].choices = choices  # type: ignore[attr-defined]  # a field of choices
        else:
            del self.fields["noted"]
        self.cards: list[SessionCard] = []
        self._asked: list[tuple[Planned, bool]] = []
        for each in planned:
            before = (done or {}).get(each.dose.pk)
            in_its_place = before.in_its_place if before else now and each.hindrance is not None
            self._asked.append((each, in_its_place))
            self.cards.append(self._card(each, before, in_its_place))
            if self.all_done and (each.instead or not in_its_place):
                self.initial[f"done_{each.dose.pk}"] = True
        if self.all_done:
            self.initial = {**self.initial, **_typed(data)}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for each, _in_its_place in self._asked:
            pk, suffix = each.dose.pk, f"_{each.dose.pk}"
            if not data.get(f"done_{pk}"):
                # Whatever stood there was last time's, and nobody has said that it was done.
                for name in [name for name in self.errors if name.endswith(suffix)]:
                    del self.errors[name]
                continue
            clear = not {f"minutes{suffix}", f"seconds{suffix}"} & set(self.errors)
            asked = clear and f"minutes{suffix}" in self.fields
            if asked and (wrong := doubt_of_time(each.exercise, seconds_in(data, suffix))):
                self.add_error(f"minutes{suffix}", wrong)
            readable = not any(name.endswith(suffix) for name in self.errors)
            if readable and (doubt := doubt_of_result(each.exercise, self._done(pk))):
                name = f"{doubt[0]}_{pk}"
                self.add_error(name if name in self.fields else None, doubt[1])
        if self.must_be_done and not self.errors and not self.done:
            raise forms.ValidationError(_("Kryssa i minst en övning som är gjord."))
        return data

    @property
    def faults(self) -> list[SummaryLine]:
        """What is wrong, for `ui/error_summary.html`: one line for each exercise, and what to do at each field."""
        names = {str(each.dose.pk): each.exercise.name for each, _in_its_place in self._asked}
        found = _faults(self)
        own = [each for each in found if each.field.rpartition("_")[2] not in names]
        lines = []
        for pk, name in names.items():
            lines += _in_one(name, [each for each in found if each.field.rpartition("_")[2] == pk])
        return lines + _said(own)

    @property
    def done(self) -> dict[int, Done]:
        """What was done, by dose."""
        return {
            each.dose.pk: self._done(each.dose.pk)
            for each, _in_its_place in self._asked
            if self.cleaned_data.get(f"done_{each.dose.pk}")
        }

    def _done(self, pk: int) -> Done:
        data = self.cleaned_data
        return Done(
            data.get(f"sets_{pk}") or 0,
            data.get(f"repetitions_{pk}"),
            seconds_in(data, f"_{pk}"),
            data.get(f"kilos_{pk}"),
            data.get(f"effort_{pk}"),
        )

    def _card(self, each: Planned, before: Done | None, in_its_place: bool) -> SessionCard:
        pk, dose = each.dose.pk, each.dose
        # Last time's values, else what the dose says; how it felt is said anew each time.
        planned, shown = counted_of(before or dose), counted_of(before or each.last or dose)
        names = []
        self.fields[f"done_{pk}"] = forms.BooleanField(
            label=_("Gjort i stället") if in_its_place else _("Gjord"), required=False, initial=before is not None
        )
        for name, field in counted_fields(each.exercise).items():
            if in_its_place and name != "sets":
                continue
            field.initial = (planned if in_its_place else shown)[name]
            names.append(f"{name}_{pk}")
            self.fields[names[-1]] = field
        names.append(f"effort_{pk}")
        felt = effort_field(lazy("Så kändes det, 0–10"))
        felt.initial = before.effort if before else None
        self.fields[names[-1]] = felt
        return SessionCard(each, self[f"done_{pk}"], [self[name] for name in names], in_its_place)


def _typed(data: Any, prefix: str = "") -> dict[str, str]:
    """What was typed, to stand there when the page is drawn again without being checked."""
    return {name.removeprefix(prefix): data[name] for name in data or () if name.startswith(prefix)}


@dataclass(frozen=True, slots=True)
class _Fault:
    """What is wrong with a field, or with the whole when `field` is empty."""

    field: str
    target: str
    label: str
    text: str


def _faults(form: forms.Form) -> list[_Fault]:
    found = [_Fault("", "", "", str(error)) for error in form.non_field_errors()]
    for bound in form:
        found += [_Fault(bound.name, first_input_id(bound), str(bound.label), error) for error in error_texts(bound)]
    return found


def _said(found: Sequence[_Fault]) -> list[SummaryLine]:
    return [SummaryLine(each.target, f"{each.label}: {each.text}" if each.label else each.text) for each in found]


def _in_one(name: str, found: Sequence[_Fault]) -> list[SummaryLine]:
    """One line about an exercise: in words when one thing is wrong, else which fields; each says its own."""
    if not found:
        return []
    if len(found) == 1:
        (line,) = _said(found)
        return [SummaryLine(line.target, f"{name}, {line.text}")]
    *first, last = dict.fromkeys(each.label or each.text for each in found)
    fields = _("%(first)s och %(last)s") % {"first": ", ".join(first), "last": last} if first else last
    target = next((each.target for each in found if each.target), "")
    return [SummaryLine(target, _("%(name)s: rätta %(fields)s.") % {"name": name, "fields": fields})]

"""What does a manager or a safety coordinator fill in on the way from report to closed?"""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from livskraft.access.actor import Actor
from livskraft.kit.errors import Refused
from livskraft.modules.incidents.actions import handling, reports
from livskraft.modules.incidents.actions.handling import Considered, Notified
from livskraft.modules.incidents.models import Incident, InsuranceStep, Measure
from livskraft.modules.incidents.rules import LAW_TEXTS, Insurance, Law
from livskraft.ui.fields import NeededWhenField

YES_NO = [("ja", _("Ja, det ska anmälas")), ("nej", _("Nej, det anmäls inte"))]


def attempt(form: forms.Form, act: Callable[[], Any]) -> bool:
    """Whether the action went through; a refusal is shown beside its field. Raises Conflict."""
    try:
        act()
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, refused.message)
        return False
    return True


class _OnIncident(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, incident: Incident, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.incident, self.by = incident, by
        self.fields["version"].initial = incident.version


class NoteForm(forms.Form):
    text = forms.CharField(
        label=_("Anteckning"),
        help_text=_("Skriv inga namn. En sparad anteckning kan inte ändras."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, incident: Incident, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.incident, self.by = incident, by

    def act(self) -> bool:
        return attempt(
            self, lambda: handling.add_note(incident=self.incident, text=self.cleaned_data["text"], by=self.by)
        )


class ReasonForm(_OnIncident):
    """Why the coordinator shall see it, or why it is opened again."""

    reason = forms.CharField(label=_("Varför?"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))

    def hand_over(self) -> bool:
        return attempt(
            self, lambda: reports.hand_to_coordinator(incident=self.incident, by=self.by, **self.cleaned_data)
        )

    def reopen(self) -> bool:
        return attempt(self, lambda: handling.reopen(incident=self.incident, by=self.by, **self.cleaned_data))


class ConsiderForm(_OnIncident):
    """Each law that is not yet considered, and each authority that is not yet notified; what is left empty waits."""

    def __init__(self, *args: Any, incident: Incident, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, incident=incident, by=by, **kwargs)
        self.undecided: list[Law] = []
        self.unnotified: list[Law] = []
        for each in incident.considerations.all():
            law = Law(each.law)
            if not each.not_here and each.notify is None:
                self.undecided.append(law)
                self.fields[f"notify_{law}"] = forms.ChoiceField(
                    label=law.label, help_text=LAW_TEXTS[law], choices=YES_NO, widget=forms.RadioSelect, required=False
                )
                self.fields[f"reason_{law}"] = NeededWhenField(
                    label=_("Skäl, %(law)s") % {"law": law.label},
                    needed_when=_("krävs när du har svarat ja eller nej"),
                    max_length=4000,
                    widget=forms.Textarea(attrs={"rows": 2}),
                )
            elif each.is_open:
                self.unnotified.append(law)
                self.fields[f"notified_on_{law}"] = forms.DateField(
                    label=_("%(law)s: anmäld den") % {"law": law.label}, required=False, widget=forms.DateInput()
                )
                self.fields[f"reference_{law}"] = forms.CharField(
                    label=_("%(law)s: ärendenummer") % {"law": law.label}, max_length=80, required=False
                )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for law in self.undecided:
            if data.get(f"notify_{law}") and not data.get(f"reason_{law}"):
                self.add_error(f"reason_{law}", _("Skriv varför."))
            if data.get(f"reason_{law}") and not data.get(f"notify_{law}"):
                self.add_error(f"notify_{law}", _("Välj ja eller nej."))
        return data

    def act(self) -> bool:
        data = self.cleaned_data
        considered = [
            Considered(law, notify=data[f"notify_{law}"] == "ja", reason=data[f"reason_{law}"])
            for law in self.undecided
            if data[f"notify_{law}"]
        ]
        notified = [
            Notified(law, on=data[f"notified_on_{law}"], reference=data[f"reference_{law}"])
            for law in self.unnotified
            if data[f"notified_on_{law}"]
        ]
        return attempt(
            self,
            lambda: handling.consider(
                incident=self.incident, considered=considered, notified=notified, version=data["version"], by=self.by
            ),
        )


class InsuranceForm(_OnIncident):
    """Whether a claim is made, or whether the visitor has been told."""

    claimed = forms.ChoiceField(label="", choices=YES_NO, widget=forms.RadioSelect)
    reason = NeededWhenField(
        label=_("Skäl"),
        needed_when=_("krävs när svaret är nej"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    reference = forms.CharField(label=_("Ärendenummer hos försäkringsbolaget"), max_length=80, required=False)

    def __init__(self, *args: Any, step: InsuranceStep, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, incident=step.incident, by=by, **kwargs)
        self.step = step
        self.fields["claimed"].label = step.get_insurance_display()
        if step.insurance == Insurance.OWN:
            field = self.fields["claimed"]
            assert isinstance(field, forms.ChoiceField)
            field.label = _("Har besökaren fått veta om sin egen försäkring?")
            field.choices = [("ja", _("Ja")), ("nej", _("Nej, det går inte"))]
            del self.fields["reference"]

    def act(self) -> bool:
        data = self.cleaned_data
        return attempt(
            self,
            lambda: handling.decide_insurance(
                incident=self.incident,
                insurance=Insurance(self.step.insurance),
                claimed=data["claimed"] == "ja",
                reason=data["reason"],
                reference=data.get("reference", ""),
                version=data["version"],
                by=self.by,
            ),
        )


class MeasureForm(_OnIncident):
    what = forms.CharField(label=_("Vad ska göras?"), max_length=4000, widget=forms.Textarea(attrs={"rows": 2}))
    responsible = forms.CharField(
        label=_("Vem ser till det?"), help_text=_("En funktion eller en roll."), max_length=120, required=False
    )
    due = forms.DateField(label=_("Klart senast"), widget=forms.DateInput())

    def act(self) -> bool:
        return attempt(self, lambda: handling.add_measure(incident=self.incident, by=self.by, **self.cleaned_data))


class FinishMeasureForm(_OnIncident):
    done_on = forms.DateField(label=_("Klar den"), widget=forms.DateInput())
    result = forms.CharField(label=_("Vad gjordes?"), max_length=4000, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, measure: Measure, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, incident=measure.incident, by=by, **kwargs)
        self.measure = measure
        self.fields["done_on"].initial = by.today

    def act(self) -> bool:
        return attempt(self, lambda: handling.finish_measure(measure=self.measure, by=self.by, **self.cleaned_data))


class DecideForm(_OnIncident):
    outcome = forms.CharField(
        label=_("Besked till den som rapporterade"),
        help_text=_("Vad som blir gjort, med vanliga ord och utan namn."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    why_none = forms.CharField(
        label=_("Varför behövs ingen åtgärd?"), max_length=4000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, incident: Incident, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, incident=incident, by=by, **kwargs)
        if incident.measures.exists():
            del self.fields["why_none"]

    def act(self) -> bool:
        return attempt(self, lambda: handling.decide(incident=self.incident, by=self.by, **self.cleaned_data))


class TextForm(forms.Form):
    text = forms.CharField(label=_("Text"), max_length=2000, widget=forms.Textarea(attrs={"rows": 6}))
    source = forms.CharField(label=_("Var står det?"), max_length=300)
    version = forms.IntegerField(widget=forms.HiddenInput)

"""What do people fill in about a competence plan, and how do they find whose is missing?"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from livskraft.access.actor import Actor
from livskraft.modules.minigym.actions.competence import LONGEST_TEXT
from livskraft.modules.minigym.models import CompetenceGoal, CompetencePlan
from livskraft.modules.minigym.rules import next_review
from livskraft.organisation.models import Unit
from livskraft.ui.fields import NeededWhenField

_CAREFUL = _("Skriv bara det som rör arbetet, inget om hälsa eller annat privat.")


class FindPlansForm(forms.Form):
    """Narrows the list; what cannot be understood narrows nothing."""

    q = forms.CharField(label=_("Namn"), required=False, max_length=100)
    visa = forms.ChoiceField(
        label=_("Visa"),
        required=False,
        choices=[
            ("", _("Alla medarbetare")),
            ("saknas", _("De som saknar plan")),
            ("folj-upp", _("Planer att följa upp")),
            ("finns", _("De som har plan")),
        ],
    )
    enhet = forms.ModelChoiceField(
        label=_("Enhet"), required=False, queryset=Unit.objects.none(), empty_label=_("Alla")
    )

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["enhet"].queryset = units  # type: ignore[attr-defined]  # a choice of units
        # Nothing to choose between: one unit or none.
        if len(units) < 2:
            del self.fields["enhet"]


class StartPlanForm(forms.Form):
    goals = forms.CharField(
        label=_("Mål"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Vad ska medarbetaren lära sig? Skriv ett mål per rad. Skriv inget om hälsa eller annat privat."),
    )
    review_on = forms.DateField(label=_("Planen följs upp senast"), widget=forms.DateInput())

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["review_on"].initial = next_review(by.today)


class GoalForm(forms.Form):
    what = forms.CharField(label=_("Vad ska medarbetaren lära sig?"), max_length=300)
    how = forms.CharField(
        label=_("Hur ska det gå till?"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Till exempel en kurs, handledning av fysioterapeut eller träning tillsammans med en kollega."),
    )
    due = forms.DateField(label=_("Klart senast"), required=False, widget=forms.DateInput())


class CloseGoalForm(forms.Form):
    reached = forms.TypedChoiceField(
        label=_("Hur gick det?"),
        choices=[("ja", _("Målet är nått")), ("nej", _("Målet är inte längre aktuellt"))],
        widget=forms.RadioSelect,
        coerce=lambda choice: choice == "ja",
    )
    on = forms.DateField(label=_("Dag"), widget=forms.DateInput())
    outcome = NeededWhenField(
        label=_("Vad gjordes?"),
        needed_when=_("krävs när målet inte längre är aktuellt"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Skriv inget om hälsa eller annat privat."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, goal: CompetenceGoal, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = by.today
        self.fields["version"].initial = goal.version


class ReviewForm(forms.Form):
    on = forms.DateField(label=_("Samtalet hölls den"), widget=forms.DateInput())
    notes = forms.CharField(
        label=_("Vad kom ni fram till?"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_CAREFUL,
    )
    next_on = forms.DateField(label=_("Nästa uppföljning senast"), widget=forms.DateInput())
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, plan: CompetencePlan, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = by.today
        self.fields["next_on"].initial = next_review(by.today)
        self.fields["version"].initial = plan.version

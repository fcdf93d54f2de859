"""What does one type about a person and their assignments, and to find them?"""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from livskraft.access.actor import Actor
from livskraft.access.forms.units import UnitChoice, Versioned
from livskraft.access.models import AuditEntry
from livskraft.access.roles import Role
from livskraft.organisation.kinds import WITHOUT_ACCOUNTS, UnitKind


class AddUserForm(forms.Form):
    name = forms.CharField(label=_("Namn"), max_length=120)
    email = forms.EmailField(
        label=_("E-post"), required=False, help_text=_("Behövs för att logga in. Vikarier och andra kan vara utan.")
    )
    title = forms.CharField(label=_("Titel"), max_length=80, required=False)
    phone = forms.CharField(label=_("Telefon i tjänsten"), max_length=40, required=False)


class EditUserForm(AddUserForm, Versioned):
    """The same fields, for a person who is there already."""


class AssignmentForm(forms.Form):
    role = forms.ChoiceField(label=_("Roll"), choices=[("", _("Välj roll")), *Role.choices])
    unit = UnitChoice(
        label=_("Enhet"), empty_label=_("Välj enhet"), help_text=_("Uppdraget gäller här och på allt som ligger under.")
    )
    starts = forms.DateField(label=_("Från och med"), widget=forms.DateInput)
    ends = forms.DateField(
        label=_("Till"), required=False, widget=forms.DateInput, help_text=_("Den dagen gäller uppdraget inte längre.")
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [kind for kind in UnitKind if kind not in WITHOUT_ACCOUNTS]
        self.fields["unit"].offer(actor, *kinds)  # type: ignore[attr-defined]  # UnitChoice


class EndAssignmentForm(Versioned):
    ends = forms.DateField(
        label=_("Sista dagen är dagen före"),
        widget=forms.DateInput,
        help_text=_("Med dagens datum slutar uppdraget genast."),
    )


class FindUserForm(forms.Form):
    q = forms.CharField(label=_("Namn eller e-post"), required=False, max_length=100)
    state = forms.ChoiceField(
        label=_("Visa"),
        required=False,
        choices=[
            ("", _("Alla")),
            ("in", _("Kan logga in")),
            ("without", _("Utan inloggning")),
            ("off", _("Avstängda")),
        ],
    )


class FindStaffForm(forms.Form):
    q = forms.CharField(label=_("Namn"), required=False, max_length=100)
    role = forms.ChoiceField(label=_("Roll"), required=False, choices=[("", _("Alla")), *Role.choices])


class FindAuditForm(forms.Form):
    day = forms.DateField(label=_("Dag"), required=False, widget=forms.DateInput)
    q = forms.CharField(label=_("Person"), required=False, max_length=100)
    category = forms.ChoiceField(
        label=_("Slag"), required=False, choices=[("", _("Alla")), *AuditEntry.Category.choices]
    )
    verb = forms.CharField(label=_("Ord i händelsen"), required=False, max_length=60)

    def clean_day(self) -> date | None:
        """The ends of the calendar have no midnight in UTC to count from."""
        day: date | None = self.cleaned_data["day"]
        if day and not 2000 <= day.year <= 2200:
            raise forms.ValidationError(_("Året ser inte rätt ut."))
        return day

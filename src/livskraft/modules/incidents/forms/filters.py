"""How does one narrow the list of incidents, and the overview of them?"""

from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta
from django import forms
from django.utils.translation import gettext_lazy as _

from livskraft.access.actor import Actor
from livskraft.kit.periods import Period
from livskraft.modules.incidents.actions.reports import EARLIEST
from livskraft.modules.incidents.models import IncidentQuerySet
from livskraft.modules.incidents.permissions import Permission
from livskraft.modules.incidents.rules import Kind, State
from livskraft.organisation.models import UnitQuerySet

ALL = [("", _("Alla"))]
# No incident is older, and the first day of the calendar has no moment in UTC to count from.
FIRST = date(EARLIEST, 1, 1)


def _places(units: UnitQuerySet) -> list[tuple[str, Any]]:
    return [("", _("Alla")), *((str(pk), name) for pk, name in units.sites().values_list("pk", "name"))]


class FilterForm(forms.Form):
    """An answer that is no choice narrows nothing."""

    site = forms.ChoiceField(label=_("Plats"), required=False)
    state = forms.ChoiceField(
        label=_("Läge"), required=False, choices=[("", _("Alla")), ("open", _("Öppna")), *State.choices]
    )
    kind = forms.ChoiceField(label=_("Slag"), required=False, choices=[*ALL, *Kind.choices])

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["site"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = _places(by.units(Permission.VIEW))

    def narrow(self, incidents: IncidentQuerySet) -> IncidentQuerySet:
        self.full_clean()
        chosen = self.cleaned_data
        if chosen.get("site"):
            incidents = incidents.filter(site=int(chosen["site"]))
        if chosen.get("kind"):
            incidents = incidents.filter(kind=chosen["kind"])
        if chosen.get("state") == "open":
            return incidents.open()
        return incidents.filter(state=chosen["state"]) if chosen.get("state") else incidents


class PeriodForm(forms.Form):
    """A period and a kind; the last twelve months when nothing is chosen."""

    start = forms.DateField(label=_("Från och med"), required=False, widget=forms.DateInput())
    last = forms.DateField(label=_("Till och med"), required=False, widget=forms.DateInput())
    kind = forms.ChoiceField(label=_("Slag"), required=False, choices=[*ALL, *Kind.choices])

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = by.today

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("start") and data.get("last") and data["last"] < data["start"]:
            self.add_error("last", _("Slutet kan inte ligga före början."))
        return data

    @property
    def period(self) -> Period:
        """What was asked for; for an answer that cannot be read the last twelve months."""
        chosen = self.cleaned_data if self.is_valid() else {}
        last: date = min(max(chosen.get("last") or self.today, FIRST), date(9999, 12, 30))
        after = last + relativedelta(days=1)
        return Period(max(chosen.get("start") or after - relativedelta(months=12), FIRST), after)

    def narrow(self, incidents: Any) -> Any:
        kind = self.cleaned_data.get("kind") if self.is_valid() else ""
        return incidents.filter(kind=kind) if kind else incidents

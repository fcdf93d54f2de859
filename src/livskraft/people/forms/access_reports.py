"""What is filled in when a person asks what is kept about them?"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from livskraft.access.actor import Actor
from livskraft.kit.errors import Refused
from livskraft.people.actions.access_reports import make_access_report
from livskraft.people.forms.fields import Lines
from livskraft.people.models import AccessReport, Person


class AccessReportForm(forms.Form):
    asked_on = forms.DateField(label=_("När bad personen om det?"), widget=forms.DateInput())
    how = forms.ChoiceField(
        label=_("Hur bad personen om det?"), choices=AccessReport.How.choices, widget=forms.RadioSelect
    )
    note = Lines(
        label=_("Anteckning"),
        help_text=_("Till exempel vem som är ombud, och hur du vet vem det är som ber om utdraget."),
        required=False,
        max_length=1000,
    )

    def __init__(self, *args: Any, person: Person, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person, self.by = person, by
        self.fields["asked_on"].initial = by.today

    def act(self) -> AccessReport | None:
        """None when it was refused; then the form says why."""
        data = self.cleaned_data
        try:
            return make_access_report(
                person=self.person,
                asked_on=data["asked_on"],
                how=AccessReport.How(data["how"]),
                note=data["note"],
                by=self.by,
            )
        except Refused as refused:
            self.add_error(refused.field if refused.field in self.fields else None, refused.message)
            return None

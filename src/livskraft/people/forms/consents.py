"""What is filled in when a person says yes, or takes it back?"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from livskraft.access.actor import Actor
from livskraft.kit.errors import Refused
from livskraft.organisation.models import Unit
from livskraft.people.actions.consents import Given, give_consent, revoke_consent
from livskraft.people.forms.fields import OneLine
from livskraft.people.models import Consent, Person
from livskraft.people.rules.vocabulary import ConsentPurpose


class BlankConsentForm(forms.Form):
    """What is to be printed for the person to read and sign."""

    purpose = forms.ChoiceField(label=_("Vad gäller det?"), choices=ConsentPurpose.choices, widget=forms.RadioSelect)
    recipient = OneLine(
        label=_("Vem får uppgifterna?"),
        help_text=_("En mottagare i taget, till exempel föreningens namn."),
        max_length=160,
    )
    until = forms.DateField(label=_("Gäller till och med"), required=False, widget=forms.DateInput())


class GiveConsentForm(BlankConsentForm):
    given = forms.ChoiceField(label=_("Hur sade personen ja?"), choices=Consent.Given.choices, widget=forms.RadioSelect)
    given_on = forms.DateField(label=_("När sade personen ja?"), widget=forms.DateInput())

    field_order = ["purpose", "recipient", "given", "given_on", "until"]

    def __init__(self, *args: Any, person: Person, unit: Unit, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person, self.unit, self.by = person, unit, by
        self.fields["given_on"].initial = by.today

    def act(self) -> bool:
        data = self.cleaned_data
        given = Given(
            purpose=ConsentPurpose(data["purpose"]),
            recipient=data["recipient"],
            how=Consent.Given(data["given"]),
            on=data["given_on"],
            until=data["until"],
        )
        try:
            give_consent(person=self.person, unit=self.unit, given=given, by=self.by)
        except Refused as refused:
            self.add_error(refused.field if refused.field in self.fields else None, refused.message)
            return False
        return True


class RevokeConsentForm(forms.Form):
    revoked_on = forms.DateField(label=_("När tog personen tillbaka sitt ja?"), widget=forms.DateInput())
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, consent: Consent, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.consent, self.by = consent, by
        self.fields["revoked_on"].initial = by.today
        self.fields["version"].initial = consent.version

    def act(self) -> bool:
        data = self.cleaned_data
        try:
            revoke_consent(consent=self.consent, on=data["revoked_on"], version=data["version"], by=self.by)
        except Refused as refused:
            self.add_error(refused.field if refused.field in self.fields else None, refused.message)
            return False
        return True

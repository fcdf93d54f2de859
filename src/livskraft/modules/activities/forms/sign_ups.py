"""What is filled in to sign up: by the staff for somebody, or by anybody on the public page?"""

import secrets
from typing import Any
from uuid import UUID, uuid4, uuid5

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from livskraft.access.actor import Actor
from livskraft.kit.crypto import keyed_digests
from livskraft.kit.errors import Refused
from livskraft.modules.activities.actions.sign_ups import LONGEST_NAME, AlreadySignedUp, sign_up
from livskraft.modules.activities.models import Occasion, SignUp
from livskraft.people.models import Person

_signer = signing.Signer(salt="activities.sign_up")
_TEL = {"type": "tel", "inputmode": "tel"}


class StaffSignUpForm(forms.Form):
    """A name and a number, for somebody who calls or stands at the desk."""

    name = forms.CharField(
        label=_("Namn"), max_length=LONGEST_NAME, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    phone = forms.CharField(
        label=_("Telefon"), max_length=40, widget=forms.TextInput(attrs=_TEL | {"autocomplete": "off"})
    )
    email = forms.EmailField(label=_("E-post"), required=False, widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, occasion: Occasion, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.occasion, self.by = occasion, by
        self.fields["key"].initial = uuid4()

    def act(self) -> SignUp | None:
        """The sign-up, or None with the refusal shown."""
        data = self.cleaned_data
        try:
            return sign_up(
                occasion=self.occasion,
                name=data["name"],
                phone=data["phone"],
                email=data["email"],
                key=str(data["key"]),
                by=self.by,
            )
        except Refused as refused:
            self.add_error(refused.field if refused.field in self.fields else None, refused.message)
            return None


class PublicSignUpForm(forms.Form):
    """Who wants to come: no more than is needed to hold a seat and to call."""

    name = forms.CharField(
        label=_("Ditt namn"), max_length=LONGEST_NAME, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    phone = forms.CharField(
        label=_("Ditt telefonnummer"),
        max_length=40,
        widget=forms.TextInput(attrs=_TEL | {"autocomplete": "tel"}),
        help_text=_("Vi ringer om något ändras."),
    )
    email = forms.EmailField(
        label=_("Din e-postadress"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("Om du vill få besked med e-post också."),
    )
    once = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, occasion: Occasion, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.occasion, self.by = occasion, by
        self.fields["once"].initial = _signer.sign(secrets.token_urlsafe(16))

    def clean_once(self) -> str:
        """What this page was given; something new when somebody has made up their own."""
        try:
            return _signer.unsign(self.cleaned_data["once"])
        except signing.BadSignature:
            return secrets.token_urlsafe(16)

    def act(self) -> str:
        """What the link to the sign-up carries, 128 bits that only who sent the form knows; empty when refused.

        The same form sent twice gives the same link, but somebody else in it, after a step back, signs up as well.
        Raises AlreadySignedUp for who has signed up in another form.
        """
        data = self.cleaned_data
        typed = "\n".join([data["once"], data["name"], data["phone"]])
        token = keyed_digests(typed, purpose="activities.sign_up.link")[0][:32]
        try:
            sign_up(
                occasion=self.occasion,
                name=data["name"],
                phone=data["phone"],
                email=data["email"],
                key=keyed_digests(token, purpose="activities.sign_up.key")[0][:36],
                token=token,
                by=self.by,
            )
        except AlreadySignedUp:
            raise
        except Refused as refused:
            self.add_error(refused.field if refused.field in self.fields else None, refused.message)
            return ""
        return token


def sign_up_person(*, occasion: Occasion, person: Person, sent: str, by: Actor) -> SignUp:
    """A registered person by one tap; the same page's tap on the same person sent twice signs up once.

    Raises Refused.
    """
    try:
        page = UUID(sent)
    except ValueError:
        page = uuid4()
    return sign_up(occasion=occasion, person=person, key=str(uuid5(page, str(person.pk))), by=by)

"""What does one type for the second step? The library's forms, in our words."""

from typing import Any

from allauth.mfa.base import forms as base
from allauth.mfa.recovery_codes import forms as recovery_codes
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.utils.translation import gettext_lazy as _


def _code(form: forms.Form, help_text: Any) -> None:
    field = form.fields["code"]
    field.label, field.help_text = _("Kod"), help_text
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs |= {"autocomplete": "one-time-code", "inputmode": "numeric"}


class AuthenticateForm(base.AuthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code(self, _("Sex siffror från appen i din telefon, eller en av dina reservkoder."))


class ReauthenticateForm(base.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code(self, _("Sex siffror från appen i din telefon, eller en av dina reservkoder."))


class ActivateTOTPForm(totp.ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code(self, _("De sex siffror som appen visar nu."))


class AddPasskeyForm(webauthn.AddWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Vad vill du kalla den?")
        self.fields["name"].help_text = _("Till exempel Min telefon, så att du känner igen den om du ska ta bort den.")
        # Every passkey here opens by itself with a finger, a face or a PIN: one tap on a shared phone.
        self.fields["passwordless"].initial = True
        self.fields["passwordless"].widget = forms.CheckboxInput(attrs={"checked": True})
        self.fields["passwordless"].label = _("Logga in med bara passnyckeln, utan lösenord")
        self.fields["passwordless"].help_text = _("Den låses upp med finger, ansikte eller telefonens kod.")


class GenerateRecoveryCodesForm(recovery_codes.GenerateRecoveryCodesForm):
    """No fields: a press of the button is the wish."""

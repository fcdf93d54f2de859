"""What does one type to sign in, and to choose a password? The library's forms, in our words."""

from typing import Any

from allauth.account import forms as library
from django import forms
from django.utils.translation import gettext_lazy as _

from livskraft.access.shared_phone import COOKIE

_NEW_PASSWORD_HELP = _(
    "Minst tolv tecken. Tre eller fyra ord som inte hör ihop är lätt att minnas och svårt att gissa."
)


def _words(form: forms.Form, **labels: Any) -> None:
    """Our labels above the fields, and no words inside them."""
    for name, label in labels.items():
        form.fields[name].label = label
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)


class SignInForm(library.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _words(self, login=_("E-post"), password=_("Lösenord"))
        self.fields.pop("remember", None)
        self.fields["password"].help_text = ""
        self.fields["shared"] = forms.BooleanField(
            label=_("Det här är en delad telefon"),
            help_text=_("Den låser sig när ingen har rört den på fem minuter. Det du har skrivit finns kvar."),
            required=False,
            initial=self.request is not None and COOKIE in self.request.COOKIES,
        )


class ReauthenticateForm(library.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _words(self, password=_("Lösenord"))
        self.fields["password"].help_text = ""


class ChangePasswordForm(library.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _words(
            self,
            oldpassword=_("Nuvarande lösenord"),
            password1=_("Nytt lösenord"),
            password2=_("Nytt lösenord en gång till"),
        )
        self.fields["oldpassword"].help_text = ""
        self.fields["password1"].help_text = _NEW_PASSWORD_HELP


class SetPasswordForm(library.SetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _words(self, password1=_("Nytt lösenord"), password2=_("Nytt lösenord en gång till"))
        self.fields["password1"].help_text = _NEW_PASSWORD_HELP


class ResetPasswordForm(library.ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _words(self, email=_("E-post"))


class ResetPasswordKeyForm(library.ResetPasswordKeyForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _words(self, password1=_("Nytt lösenord"), password2=_("Nytt lösenord en gång till"))
        self.fields["password1"].help_text = _NEW_PASSWORD_HELP


class UnlockForm(forms.Form):
    password = forms.CharField(
        label=_("Lösenord"),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

"""Where does Livskraft differ from the sign-in library? No sign-up, one answer to every failure, our own audit."""

import time
from typing import Any
from urllib.parse import urljoin

from allauth.account import app_settings as account_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import authenticate
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from livskraft.access import audit
from livskraft.access.actor import Actor
from livskraft.access.addresses import client_address
from livskraft.access.models import Assignment, User
from livskraft.access.second_step import second_steps
from livskraft.access.shared_phone import begin
from livskraft.kit.crypto import decrypt_text, encrypt_text

# One sentence for every reason, so that nobody learns which accounts exist or are locked.
WRONG = _(
    "E-postadressen eller lösenordet stämmer inte. Efter flera misslyckade försök måste du vänta en kvart innan du "
    "försöker igen, även med rätt lösenord."
)


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": WRONG,
        "too_many_login_attempts": WRONG,
        "enter_current_password": _("Skriv ditt nuvarande lösenord."),
        "incorrect_password": _("Lösenordet stämmer inte."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """As the library's, but a deactivated person gets the same answer as an unknown one."""
        self.pre_authenticate(request, **credentials)
        user = authenticate(request, **credentials)
        if user:
            self._rollback_login_failed_rl_usage()
        else:
            audit.security(Actor(at=timezone.now(), visitor="sign-in"), "access.sign_in_failed")
        return user

    def reauthenticate(self, user: AbstractBaseUser, password: str) -> bool:
        """Our people have one address, their own; the library's table of addresses is not used."""
        found = self.authenticate(context.request, email=getattr(user, "email", None), password=password)
        return found is not None and found.pk == user.pk

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not within the first minutes after signing in."""
        records = get_authentication_records(context.request, context.request.user)
        if any(time.time() - record["at"] < account_settings.REAUTHENTICATION_TIMEOUT for record in records):
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    def pre_login(self, request: HttpRequest, user: AbstractBaseUser, **kwargs: Any) -> HttpResponse | None:
        response: HttpResponse | None = super().pre_login(request, user, **kwargs)
        if response is None:
            begin(request, shared="shared" in request.POST)
        return response

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        super().login(request, user)
        audit.security(_actor(user), "access.signed_in")

    def logout(self, request: HttpRequest) -> None:
        if isinstance(request.user, User):
            audit.security(_actor(request.user), "access.signed_out")
        super().logout(request)

    def respond_user_inactive(self, request: HttpRequest, user: AbstractBaseUser) -> HttpResponse:
        return redirect("account_login")

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)

    def get_reset_password_from_key_url(self, key: str) -> str:
        """With the installation's own address, whatever Host the request claimed."""
        uid, _dash, token = key.partition("-")
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token})
        return urljoin(settings.BASE_URL, path)

    def send_notification_mail(self, template_prefix: str, user: Any, *args: Any, **kwargs: Any) -> None:
        """The library tells of changed security by e-mail; we keep it in the audit, under the person's own name."""
        audit.security(_actor(user), f"access.{template_prefix.rpartition('/')[2]}"[:60])


class MFAAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": _(
            "Ditt uppdrag kräver ett andra steg. Lägg till ett annat innan du tar bort det här."
        ),
        "incorrect_code": _("Koden stämmer inte. Vänta på nästa kod och försök igen."),
    }

    def encrypt(self, text: str) -> str:
        return encrypt_text(text, purpose="access.second_factor")

    def decrypt(self, encrypted_text: str) -> str:
        return decrypt_text(encrypted_text, purpose="access.second_factor")

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Not the last second step of somebody whose role needs one."""
        others = second_steps().filter(user_id=authenticator.user_id).exclude(pk=authenticator.pk)
        today = timezone.localdate()
        assignments = Assignment.objects.holding_on(today).filter(user_id=authenticator.user_id)
        return others.exists() or not any(assignment.needs_second_factor for assignment in assignments)

    def get_totp_issuer(self) -> str:
        return f"Livskraft {settings.LIVSKRAFT_MUNICIPALITY}"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        entity: dict[str, str] = super().get_public_key_credential_rp_entity()
        return entity | {"name": self.get_totp_issuer()}

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Any) -> str:
        return str(_("Min passnyckel"))


def _actor(user: Any) -> Actor:
    return Actor(at=timezone.now(), user=user)

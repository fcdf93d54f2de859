"""What must be in order before a signed-in person goes on? The phone unlocked, a second step, an assignment."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from livskraft.access import shared_phone
from livskraft.access.permissions import PERSONAL

DEMO = "demo"
WHILE_LOCKED = {"account_logout", "awake", "unlock"}
WITHOUT_SECOND_STEP = {
    "account",
    "account_logout",
    "account_reauthenticate",
    "account_set_password",
    "awake",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "mfa_view_recovery_codes",
    "unlock",
}


class GateMiddleware:
    """Stops a signed-in person at the first gate that is shut; public pages have no gates."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.user.is_authenticated and shared_phone.is_shared(request.session):
            shared_phone.protect(request, response)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        if not getattr(view, "login_required", True) or not request.user.is_authenticated:
            return None
        name = request.resolver_match.view_name if request.resolver_match else ""
        locked = shared_phone.visit(request.session)
        if locked and name not in WHILE_LOCKED:
            return _go(request, f"{reverse('unlock')}?{urlencode({'next': _here(request)})}")
        if needs_second_step(request) and name not in WITHOUT_SECOND_STEP:
            messages.info(request, _("Ditt uppdrag kräver ett andra steg vid inloggningen. Lägg till det här först."))
            return _go(request, reverse("account"))
        if getattr(view, "permission", "") != PERSONAL and not request.assignments:
            return no_assignment(request, status=403)
        return None


def no_assignment(request: HttpRequest, status: int = 200) -> HttpResponseBase:
    """The page of somebody who is signed in but has nothing to do here today; a refusal anywhere but at the start."""
    return render(request, "access/no_assignment.html", status=status)


def needs_second_step(request: HttpRequest) -> bool:
    """Whether one of the person's assignments needs a second step that they have not set up."""
    if not settings.LIVSKRAFT_SECOND_STEP or (settings.LIVSKRAFT_DEMO and request.session.get(DEMO)):
        return False
    return any(a.needs_second_factor and not getattr(a, "has_second_step", False) for a in request.assignments)


def _here(request: HttpRequest) -> str:
    """Where the person goes on afterwards: this page, or the page whose form or fragment this was."""
    if request.method == "GET" and not request.htmx:
        return request.get_full_path()
    came_from = urlsplit(request.headers.get("Referer", ""))
    if came_from.netloc == request.get_host():
        return came_from.path + (f"?{came_from.query}" if came_from.query else "")
    return "/"


def _go(request: HttpRequest, url: str) -> HttpResponseBase:
    return HttpResponseClientRedirect(url) if request.htmx else redirect(url)

"""From which network address does a request come, and as whom does somebody try to sign in? For throttling only."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase


def client_address(request: HttpRequest) -> str:
    """The address that the last trusted proxy saw; without proxies, the peer's own. Never what the client claims."""
    proxies: int = settings.LIVSKRAFT_PROXIES
    seen = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    if proxies and len(seen) >= proxies:
        return seen[-proxies]
    return str(request.META.get("REMOTE_ADDR", ""))


def login_name(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """The e-mail address that is tried, in one spelling, so that capitals give no fresh attempts."""
    given = (credentials or {}).get("email") or request.POST.get("login", "")
    return str(given).strip().lower()[:254]


def same_answer(request: HttpRequest, response: HttpResponseBase, credentials: Any = None) -> HttpResponseBase:
    """When sign-in is locked for a while the answer is what a wrong password gets, and tells an attacker nothing."""
    return response

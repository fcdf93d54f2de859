"""Who may open a view? Every view says so, with one of these three."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve

from livskraft.access.actor import Actor
from livskraft.access.permissions import PERSONAL, PUBLIC

View = Callable[..., HttpResponseBase]


def requires(permission: str) -> Callable[[View], View]:
    """The signed-in person's active assignment must have the permission; where is decided by `visible_to`."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.actor.may(permission):
                raise PermissionDenied(f"{request.actor.who} lacks {permission}")
            return view(request, *args, **kwargs)

        guarded.permission = str(permission)  # type: ignore[attr-defined]  # read by the permission matrix
        return guarded

    return decorate


def may_open(actor: Actor, address: str) -> bool:
    """Whether the actor may open the page somewhere in their reach. An address that is not ours is open to all."""
    try:
        permission = resolve(urlsplit(address).path).func.permission  # type: ignore[attr-defined]  # the guards put it there
    except Resolver404:
        return True
    return permission in (PUBLIC, PERSONAL) or actor.may(permission)


def public(view: View) -> View:
    """Anybody may open the view, signed in or not."""

    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, *args, **kwargs)

    opened.permission = PUBLIC  # type: ignore[attr-defined]  # read by the permission matrix
    return login_not_required(opened)


def personal(view: View) -> View:
    """Everybody signed in may open the view, also without an assignment; it holds only what is their own."""

    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, *args, **kwargs)

    opened.permission = PERSONAL  # type: ignore[attr-defined]  # read by the permission matrix
    return opened

"""Is this session on a phone that several people use, and has it been left alone too long?"""

import time
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

# A phone that lies on a table in a corridor must not show a person's day to whoever passes by.
IDLE_SECONDS = 5 * 60
COOKIE = "delad_telefon"
_SHARED, _SEEN, _LOCKED = "shared_phone", "shared_phone_seen", "shared_phone_locked"
# The moment of the last visit is rounded up to this, so that not every page writes the session.
_STEP = 10


def begin(request: HttpRequest, *, shared: bool) -> None:
    """The session that is about to be signed in is, or is not, on a shared phone."""
    for key in (_SHARED, _SEEN, _LOCKED):
        request.session.pop(key, None)
    if shared:
        request.session[_SHARED] = True
        request.session[_SEEN] = time.time()


def is_shared(session: Any) -> bool:
    return bool(session.get(_SHARED))


def is_locked(session: Any) -> bool:
    return bool(session.get(_LOCKED))


def visit(session: Any) -> bool:
    """Called at each request of a shared phone: locks the session that was left alone; returns whether it is locked."""
    if not is_shared(session):
        return False
    now = time.time()
    if not is_locked(session) and now - session.get(_SEEN, 0) > IDLE_SECONDS:
        lock(session)
    if not is_locked(session) and now - session.get(_SEEN, 0) > _STEP:
        session[_SEEN] = now
    return is_locked(session)


def lock(session: Any) -> None:
    if is_shared(session):
        session[_LOCKED] = True


def unlock(session: Any) -> None:
    session.pop(_LOCKED, None)
    session[_SEEN] = time.time()


def protect(request: HttpRequest, response: HttpResponseBase) -> None:
    """The page is not kept by the browser, and the phone remembers that it is shared."""
    response.headers["Cache-Control"] = "no-store"
    if COOKIE not in request.COOKIES:
        response.set_cookie(
            COOKIE, "1", max_age=365 * 24 * 3600, httponly=True, samesite="Lax", secure=request.is_secure()
        )


def script_data(request: HttpRequest) -> dict[str, str] | None:
    """What the page's script needs to know; nothing on a phone or computer of one's own."""
    session = getattr(request, "session", None)
    if session is None or not (is_shared(session) or COOKIE in request.COOKIES):
        return None
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"user": ""}
    if not is_shared(session):
        return {"user": str(user.pk)}
    return {
        "user": str(user.pk),
        "idle": str(IDLE_SECONDS),
        "awake": reverse("awake"),
        "unlock": reverse("unlock"),
        "locked": "1" if is_locked(session) else "",
    }

"""Who is asking? Puts the actor on each request from today's assignments, and turns refusals into pages."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from livskraft.access.actor import Actor
from livskraft.access.models import Assignment
from livskraft.access.second_step import second_steps
from livskraft.kit.errors import Conflict, Gone, Refused
from livskraft.ui.errors import gone

Get = Callable[[HttpRequest], HttpResponseBase]
ACTIVE_ASSIGNMENT = "assignment"


class ActorMiddleware:
    """`request.actor` and `request.assignments`; assignments are read anew on every request."""

    def __init__(self, get_response: Get) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        now = timezone.now()
        request.assignments = []
        request.actor = Actor(at=now)
        if request.user.is_authenticated:
            request.assignments = list(
                Assignment.objects.holding_on(timezone.localdate(now))
                .filter(user=request.user)
                .select_related("unit")
                .annotate(has_second_step=Exists(second_steps().filter(user_id=OuterRef("user_id"))))
                .order_by("pk")
            )
            chosen = request.session.get(ACTIVE_ASSIGNMENT)
            active = next((a for a in request.assignments if a.pk == chosen), None)
            active = active or next(iter(request.assignments), None)
            request.actor = Actor(at=now, user=request.user, assignment=active)
        return self.get_response(request)


class RefusalMiddleware:
    """A refusal that no form caught becomes a message where the person was; a conflict, and what is gone, a page."""

    def __init__(self, get_response: Get) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        if isinstance(exception, Conflict):
            return render(request, "ui/conflict.html", {"what": str(exception), "retry_url": request.path}, status=409)
        if isinstance(exception, Gone):
            return gone(request)
        if isinstance(exception, Refused):
            messages.error(request, exception.message)
            back: Any = request.headers.get("Referer", "")
            if not url_has_allowed_host_and_scheme(back, {request.get_host()}):
                back = "/"
            return redirect(back)
        return None

"""What does a person meet when somebody else changed the same thing first?"""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


def conflict(
    request: HttpRequest,
    *,
    what: "str | StrPromise",
    theirs: "list[tuple[str | StrPromise, Any, Any]]",
    retry_url: str,
    version: int | None = None,
    own: bool = False,
) -> HttpResponse:
    """A 409 page with each label, what is saved and what was typed, so that nothing typed is lost.

    With the saved record's `version` the person can also save what they typed: it is posted again with that version.
    `own` is what nobody else may change: it was they themselves, in another window.
    """
    typed = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in ("csrfmiddlewaretoken", "version")
        for value in values
    ]
    context = {
        "what": what,
        "theirs": theirs,
        "retry_url": retry_url,
        "version": version,
        "own": own,
        "typed_values": typed,
        "empty": _("tomt"),
    }
    return render(request, "ui/conflict.html", context, status=409)

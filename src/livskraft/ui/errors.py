"""What does a person read when a page cannot be shown? What happened, and what to do about it."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

# Read once, at import: when this page is needed, little else can be trusted to work.
_SERVER_ERROR = (Path(__file__).parent / "static" / "ui" / "500.html").read_text(encoding="utf-8")


class Explained(Exception):
    """Why the page is not shown, in words of the room's own, and the pairs of word and address that lead on."""

    def __init__(
        self,
        heading: "str | StrPromise",
        text: "str | StrPromise",
        ways: "Sequence[tuple[str | StrPromise, str]]" = (),
    ) -> None:
        super().__init__(heading)
        self.heading, self.text, self.ways = heading, text, ways


class Shut(Explained, PermissionDenied):
    """403: the page is there, and this person may be told what stands in the way."""


class Missing(Explained, Http404):
    """404: nothing is there any more, and this person may be told what became of it."""


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400."""
    return _page(request, 400, _("Det gick inte att läsa det som skickades"), _("Gå tillbaka och försök igen."))


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403."""
    if isinstance(exception, Explained):
        return _explained(request, 403, exception)
    return _page(
        request,
        403,
        _("Du har inte behörighet till det här"),
        _("Har du flera uppdrag kan du byta uppe till höger. Fråga annars din chef om du behöver komma åt sidan."),
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404, also for what exists but is none of this person's business."""
    if isinstance(exception, Explained):
        return _explained(request, 404, exception)
    return _page(
        request,
        404,
        _("Sidan finns inte"),
        _("Den kan ha flyttats eller tagits bort, eller så hör den till en enhet där du inte har något uppdrag."),
    )


def gone(request: HttpRequest) -> HttpResponse:
    """404, when what somebody was writing about was removed meanwhile."""
    return _page(
        request,
        404,
        _("Det finns inte längre"),
        _("Någon annan tog bort det medan du skrev. Inget av det du skrev är sparat."),
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """500, from a text in memory: no database, session, template or context processor."""
    return HttpResponseServerError(_SERVER_ERROR)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403, when a form was sent without proof that it came from our own page."""
    return _page(
        request,
        403,
        _("Formuläret hade legat öppet för länge"),
        _("Gå tillbaka, kopiera det du har skrivit så att det inte går förlorat, ladda om sidan och skicka igen."),
    )


def _explained(request: HttpRequest, status: int, why: Explained) -> HttpResponse:
    context = {"heading": why.heading, "text": why.text, "ways": why.ways}
    return render(request, "ui/error.html", context, status=status)


def _page(request: HttpRequest, status: int, heading: str, text: str) -> HttpResponse:
    return render(request, "ui/error.html", {"heading": heading, "text": text, "missing": status == 404}, status=status)

"""How are bytes handed out so that nothing in them can run?"""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header


def handed_out(data: bytes, *, content_type: str, name: str, attachment: bool = True) -> HttpResponse:
    """A response that no browser sniffs, runs, frames or keeps."""
    response = HttpResponse(data, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(attachment, name) or "attachment"
    locked_down(response)
    return response


def locked_down(response: HttpResponseBase) -> None:
    """Gives a response of one's own the same headers."""
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"

"""May a public page be answered as it was last made?"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language

from livskraft.access import audit

SECONDS = 120
PublicView = Callable[..., HttpResponse]


def kept(view: PublicView) -> PublicView:
    """For a page that is the same to all who are not signed in: made anew when anything has been written.

    And each minute, since whether a gym is open is said by the clock. What a search finds is not kept: there is no
    end to what one can search for.
    """

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated or request.method != "GET" or set(request.GET) - {"sprak"}:
            return view(request, *args, **kwargs)
        pages = caches["fragments"]
        key = f"public:{audit.watermark()}:{timezone.now():%H%M}:{get_language()}:{request.path}"
        page = pages.get(key)
        if page is None:
            response = view(request, *args, **kwargs)
            if response.status_code == 200:
                pages.set(key, (response.content, dict(response.headers)), SECONDS)
            return response
        content, headers = page
        return HttpResponse(content, headers=headers)

    return answered

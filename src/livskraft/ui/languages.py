"""Which languages do the public pages speak, which way is each read, and which one did this visitor choose?"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import translation

# The word in the address, as in `?sprak=ar`: links keep it, and nothing is stored about the visitor.
PARAMETER = "sprak"


@dataclass(frozen=True, slots=True)
class Language:
    """`name` is its own, for those who look for it; `swedish` is ours, for those who work here."""

    code: str
    name: str
    swedish: str
    direction: str = "ltr"


SWEDISH = Language("sv", "Svenska", "svenska")
# The words of the pages themselves are in locale/<code>; a language is one line here and one file there.
LANGUAGES = (
    SWEDISH,
    Language("en", "English", "engelska"),
    Language("fi", "Suomi", "finska"),
    Language("ar", "العربية", "arabiska", "rtl"),
)
BY_CODE = {language.code: language for language in LANGUAGES}
CHOICES = [(language.code, language.swedish.capitalize()) for language in LANGUAGES]


def chosen(request: HttpRequest) -> Language:
    """The language that the address asks for; Swedish when it asks for none that we have."""
    return BY_CODE.get(request.GET.get(PARAMETER, ""), SWEDISH)


def in_chosen_language(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """The view's own words come in the visitor's language; it stands below `@public` and above the view."""

    @wraps(view)
    def speaking(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with translation.override(chosen(request).code):
            return view(request, *args, **kwargs)

    return speaking

"""Which addresses are there? Read from the resolver, never from a hand-kept list."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True)
class Route:
    """One address of the installation; `parameters` are the nouns in it, in order."""

    pattern: str
    name: str
    view: Callable[..., Any]
    parameters: tuple[str, ...]

    def __str__(self) -> str:
        return self.name

    @property
    def permission(self) -> str:
        found: str = getattr(self.view, "permission", "")
        return found


def routes() -> list[Route]:
    return list(_walk(get_resolver()))


def _walk(resolver: URLResolver, before: str = "", held: tuple[str, ...] = ()) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        here = before + str(entry.pattern)
        nouns = held + tuple(entry.pattern.regex.groupindex)
        if isinstance(entry, URLPattern):
            yield Route(here, entry.name or "", entry.callback, nouns)
        else:
            yield from _walk(entry, here, nouns)

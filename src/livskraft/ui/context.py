"""What does every page know: whose it is, who is signed in, and where one can go?"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest

from livskraft.ui.navigation import NavLink, SearchField, links, search_field

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

Notice = Callable[[HttpRequest], "str | StrPromise | None"]

ScriptData = Callable[[HttpRequest], dict[str, str] | None]

_notices: list[Notice] = []
_scripts: dict[str, ScriptData] = {}


def register_notice(notice: Notice) -> Notice:
    """Shows what `notice` returns in a band above every page; None shows nothing."""
    if notice not in _notices:
        _notices.append(notice)
    return notice


def register_script(path: str, data: ScriptData) -> None:
    """Adds a room's script to every page where `data` is not None; what it returns becomes data attributes."""
    _scripts[path] = data


@dataclass(frozen=True)
class Shell:
    """Worked out only when the template asks, so that a fragment pays nothing; asks the database nothing of its own."""

    request: HttpRequest

    @property
    def municipality(self) -> str:
        return settings.LIVSKRAFT_MUNICIPALITY

    @property
    def demo(self) -> bool:
        return bool(settings.LIVSKRAFT_DEMO)

    @cached_property
    def actor(self) -> Any:
        """None when nobody is signed in."""
        actor = getattr(self.request, "actor", None)
        return actor if actor is not None and getattr(actor, "user", None) is not None else None

    @cached_property
    def assignments(self) -> list[Any]:
        """What the person can switch between; empty when there is nothing to choose."""
        every = list(getattr(self.request, "assignments", None) or ()) if self.actor else []
        return every if len(every) > 1 else []

    @cached_property
    def navigation(self) -> list[NavLink]:
        return links(self.request)

    @cached_property
    def search(self) -> SearchField | None:
        return search_field(self.request)

    @cached_property
    def account_links(self) -> list[NavLink]:
        return links(self.request, menu="account")

    @cached_property
    def notices(self) -> "list[str | StrPromise]":
        return [text for text in (notice(self.request) for notice in _notices) if text]

    @cached_property
    def scripts(self) -> list[tuple[str, dict[str, str]]]:
        asked = [(path, data(self.request)) for path, data in _scripts.items()]
        return [(path, attributes) for path, attributes in asked if attributes is not None]


def shell(request: HttpRequest) -> dict[str, Shell]:
    """The context processor."""
    return {"shell": Shell(request)}

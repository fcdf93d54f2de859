"""Which pages stand in the navigation, and which of them is this one?"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from django.http import HttpRequest
from django.urls import reverse

from livskraft.kit.registry import Registry

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

Menu = Literal["main", "account", "day"]


@dataclass(frozen=True)
class NavItem:
    """A page reached from everywhere, shown when the actor may `permission`; an empty one means everybody signed in.

    `menu="account"` puts it in the person's own menu instead of the row of pages, and `menu="day"` among what one does
    on the spot, on the page one sees first.
    """

    label: "str | StrPromise"
    url_name: str
    icon: str
    permission: str = ""
    order: int = 100
    menu: Menu = "main"


@dataclass(frozen=True)
class NavLink:
    """An item as one person sees it on one page."""

    label: "str | StrPromise"
    url: str
    icon: str
    current: bool


@dataclass(frozen=True)
class SearchField:
    """A field in the header of every page; what is written there is posted as `name`, so that no address holds it."""

    label: "str | StrPromise"
    button: "str | StrPromise"
    url_name: str
    name: str
    permission: str
    longest: int = 100

    @property
    def url(self) -> str:
        return reverse(self.url_name)


_items: Registry[NavItem] = Registry("navigation item")
_searches: Registry[SearchField] = Registry("search field")


def register(item: NavItem) -> NavItem:
    """Adds `item`; raises ValueError when another item already leads to the same page."""
    return _items.add(item.url_name, item)


def register_search(field: SearchField) -> SearchField:
    """Adds `field` to the header; raises ValueError when another field already leads to the same page."""
    return _searches.add(field.url_name, field)


def search_field(request: HttpRequest) -> SearchField | None:
    """The field that this person may use, unless this is its own page, where it stands larger."""
    actor = getattr(request, "actor", None)
    if actor is None or getattr(actor, "user", None) is None:
        return None
    allowed = (field for field in _searches if actor.may(field.permission))
    return next((field for field in allowed if field.url != request.path), None)


def links(request: HttpRequest, menu: Menu = "main") -> list[NavLink]:
    """What this person may reach, in order; the longest address that begins this page's address is the current one."""
    actor = getattr(request, "actor", None)
    if actor is None or getattr(actor, "user", None) is None:
        return []
    items = sorted((item for item in _items if item.menu == menu), key=lambda item: item.order)
    shown = [(item, reverse(item.url_name)) for item in items if not item.permission or actor.may(item.permission)]
    current = _current((url for _, url in shown), request.path)
    return [NavLink(item.label, url, item.icon, url == current) for item, url in shown]


def _current(urls: Iterable[str], path: str) -> str | None:
    """The start page begins every address, so it is current only on itself."""
    matching = [url for url in urls if path == url or (url != "/" and path.startswith(url))]
    return max(matching, key=len, default=None)

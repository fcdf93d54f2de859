"""How does a person learn that it worked, and how do they take it back?"""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

_UNDO = "undo:"
_KINDS = {messages.ERROR: "danger", messages.WARNING: "warning", messages.SUCCESS: "success"}


def done(request: HttpRequest, text: "str | StrPromise", undo_url: str | None = None) -> None:
    """Shows on the next page that it is done; with `undo_url` there is a button that posts there to take it back."""
    messages.success(request, text, extra_tags=f"{_UNDO}{undo_url}" if undo_url else "")


def undo_url(message: Message) -> str:
    """Where the message's undo button posts; empty when it has none."""
    tags = message.extra_tags or ""
    return tags.removeprefix(_UNDO) if tags.startswith(_UNDO) else ""


def kind(message: Message) -> str:
    """The alert that the message is shown as."""
    return _KINDS.get(message.level, "info")

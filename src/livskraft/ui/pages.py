"""Which part of a long list is this, and how does one get to the next? By the key of the last row, not by counting."""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import Field, Model, Q, QuerySet
from django.db.models.constants import LOOKUP_SEP
from django.http import HttpRequest
from django.utils.translation import gettext as _

M = TypeVar("M", bound=Model)

AFTER, BEFORE = "efter", "fore"


@dataclass(frozen=True)
class KeyPage(Generic[M]):
    """The rows of one page, with the addresses of its neighbours; an address is empty where the list ends.

    A list that was asked for by POST has no addresses but keys, for the fields `BEFORE` and `AFTER` of the next POST.
    """

    items: list[M]
    previous_url: str
    next_url: str
    summary: str
    previous_key: str = ""
    next_key: str = ""


def key_page(
    queryset: QuerySet[M], *, request: HttpRequest, order: Sequence[str], size: int = 50, posted: bool = False
) -> KeyPage[M]:
    """The page that the address asks for, at the same cost however far in; a broken address gives the first page.

    `order` are fields that are never null and together unique, the last one usually "pk"; "-" before a name turns it.
    With `posted` the page is asked for by POST, for a list whose key must not stand in an address.
    """
    parts = [_Part.of(queryset.model, name) for name in order]
    asked = request.POST if posted else request.GET
    before = _decode(asked.get(BEFORE), parts)
    after = None if before else _decode(asked.get(AFTER), parts)
    backwards = before is not None
    rows = queryset.order_by(*(part.ordering(backwards) for part in parts))
    if key := before or after:
        rows = rows.filter(_beyond(parts, key, backwards))
    items = list(rows[: size + 1])
    more = len(items) > size
    items = items[:size]
    if backwards:
        items.reverse()
    has_previous = more if backwards else after is not None
    has_next = backwards or more
    previous = _encode([part.value(items[0]) for part in parts]) if has_previous and items else ""
    following = _encode([part.value(items[-1]) for part in parts]) if has_next and items else ""
    summary = _("Visar %(size)s åt gången") % {"size": size} if has_previous or has_next else ""
    if posted:
        return KeyPage(items, "", "", summary, previous, following)
    return KeyPage(items, _url(request, BEFORE, previous), _url(request, AFTER, following), summary)


@dataclass(frozen=True)
class _Part:
    path: str
    descending: bool
    field: "Field[Any, Any]"

    @classmethod
    def of(cls, model: type[Model], name: str) -> "_Part":
        path = name.removeprefix("-")
        return cls(path, name.startswith("-"), _field(model, path))

    def ordering(self, backwards: bool) -> str:
        return ("-" if self.descending != backwards else "") + self.path

    def value(self, item: Model) -> Any:
        found: Any = item
        for step in self.path.split(LOOKUP_SEP):
            found = getattr(found, step)
        return found


def _field(model: type[Model], path: str) -> "Field[Any, Any]":
    first, _dot, rest = path.partition(LOOKUP_SEP)
    field = model._meta.pk if first == "pk" else model._meta.get_field(first)
    if rest:
        related = field.related_model if field is not None else None
        if not isinstance(related, type):
            raise FieldDoesNotExist(f"{model.__name__} has no related {first!r}")
        return _field(related, rest)
    if not isinstance(field, Field) or field.null:
        raise ValueError(f"a list cannot be paged by {path!r}: it must be a field that is never null")
    return field


def _beyond(parts: Sequence[_Part], key: Sequence[Any], backwards: bool) -> Q:
    """What comes after `key`: later in the first part, or the same there and later in the next."""
    found = Q()
    same = Q()
    for part, value in zip(parts, key, strict=True):
        step = "lt" if part.descending != backwards else "gt"
        found |= same & Q(**{f"{part.path}__{step}": value})
        same &= Q(**{part.path: value})
    first = parts[0]
    # Says no more than the rest, but lets both engines start in the index instead of at the list's beginning.
    bound = "lte" if first.descending != backwards else "gte"
    return Q(**{f"{first.path}__{bound}": key[0]}) & found


def _url(request: HttpRequest, direction: str, key: str) -> str:
    if not key:
        return ""
    query = request.GET.copy()
    query.pop(AFTER, None)
    query.pop(BEFORE, None)
    query[direction] = key
    return f"{request.path}?{query.urlencode()}"


def _encode(key: list[Any]) -> str:
    text = json.dumps(key, default=lambda value: value.isoformat() if isinstance(value, date) else str(value))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _decode(text: str | None, parts: Sequence[_Part]) -> list[Any] | None:
    if not text:
        return None
    try:
        key = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        return [_fit(part.field.to_python(value)) for part, value in zip(parts, key, strict=True)]
    except (ValueError, binascii.Error, ValidationError, OverflowError, TypeError, RecursionError):
        return None


def _fit(value: Any) -> Any:
    """The value, or ValueError when the database itself would refuse it."""
    if value is None:
        raise ValueError("a key has no empty part")
    if isinstance(value, str) and "\x00" in value.encode().decode():
        raise ValueError("PostgreSQL has no text with NUL")
    if isinstance(value, int) and not -(2**63) <= value < 2**63:
        raise ValueError("too large for a database")
    return value

"""How does a page with one form carry out one action? The same way in the whole administration."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Model
from django.forms.boundfield import BoundField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from livskraft.kit.errors import Conflict, Refused
from livskraft.ui import messages
from livskraft.ui.responses import conflict

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


@dataclass(frozen=True)
class FormPage:
    """What the page says around its form; `way` are the pairs of word and address that lead here."""

    title: "str | StrPromise"
    way: "tuple[tuple[str | StrPromise, str], ...]"
    submit: "str | StrPromise"
    done: "str | StrPromise"
    lead: "str | StrPromise" = ""


def carry_out(
    request: HttpRequest,
    page: FormPage,
    form: forms.Form,
    action: Callable[[dict[str, Any]], Any],
    *,
    then: Callable[[Any], str],
    saved: Callable[[], dict[str, Any]] | None = None,
) -> HttpResponse:
    """Shows the form until the action succeeds, and then goes where `then` says.

    A refusal stands beside its field. When somebody else was first, both versions are shown; `saved` reads the record
    anew in the form's own words.
    """
    if form.is_valid():
        try:
            result = action(form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        except Conflict as clash:
            return _both(request, form, str(clash), saved() if saved else {})
        else:
            messages.done(request, page.done)
            return redirect(then(result))
    context = {"page": page, "form": form, "before": page.way[:-1], "parent": page.way[-1]}
    return render(request, "access/form_page.html", context)


def reread(record: Model, **fields: str) -> Callable[[], dict[str, Any]]:
    """For `saved`: the record's attributes under the names that the form's fields have."""

    def read() -> dict[str, Any]:
        fresh = type(record)._default_manager.get(pk=record.pk)
        values = {field: getattr(fresh, attribute) for field, attribute in fields.items()}
        return values | {"version": getattr(fresh, "version", None)}

    return read


def _both(request: HttpRequest, form: forms.Form, what: str, saved: dict[str, Any]) -> HttpResponse:
    theirs = [
        (bound.label, _in_words(bound, saved.get(bound.name)), _in_words(bound, form.cleaned_data.get(bound.name)))
        for bound in form.visible_fields()
    ]
    # A file does not follow when what was typed is sent again, and nobody would notice that it is gone.
    version = None if request.FILES else saved.get("version")
    return conflict(request, what=what, theirs=theirs, retry_url=request.get_full_path(), version=version)


def _in_words(bound: BoundField, value: Any) -> Any:
    """What was chosen as the form says it, not as the code for it; anything else as it is."""
    if isinstance(value, bool):
        return _("Ja") if value else _("Nej")
    if not isinstance(bound.field, forms.ChoiceField) or isinstance(bound.field, forms.ModelChoiceField):
        return value
    words = {str(code): label for code, label in _flat(bound.field.choices)}
    if isinstance(value, (list, set, tuple)):
        return ", ".join(str(words.get(str(each), each)) for each in value)
    return words.get("" if value is None else str(value), value)


def _flat(choices: Any) -> Iterator[tuple[Any, Any]]:
    for code, label in choices:
        if isinstance(label, (list, tuple)):
            yield from label
        else:
            yield code, label

"""How does the form of one dose carry out its action, also when another therapist was first? For either store."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from livskraft.access.views.acting import FormPage
from livskraft.kit.errors import Conflict, Refused
from livskraft.modules.training.forms.plans import DoseForm
from livskraft.ui import messages
from livskraft.ui.responses import conflict


def carry_out_dose(
    request: HttpRequest,
    page: FormPage,
    form: DoseForm,
    action: Callable[[dict[str, Any]], Any],
    programme: Any,
    dose: Any,
) -> HttpResponse:
    """As `carry_out`, but a conflict is told in the words of the choices; `dose` is the one that is changed, if any.

    What the action gives is where one is sent then.
    """
    if form.is_valid():
        try:
            changed = action(form.cleaned_data)
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.message)
        except Conflict:
            fresh = type(programme)._default_manager.get(pk=programme.pk)
            saved = form.saved(dose) if dose is not None else {}
            rows: list[tuple[Any, Any, Any]] = [
                (bound.label, _in_words(bound.field, saved.get(bound.name)), _in_words(bound.field, typed))
                for bound in form.visible_fields()
                for typed in [form.cleaned_data.get(bound.name)]
            ]
            return conflict(
                request,
                what=form.exercise.name,
                theirs=rows,
                retry_url=request.get_full_path(),
                version=fresh.version,
            )
        else:
            messages.done(request, page.done)
            return redirect(changed)
    context = {"page": page, "form": form, "before": page.way[:-1], "parent": page.way[-1]}
    return render(request, "access/form_page.html", context)


def _in_words(field: forms.Field, value: Any) -> Any:
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        words = {str(key): label for key, label in choices}
        return words.get("" if value is None else str(value), value)
    return value

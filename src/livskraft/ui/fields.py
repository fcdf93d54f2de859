"""How is one form field shown? The same way everywhere: label, help, input, and the error beside it."""

from copy import copy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms.boundfield import BoundField
from django.forms.widgets import ChoiceWidget, DateTimeBaseInput
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

# Django's own widgets show dates as text; the browser's own pickers are better on a phone and want ISO values.
_REQUIRED = forms.Field.default_error_messages["required"]
_DASHES = BLANK_CHOICE_DASH[0][1]
_PICKERS: dict[type[DateTimeBaseInput], tuple[str, str]] = {
    forms.DateInput: ("date", "%Y-%m-%d"),
    forms.DateTimeInput: ("datetime-local", "%Y-%m-%dT%H:%M"),
    forms.TimeInput: ("time", "%H:%M"),
}


@dataclass(frozen=True)
class Choice:
    """One radio button or checkbox with its words."""

    id: str
    label: Any
    html: SafeString


@dataclass(frozen=True)
class FieldView:
    """What the field template shows; `layout` is line (label above), tick (label after), group (fieldset) or hidden.

    `mark` are the words in brackets after the label of a field that may be left empty.
    """

    layout: str
    label: Any
    html: SafeString
    input_id: str
    help_id: str
    error_id: str
    mark: str
    help_text: Any
    errors: list[str]
    choices: list[Choice] = field(default_factory=list)
    described_by: str = ""
    clear_name: str = ""
    current_file: str = ""


class NeededWhenField(forms.CharField):
    """Words that may be left empty, but not always: `needed_when` says when they are needed, instead of "valfritt"."""

    def __init__(self, *, needed_when: "str | StrPromise", **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.needed_when = needed_when


def field_view(bound: BoundField) -> FieldView:
    """The field as the renderer shows it; raises TypeError for anything but a form's field."""
    if not isinstance(bound, BoundField):
        raise TypeError(f"a form field was expected, not {bound!r}")
    widget = _widget(bound)
    errors = error_texts(bound)
    help_id, error_id = f"{bound.auto_id}_help", f"{bound.auto_id}_error"
    described_by = " ".join([help_id] * bool(bound.help_text) + [error_id] * bool(errors))
    invalid: dict[str, Any] = {"aria-invalid": "true"} if errors else {}
    layout = _layout(widget)
    choices: list[Choice] = []
    html = SafeString("")
    if layout == "group":
        attrs = widget.attrs | invalid | {"class": "ds-input", "id": bound.auto_id}
        options = widget.subwidgets(bound.html_name, bound.value(), attrs)
        for option in options:
            option["attrs"].pop("required", None)
            rendered = bound.form.renderer.render(option["template_name"], {"widget": option | {"wrap_label": False}})
            choices.append(Choice(option["attrs"].get("id", ""), option["label"], SafeString(rendered)))
    else:
        attrs = invalid | ({"aria-describedby": described_by} if described_by else {})
        if layout != "hidden":
            attrs["class"] = f"{widget.attrs.get('class', '')} ds-input".strip()
        html = bound.as_widget(widget=widget, attrs=attrs)
    clearable = isinstance(bound.field.widget, forms.ClearableFileInput) and bool(bound.initial)
    return FieldView(
        layout=layout,
        label=bound.label,
        html=html,
        input_id=first_input_id(bound),
        help_id=help_id,
        error_id=error_id,
        mark=_mark(bound.field),
        help_text=bound.help_text,
        errors=errors,
        choices=choices,
        described_by=described_by,
        clear_name=(
            bound.field.widget.clear_checkbox_name(bound.html_name)
            if clearable and not bound.field.required and isinstance(bound.field.widget, forms.ClearableFileInput)
            else ""
        ),
        current_file=str(bound.initial) if clearable else "",
    )


def first_input_id(bound: BoundField) -> str:
    """Where a link in the error summary leads; a group has no element of its own to focus."""
    group = isinstance(bound.field.widget, (forms.RadioSelect, forms.CheckboxSelectMultiple))
    return f"{bound.auto_id}_0" if group else bound.id_for_label or bound.auto_id


def error_texts(bound: BoundField) -> list[str]:
    """What to do about each error; Django's "must be filled in" becomes what the person does with this very input."""
    texts: list[str] = []
    for error in bound.errors.as_data():
        unasked = error.code == "required" and bound.field.error_messages["required"] == _REQUIRED
        texts += [_what_is_missing(bound.field.widget)] if unasked else _bounds(error, bound) or error.messages
    lost = isinstance(bound.field.widget, forms.FileInput) and bound.form.errors and bound.data
    if lost and not texts:
        # The browser never sends a file twice by itself, and nobody would notice that it is gone.
        again = _("Välj filen %(name)s igen. Den följer inte med när något behöver rättas.")
        texts.append(again % {"name": bound.data})
    return texts


def _bounds(error: forms.ValidationError, bound: BoundField) -> list[str]:
    """What to write instead of a number out of bounds, where Django says "greater than or equal to"."""
    limit = (error.params or {}).get("limit_value")
    if limit is None or error.code in bound.field.error_messages:
        return []
    if error.code == "min_value":
        return [_("Skriv minst %(limit)s.") % {"limit": limit}]
    return [_("Skriv högst %(limit)s.") % {"limit": limit}] if error.code == "max_value" else []


def _mark(field: forms.Field) -> str:
    if field.required or field.disabled:
        return ""
    if isinstance(field, NeededWhenField):
        return str(field.needed_when)
    # A field of a form that says it once for all has a mark of its own.
    return str(getattr(field, "mark", _("valfritt")))


def _what_is_missing(widget: forms.Widget) -> str:
    if isinstance(widget, forms.CheckboxInput):
        return _("Kryssa i rutan.")
    if isinstance(widget, forms.CheckboxSelectMultiple):
        return _("Kryssa i minst en ruta.")
    if isinstance(widget, ChoiceWidget):
        return _("Välj ett alternativ.")
    return _("Välj en fil.") if isinstance(widget, forms.FileInput) else _("Fyll i det här fältet.")


def _widget(bound: BoundField) -> forms.Widget:
    widget = copy(bound.field.widget)
    widget.attrs = dict(widget.attrs)
    if isinstance(widget, forms.ClearableFileInput):
        # The rest of Django's clearable input, the old file and the tick to remove it, is in our own template.
        return forms.FileInput(attrs=widget.attrs)
    if isinstance(widget, forms.Select):
        # Django says nothing chosen with dashes, which nobody reads.
        nothing = _("Välj") if bound.field.required else _("Inget valt")
        widget.choices = [
            ("", nothing) if key in ("", None) and label == _DASHES else (key, label) for key, label in widget.choices
        ]
    if isinstance(widget, forms.Textarea):
        widget.attrs.pop("cols", None)
        widget.attrs["rows"] = widget.attrs.get("rows") if widget.attrs.get("rows") not in (None, "10") else "4"
    if isinstance(widget, (forms.NumberInput, DateTimeBaseInput)) and _unreadable(bound):
        # The browser's own number and date inputs show nothing of what they cannot read; as text it can be put right.
        widget.input_type = "text"
        return widget
    for kind, (input_type, iso) in _PICKERS.items():
        if type(widget) is kind and isinstance(widget, DateTimeBaseInput) and "type" not in widget.attrs:
            widget.input_type, widget.format = input_type, iso
    if isinstance(widget, forms.NumberInput):
        widget.attrs.setdefault("inputmode", "numeric" if type(bound.field) is forms.IntegerField else "decimal")
    return widget


def _unreadable(bound: BoundField) -> bool:
    typed = bound.value() if bound.form.is_bound else None
    if not isinstance(typed, str) or not typed:
        return False
    try:
        bound.field.to_python(typed)
    except forms.ValidationError:
        return True
    return False


def _layout(widget: forms.Widget) -> str:
    if widget.is_hidden:
        return "hidden"
    if isinstance(widget, (forms.RadioSelect, forms.CheckboxSelectMultiple)):
        return "group"
    return "tick" if isinstance(widget, forms.CheckboxInput) else "line"

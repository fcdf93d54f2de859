"""What is a page made of? These tags, each of which raises on a misspelt or missing argument."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django import forms, template
from django.contrib.messages.storage.base import Message
from django.forms.boundfield import BoundField
from django.template import TemplateSyntaxError
from django.template.context import Context
from django.template.loader_tags import BLOCK_CONTEXT_KEY, BlockContext
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.utils.translation import gettext as _

from livskraft.ui import messages as ui_messages
from livskraft.ui.fields import FieldView, error_texts, field_view, first_input_id
from livskraft.ui.icons import icon_svg

register = template.Library()

STATUS_ICONS = {
    "late": "circle-alert",
    "soon": "clock",
    "done": "circle-check",
    "stopped": "ban",
    "info": "info",
    "neutral": "circle-dashed",
}
ALERT_ICONS = {"danger": "circle-alert", "warning": "triangle-alert", "info": "info", "success": "circle-check"}
VARIANTS = {
    "primary": SafeString('data-variant="primary"'),
    "secondary": SafeString('data-variant="secondary"'),
    "tertiary": SafeString('data-variant="tertiary"'),
    "danger": SafeString('data-variant="secondary" data-color="danger"'),
}
BUTTON_TYPES = ("submit", "button", "reset")


def _one_of(what: str, value: str, allowed: Any) -> str:
    if value not in allowed:
        raise TemplateSyntaxError(f"{what} must be one of {', '.join(allowed)}, not {value!r}")
    return value


@register.simple_tag
def icon(name: str, size: int = 20) -> SafeString:
    """A lucide icon beside words; it says nothing on its own."""
    return icon_svg(name, size)


@cache
def _status_start(kind: str) -> SafeString:
    _one_of("the kind of status", kind, STATUS_ICONS)
    return format_html('<span class="lk-status" data-kind="{}">{}', kind, icon_svg(STATUS_ICONS[kind], 18))


@register.simple_tag
def status(kind: str, text: str) -> SafeString:
    """How it stands, in words with an icon and a colour; late, soon, done, stopped, info or neutral."""
    return SafeString(f"{_status_start(kind)}<span>{conditional_escape(text)}</span></span>")


def _inside(text: str, icon_name: str) -> SafeString:
    return format_html("{}{}", icon_svg(icon_name), text) if icon_name else conditional_escape(text)


def _button(text: str, variant: str, icon: str, name: str, value: str, type: str = "submit") -> SafeString:
    _one_of("variant", variant, VARIANTS)
    _one_of("type", type, BUTTON_TYPES)
    named = format_html(' name="{}" value="{}"', name, value) if name else ""
    return format_html(
        '<button class="ds-button" {} type="{}"{}>{}</button>', VARIANTS[variant], type, named, _inside(text, icon)
    )


@register.simple_tag
def button(
    text: str, variant: str = "primary", icon: str = "", name: str = "", value: str = "", type: str = "submit"
) -> SafeString:
    """A button inside a form of the template's own."""
    return _button(text, variant, icon, name, value, type)


@register.simple_tag
def link_button(url: str, text: str, variant: str = "secondary", icon: str = "") -> SafeString:
    """A link that looks like a button: it leads somewhere and changes nothing."""
    _one_of("variant", variant, VARIANTS)
    return format_html('<a class="ds-button" {} href="{}">{}</a>', VARIANTS[variant], url, _inside(text, icon))


@register.simple_tag
def print_button(text: str = "", variant: str = "secondary") -> SafeString:
    """Prints the page; shown only where scripts run, for without them the browser's own menu prints."""
    _one_of("variant", variant, VARIANTS)
    return format_html(
        '<button class="ds-button lk-no-print" {} type="button" data-lk-print hidden>{}</button>',
        VARIANTS[variant],
        _inside(text or _("Skriv ut"), "printer"),
    )


@register.inclusion_tag("ui/post_button.html", takes_context=True)
def post_button(
    context: Context,
    url: str,
    text: str,
    variant: str = "secondary",
    icon: str = "",
    confirm: str = "",
    name: str = "",
    value: str = "",
) -> dict[str, Any]:
    """A button that does something at once; with `confirm` it first asks, in those words, naming what is lost."""
    _one_of("variant", variant, VARIANTS)
    final = "primary" if confirm else variant
    return {
        "url": url,
        "text": text,
        "confirm": confirm,
        "danger": variant == "danger",
        "opener": format_html('class="ds-button" {}', VARIANTS[variant]),
        "opener_inside": _inside(text, icon),
        "submit": _button(text, final, icon, name, value),
    }


@register.simple_block_tag
def alert(content: str, kind: str, heading: str = "", level: int = 2) -> SafeString:
    """Something to know before going on; danger, warning, info or success."""
    _one_of("the kind of alert", kind, ALERT_ICONS)
    return format_html(
        '<div class="lk-alert" data-kind="{}">{}<div class="lk-stack">{}{}</div></div>',
        kind,
        icon_svg(ALERT_ICONS[kind], 24),
        _heading(heading, level),
        SafeString(content),
    )


@register.simple_block_tag
def card(content: str, heading: str = "", level: int = 2) -> SafeString:
    """A white sheet on the warm ground for what belongs together."""
    return format_html(
        '<section class="lk-card lk-stack">{}{}</section>', _heading(heading, level), SafeString(content)
    )


def _heading(text: str, level: int) -> SafeString:
    if level not in (2, 3, 4):
        raise TemplateSyntaxError(f"a heading's level must be 2, 3 or 4, not {level!r}")
    return format_html("<h{0}>{1}</h{0}>", level, text) if text else SafeString("")


@register.inclusion_tag("ui/breadcrumbs.html")
def breadcrumbs(*steps: str) -> dict[str, Any]:
    """The way here: word and address by turns, the last one, this page, without an address."""
    if len(steps) % 2 == 0:
        raise TemplateSyntaxError("breadcrumbs are pairs of a word and an address, and last a word without one")
    way = list(zip(steps[:-1:2], steps[1::2], strict=True))
    return {"way": way[:-1], "parent": way[-1] if way else None, "here": steps[-1]}


@register.simple_tag
def facts(*pairs: Any, gather: bool = False) -> SafeString:
    """Labels and values as a description list; what nobody has filled in reads "okänt".

    With `gather` the labels of what nobody has filled in stand in one line below instead of a row each.
    """
    if len(pairs) % 2:
        raise TemplateSyntaxError("facts are pairs of a label and a value")
    unknown = format_html('<span class="lk-muted">{}</span>', _("okänt"))
    named = list(zip(pairs[::2], pairs[1::2], strict=True))
    missing = [label for label, value in named if gather and (value is None or value == "")]
    rows = [
        (label, unknown if value is None or value == "" else value) for label, value in named if label not in missing
    ]
    known = format_html('<dl class="lk-facts">{}</dl>', format_html_join("", "<div><dt>{}</dt><dd>{}</dd></div>", rows))
    if not missing:
        return known
    told = _("Okänt: %(labels)s") % {"labels": ", ".join(str(label).lower() for label in missing)}
    return format_html('{}<p class="lk-muted">{}</p>', known, told)


@register.inclusion_tag("ui/empty_state.html")
def empty_state(
    heading: str, text: str = "", url: str = "", label: str = "", icon: str = "", level: int = 2
) -> dict[str, Any]:
    """What stands where there is nothing yet, and what to do next."""
    if bool(url) != bool(label):
        raise TemplateSyntaxError("the next step of an empty state needs both url and label")
    return {"heading": _heading(heading, level), "text": text, "url": url, "label": label, "icon": icon}


@register.inclusion_tag("ui/pager.html")
def pager(page: Any) -> dict[str, Any]:
    """Previous and next of anything with `previous_url`, `next_url` and `summary`."""
    return {"previous_url": page.previous_url, "next_url": page.next_url, "summary": page.summary}


@register.simple_tag
def progress(value: int, max: int, label: str) -> SafeString:
    """How far long work has come, as a bar and in numbers."""
    identifier = f"framsteg-{slugify(label)}"
    return format_html(
        '<div class="lk-progress"><label for="{0}">{1}</label><progress id="{0}" value="{2}" max="{3}"></progress>'
        "<span>{4}</span></div>",
        identifier,
        label,
        value,
        max,
        _("%(value)s av %(max)s") % {"value": value, "max": max},
    )


@register.inclusion_tag("ui/form.html", takes_context=True)
def form(
    context: Context, form: forms.BaseForm, submit: str = "", cancel_url: str = "", action: str = ""
) -> dict[str, Any]:
    """The whole form: error summary, fields and buttons."""
    return {
        "form": _is_form(form),
        "submit": submit or _("Spara"),
        "cancel_url": cancel_url,
        "action": action,
        "multipart": form.is_multipart(),
    }


@register.inclusion_tag("ui/form_fields.html")
def form_fields(form: forms.BaseForm) -> dict[str, Any]:
    """Every field of the form, for a template that draws the rest itself."""
    return {"form": _is_form(form)}


@register.inclusion_tag("ui/field.html")
def field(bound: BoundField) -> dict[str, FieldView]:
    """One field with label, help and error."""
    return {"field": field_view(bound)}


@register.inclusion_tag("ui/filters.html")
def filters(form: forms.BaseForm, submit: str = "", clear_url: str = "?") -> dict[str, Any]:
    """A form that narrows a list; the choice lives in the address, so that it can be shared and gone back to."""
    chosen = any(bound.value() not in (None, "", [], False) for bound in _is_form(form) if not bound.is_hidden)
    return {"form": form, "submit": submit or _("Visa"), "clear_url": clear_url, "chosen": chosen}


@dataclass(frozen=True)
class SummaryLine:
    """One thing to put right; `target` is the id of the input, or empty for what concerns the whole form."""

    target: str
    text: str


@register.inclusion_tag("ui/error_summary.html")
def error_summary(form: forms.BaseForm) -> dict[str, list[SummaryLine]]:
    """Everything that must be put right, first on the page, with links to the fields."""
    lines = [SummaryLine("", str(error)) for error in _is_form(form).non_field_errors()]
    for bound in form:
        hidden = bound.is_hidden
        for error in error_texts(bound):
            lines.append(SummaryLine("" if hidden else first_input_id(bound), _named(str(bound.label), error)))
    return {"lines": lines}


def _named(label: str, error: str) -> str:
    """The error with its field's name; a label that is a question keeps its own mark."""
    return f"{label} {error}" if label.endswith("?") else f"{label}: {error}"


def _is_form(form: Any) -> forms.BaseForm:
    if not isinstance(form, forms.BaseForm):
        raise TypeError(f"a form was expected, not {form!r}")
    return form


@register.simple_tag(takes_context=True)
def title_text(context: Context) -> SafeString:
    """What the page's `title` block says, so that the heading need not be written twice."""
    blocks: BlockContext = context.render_context[BLOCK_CONTEXT_KEY]
    return SafeString(blocks.get_block("title").render(context).strip())


@register.filter
def message_kind(message: Message) -> str:
    """The alert that a message is shown as."""
    return ui_messages.kind(message)


@register.filter
def message_icon(message: Message) -> SafeString:
    """The icon of that alert."""
    return icon_svg(ALERT_ICONS[ui_messages.kind(message)], 24)


@register.filter
def message_undo_url(message: Message) -> str:
    """Where the message's undo button posts; empty when it has none."""
    return ui_messages.undo_url(message)

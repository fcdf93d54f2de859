"""What do the codes of the audit mean, in words that an administrator reads?"""

from collections.abc import Iterable, Mapping, Sequence

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model
from django.utils.functional import Promise
from django.utils.text import camel_case_to_spaces
from django.utils.translation import gettext_lazy as _

_words: dict[str, Promise] = {}
_objects: dict[str, Promise] = {}
_fields: dict[str, Promise] = {}

WORDS: Mapping[str, Promise] = {
    "access.assignment_ended": _("Ett uppdrag avslutades"),
    "access.assignment_given": _("Ett uppdrag gavs"),
    "access.assignment_reopened": _("Ett uppdrags slut togs bort"),
    "access.assignment_switched": _("Bytte uppdrag"),
    "access.assignment_withdrawn": _("Ett uppdrag togs bort"),
    "access.contact_removed": _("En kontakt togs bort"),
    "access.contact_set": _("En kontakt sparades"),
    "access.contract_ended": _("Ett avtal avslutades"),
    "access.contract_recorded": _("Ett avtal lades in"),
    "access.demo_signed_in": _("Loggade in i demon"),
    "access.password_changed": _("Bytte lösenord"),
    "access.password_reset": _("Valde nytt lösenord genom en länk"),
    "access.password_set": _("Ett lösenord sattes"),
    "access.premises_set": _("En lokal sparades"),
    "access.sign_in_link_sent": _("En länk för att välja lösenord skickades"),
    "access.recovery_codes_generated": _("Fick nya reservkoder"),
    "access.sign_in_failed": _("Ett försök att logga in misslyckades"),
    "access.signed_in": _("Loggade in"),
    "access.signed_out": _("Loggade ut"),
    "access.staff_imported": _("En personallista lästes in"),
    "access.totp_activated": _("Satte på engångskoder"),
    "access.totp_deactivated": _("Stängde av engångskoder"),
    "access.unit_added": _("En enhet lades till"),
    "access.unit_closed": _("En enhet stängdes"),
    "access.unit_moved": _("En enhet flyttades"),
    "access.unit_renamed": _("En enhet fick nytt namn"),
    "access.unit_reopened": _("En enhet öppnades igen"),
    "access.user_activated": _("En person kan logga in igen"),
    "access.user_added": _("En person lades till"),
    "access.user_deactivated": _("En person stängdes av"),
    "access.user_edited": _("En persons uppgifter ändrades"),
    "access.webauthn_added": _("Lade till en inloggningsnyckel"),
    "access.webauthn_removed": _("Tog bort en inloggningsnyckel"),
}

OBJECTS: Mapping[str, Promise] = {
    "access.assignment": _("uppdrag"),
    "access.user": _("person"),
    "organisation.contact": _("kontakt"),
    "organisation.contract": _("avtal"),
    "organisation.premises": _("lokal"),
    "organisation.presentation": _("presentation"),
    "organisation.unit": _("enhet"),
}

# Names of fields that say the same in every room.
FIELDS: Mapping[str, Promise] = {
    "area_part": _("områdesdel"),
    "file": _("fil"),
    "is_active": _("kan logga in"),
    "parent": _("ligger under"),
    "photo": _("bild"),
    "picture": _("bild"),
    "picture_alt": _("bildens beskrivning"),
    "provider": _("utförare"),
    "reason": _("skäl"),
    "state": _("läge"),
    "status": _("läge"),
    "unit": _("enhet"),
}


def register(
    words: Mapping[str, Promise],
    objects: Mapping[str, Promise] | None = None,
    fields: Mapping[str, Promise] | None = None,
) -> None:
    """Adds what a room's codes mean, and its objects and fields that do not say it themselves.

    Called from the room's `apps.ready()`. An object is known by its label in small letters, a field by its name.
    """
    _words.update(words)
    _objects.update(objects or {})
    _fields.update(fields or {})


def in_words(verb: str) -> str:
    """What the code means; the code itself when no room has said."""
    return str(_words.get(verb, verb))


def actor(who: str) -> str:
    """Who acted without being a person we know: a visitor, whoever tries to sign in, or Livskraft by itself."""
    kind, _colon, which = who.partition(":")
    if kind == "system":
        return str(_("Livskraft, av sig självt"))
    if kind == "visitor":
        return str(_("Någon som inte har loggat in")) if which == "sign-in" else str(_("En besökare"))
    return who


def meaning(text: str) -> list[str]:
    """The codes whose words have `text` in them, whatever the capitals."""
    asked = text.casefold().strip()
    return [verb for verb, words in _words.items() if asked in str(words).casefold()]


def things(touched: Iterable[str]) -> list[str]:
    """What was touched, each kind once with its numbers: "minigym 1", "maskin 3, 4"."""
    numbers: dict[str, list[str]] = {}
    for each in touched:
        label, _colon, number = each.partition(":")
        numbers.setdefault(_thing(label), []).append(number)
    return [f"{thing} {', '.join(found)}".strip() for thing, found in numbers.items()]


def fields(names: Iterable[str], touched: Iterable[str]) -> list[str]:
    """What the fields are called where they were touched; a field that nobody has named is its code."""
    models = [model for label in dict.fromkeys(each.partition(":")[0] for each in touched) if (model := _model(label))]
    return [_field(name, models) for name in names]


def _thing(label: str) -> str:
    if label in _objects:
        return str(_objects[label])
    model = _model(label)
    # Without a name of its own Django calls a model by its class, which is no Swedish.
    if model is None or str(model._meta.verbose_name) == camel_case_to_spaces(model.__name__):
        return label
    return str(model._meta.verbose_name)


def _field(name: str, models: Sequence[type[Model]]) -> str:
    """As what was touched calls it, else as all in its room do: a write may reach what lies beneath."""
    for model in models:
        if called := _called(model, name):
            return called
    rooms = {model._meta.app_label for model in models}
    said = {_called(model, name) for model in apps.get_models() if model._meta.app_label in rooms} - {""}
    return said.pop() if len(said) == 1 else str(_fields.get(name, name))


def _called(model: type[Model], name: str) -> str:
    """What the model calls its field; nothing when it has no such field, or only Django's English name for it."""
    try:
        called = str(getattr(model._meta.get_field(name), "verbose_name", ""))
    except FieldDoesNotExist:
        return ""
    return "" if called == name.replace("_", " ") else called


def _model(label: str) -> type[Model] | None:
    """The model; None for one that is no longer there."""
    try:
        return apps.get_model(label)
    except (LookupError, ValueError):
        return None


def known() -> frozenset[str]:
    """Every code that has words."""
    return frozenset(_words)

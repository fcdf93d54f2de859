"""What do the codes of this room in the audit mean, in words?"""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: Mapping[str, Promise] = {
    "people.registered": _("En person registrerades"),
    "people.changed": _("En persons uppgifter ändrades"),
    "people.contact_changed": _("En persons kontaktuppgifter ändrades"),
    "people.related": _("En enhet fick att göra med en person"),
    "people.read": _("Läste om en person"),
    "people.searched": _("Sökte efter personer"),
}

OBJECTS: Mapping[str, Promise] = {
    "people.carerelation": _("vårdrelation"),
    "people.person": _("person"),
}

FIELDS: Mapping[str, Promise] = {}

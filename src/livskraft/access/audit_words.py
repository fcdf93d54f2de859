"""What do the codes of the audit mean, in words that an administrator reads?"""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_words: dict[str, Promise] = {}

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


def register(words: Mapping[str, Promise]) -> None:
    """Adds what a room's codes mean; called from its `apps.ready()`."""
    _words.update(words)


def in_words(verb: str) -> str:
    """What the code means; the code itself when no room has said."""
    return str(_words.get(verb, verb))


def meaning(text: str) -> list[str]:
    """The codes whose words have `text` in them, whatever the capitals."""
    asked = text.casefold().strip()
    return [verb for verb, words in _words.items() if asked in str(words).casefold()]


def known() -> frozenset[str]:
    """Every code that has words."""
    return frozenset(_words)

"""What do the codes of this room in the audit mean, in words?"""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: Mapping[str, Promise] = {
    "people.registered": _("En person registrerades"),
    "people.changed": _("En persons uppgifter ändrades"),
    "people.contact_changed": _("En persons kontaktuppgifter ändrades"),
    "people.related": _("En enhet fick att göra med en person"),
    "people.case_added": _("Ett ärendenummer skrevs in på en person"),
    "people.case_removed": _("Ett ärendenummer togs bort från en person"),
    "people.contact_read": _("Öppnade skyddade kontaktuppgifter"),
    "people.glass_broken": _("En person nödöppnades"),
    "people.glass_refused": _("Försökte nödöppna utan att någon öppnades"),
    "people.glass_reviewed": _("En nödöppning bedömdes"),
    "people.glass_read": _("Läste om en nödöppning"),
    "people.handed_over": _("En person lämnades över till en annan utförare"),
    "people.known_here": _("Fick veta att ett nummer redan är registrerat"),
    "people.number_read": _("Visade en persons hela nummer"),
    "people.protection_decided": _("Beslut om skyddade uppgifter"),
    "people.protection_read": _("Läste vem som får känna till en skyddad person"),
    "people.read": _("Läste om en person"),
    "people.reader_ended": _("Någon får inte längre känna till en skyddad person"),
    "people.reader_named": _("Någon fick behörighet att känna till en skyddad person"),
    "people.relative_added": _("En anhörig skrevs in"),
    "people.relative_changed": _("En anhörigs uppgifter ändrades"),
    "people.relative_removed": _("En anhörig togs bort"),
    "people.searched": _("Sökte efter personer"),
}

OBJECTS: Mapping[str, Promise] = {
    "people.authorisedreader": _("behörig läsare"),
    "people.breakglass": _("nödöppning"),
    "people.carerelation": _("vårdrelation"),
    "people.casenumber": _("ärendenummer"),
    "people.contactdetails": _("kontaktuppgifter"),
    "people.handover": _("överlämning"),
    "people.identityrecord": _("identitetsnummer"),
    "people.person": _("person"),
    "people.protectiondecision": _("beslut om skydd"),
    "people.relative": _("anhörig"),
}

FIELDS: Mapping[str, Promise] = {
    "adaptations": _("praktiska anpassningar"),
    "area_id": _("område"),
    "birth_year": _("födelseår"),
    "city": _("ort"),
    "ends": _("till"),
    "family_name": _("efternamn"),
    "first": _("ring först"),
    "gender": _("kön"),
    "given_name": _("förnamn"),
    "justified": _("om det var befogat"),
    "language": _("språk"),
    "number": _("nummer"),
    "postcode": _("postnummer"),
    "protection": _("skydd"),
    "relation": _("vem det är"),
    "street": _("gatuadress"),
}

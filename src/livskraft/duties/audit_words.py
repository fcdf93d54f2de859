"""What do the codes of this room in the audit mean, in words?"""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: Mapping[str, Promise] = {
    "duties.digest_turned_off": _("Morgonmejlet stängdes av"),
    "duties.digest_turned_on": _("Morgonmejlet sattes på"),
    "duties.note_removed": _("En anteckning togs bort"),
    "duties.note_written": _("En anteckning skrevs"),
    "duties.notes_cleared": _("Gamla anteckningar togs bort"),
}

OBJECTS: Mapping[str, Promise] = {
    "duties.digestsetting": _("val av morgonmejl"),
    "duties.dutynote": _("anteckning på en uppgift"),
}

"""What do the codes of this room in the audit mean, in words?"""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: Mapping[str, Promise] = {
    "indicators.closed": _("En månads nyckeltal stängdes"),
    "indicators.residents_recorded": _("Antal boende lades in"),
    "indicators.residents_removed": _("Antal boende togs bort"),
    "indicators.revised": _("Ett nyckeltal rättades"),
}

OBJECTS: Mapping[str, Promise] = {
    "indicators.closing": _("period"),
    "indicators.figure": _("siffra"),
    "indicators.residents": _("antal boende"),
    "indicators.revision": _("rättelse"),
}

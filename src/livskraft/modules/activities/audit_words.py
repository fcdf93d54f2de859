"""What do the codes of this room in the audit mean, in words?"""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: Mapping[str, Promise] = {
    "activities.activity_added": _("En aktivitet lades upp"),
    "activities.activity_changed": _("En aktivitet ändrades"),
    "activities.activity_resumed": _("En aktivitet öppnades igen"),
    "activities.activity_retired": _("En aktivitet avslutades"),
    "activities.day_closed": _("En dag stängdes"),
    "activities.day_opened": _("En stängd dag öppnades"),
    "activities.occasion_added": _("Ett tillfälle lades till"),
    "activities.occasion_cancelled": _("Ett tillfälle ställdes in"),
    "activities.occasion_changed": _("Lokal eller ledare ändrades för ett tillfälle"),
    "activities.occasion_moved": _("Ett tillfälle flyttades"),
    "activities.occasion_restored": _("Ett inställt tillfälle togs tillbaka"),
    "activities.series_added": _("En återkommande tid lades till"),
    "activities.series_ended": _("En återkommande tid avslutades"),
}

OBJECTS: Mapping[str, Promise] = {
    "activities.activity": _("aktivitet"),
    "activities.closedday": _("stängd dag"),
    "activities.occasion": _("tillfälle"),
    "activities.series": _("återkommande tid"),
}

FIELDS: Mapping[str, Promise] = {}

"""What do the codes of this room in the audit mean, in words?"""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: Mapping[str, Promise] = {
    "incidents.answers_corrected": _("Svaren om en händelse rättades"),
    "incidents.closed": _("En händelse avslutades"),
    "incidents.considered": _("Ett övervägande skrevs in"),
    "incidents.decided": _("Beslut om en händelse"),
    "incidents.handed_over": _("En händelse lämnades vidare"),
    "incidents.insurance_decided": _("Beslut om försäkring"),
    "incidents.measure_added": _("En åtgärd lades till"),
    "incidents.measure_finished": _("En åtgärd blev klar"),
    "incidents.noted": _("En anteckning om en händelse skrevs"),
    "incidents.own_report_read": _("Läste sin egen rapport"),
    "incidents.read": _("Läste en händelse"),
    "incidents.received": _("En händelse togs emot"),
    "incidents.reopened": _("En händelse öppnades igen"),
    "incidents.reported": _("En händelse rapporterades"),
    "incidents.text_changed": _("En text om försäkring ändrades"),
}

OBJECTS: Mapping[str, Promise] = {
    "incidents.consideration": _("övervägande"),
    "incidents.incident": _("händelse"),
    "incidents.incidentevent": _("anteckning"),
    "incidents.insurancestep": _("försäkring"),
    "incidents.insurancetext": _("försäkringstext"),
    "incidents.measure": _("åtgärd"),
}

FIELDS: Mapping[str, Promise] = {
    "factors": _("vad som bidrog"),
    "item": _("maskin"),
    "note": _("anteckning"),
    "with_coordinator": _("hos säkerhetssamordnaren"),
}

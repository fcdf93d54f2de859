"""What do the room's codes in the audit mean?"""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "training.measurements_read": _("Läste mätningar"),
    "training.measured": _("Skrev in en mätning"),
    "training.measurement_withdrawn": _("Tog tillbaka en mätning"),
}
OBJECTS = {"training.ownmeasurement": _("mätning i friskvården")}

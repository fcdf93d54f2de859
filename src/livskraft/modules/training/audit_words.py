"""What do the room's codes in the audit mean?"""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "training.measurements_read": _("Läste mätningar"),
    "training.measured": _("Skrev in en mätning"),
    "training.measurement_withdrawn": _("Tog tillbaka en mätning"),
    "training.assessments_read": _("Läste mätningar i rehabiliteringen"),
    "training.assessed": _("Skrev in en mätning i rehabiliteringen"),
    "training.assessment_withdrawn": _("Tog tillbaka en mätning i rehabiliteringen"),
    "training.rehab_session_recorded": _("Skrev in ett besök i rehabiliteringen"),
    "training.rehab_session_changed": _("Ändrade ett besök i rehabiliteringen"),
    "training.rehab_session_removed": _("Tog bort ett besök i rehabiliteringen"),
    "training.rehab_programme_read": _("Läste ett program i rehabiliteringen"),
    "training.rehab_programme_printed": _("Skrev ut ett program i rehabiliteringen"),
    "training.rehab_programme_made": _("Gjorde ett program i rehabiliteringen"),
    "training.rehab_programme_changed": _("Ändrade ett program i rehabiliteringen"),
    "training.rehab_programme_reviewed": _("Gick igenom ett program i rehabiliteringen"),
    "training.rehab_programme_ended": _("Avslutade ett program i rehabiliteringen"),
}
OBJECTS = {"training.ownmeasurement": _("mätning i friskvården")}

"""Who may measure, plan and hold training, and keep the journal of rehabilitation?"""

from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from livskraft.access.roles import Role


class Permission(StrEnum):
    MEASURE = "training.measure"
    SEE_EXERCISES = "training.see_exercises"
    WRITE_EXERCISES = "training.write_exercises"
    PLAN = "training.plan"
    HOLD_SESSION = "training.hold_session"
    JOURNAL = "training.journal"
    REPORT_CODES = "training.report_codes"
    ADMINISTER_JOURNAL = "training.administer_journal"


LABELS: Mapping[StrEnum, Promise] = {
    Permission.MEASURE: _("Mäta och fråga om funktion och välbefinnande, och se hur det har gått"),
    Permission.SEE_EXERCISES: _("Läsa övningarna"),
    Permission.WRITE_EXERCISES: _("Skriva och ändra övningar"),
    Permission.PLAN: _("Göra träningsprogram för en person"),
    Permission.HOLD_SESSION: _("Fylla i vad någon har tränat"),
    Permission.JOURNAL: _("Öppna, journalföra och avsluta rehabilitering"),
    Permission.REPORT_CODES: _("Ta ut månadens rapport över vårdåtgärder"),
    Permission.ADMINISTER_JOURNAL: _("Bestämma var journalen förs, och läsa in koder"),
}

_THERAPISTS = frozenset({Role.PHYSIOTHERAPIST, Role.OCCUPATIONAL_THERAPIST})
_WITH_VISITORS = _THERAPISTS | {Role.CARE_STAFF, Role.UNIT_MANAGER}

# Only physiotherapists and occupational therapists open rehabilitation. Source: 000 Rehabilitering.
GRANTS: Mapping[StrEnum, frozenset[Role]] = {
    Permission.MEASURE: _THERAPISTS,
    Permission.SEE_EXERCISES: _WITH_VISITORS,
    Permission.WRITE_EXERCISES: _THERAPISTS,
    Permission.PLAN: _THERAPISTS,
    Permission.HOLD_SESSION: _WITH_VISITORS,
    Permission.JOURNAL: _THERAPISTS,
    # The caregiver's, with the identity numbers that the national register asks for: the provider's manager, and the
    # department where the municipality itself gives the care; `queries.kva` says whose. Source: HSLF-FS 2017:67.
    Permission.REPORT_CODES: frozenset({Role.AREA_MANAGER, Role.ADMINISTRATION}),
    Permission.ADMINISTER_JOURNAL: frozenset({Role.SYSTEM_ADMINISTRATOR}),
}

PERSONS = frozenset(
    {Permission.MEASURE, Permission.PLAN, Permission.HOLD_SESSION, Permission.JOURNAL, Permission.REPORT_CODES}
)

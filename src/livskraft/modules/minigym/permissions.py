"""Who may do what in a minigym?"""

from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from livskraft.access.roles import Role


class Permission(StrEnum):
    VIEW = "minigym.view"
    EDIT = "minigym.edit"
    STOP = "minigym.stop"
    SEE_FAULTS = "minigym.see_faults"
    INSPECT = "minigym.inspect"
    ORDER_SERVICE = "minigym.order_service"
    CONFIRM_LIST = "minigym.confirm_list"
    CHANGE_TERMS = "minigym.change_terms"
    PLAN_COMPETENCE = "minigym.plan_competence"
    SELF_CHECK = "minigym.self_check"
    SET_CHECKS = "minigym.set_checks"
    WRITE_INSTRUCTIONS = "minigym.write_instructions"
    SEE_GUIDANCE = "minigym.see_guidance"
    GUIDE = "minigym.guide"
    SEE_CONSULTATIONS = "minigym.see_consultations"
    CONSULT = "minigym.consult"
    SEE_CONDITIONS = "minigym.see_conditions"
    ASSESS_CONDITIONS = "minigym.assess_conditions"


LABELS: Mapping[StrEnum, Promise] = {
    Permission.VIEW: _("Se minigym, maskiner och historik"),
    Permission.EDIT: _("Ändra listan, lägga in protokoll och avsluta uppföljningar"),
    Permission.STOP: _("Ta en maskin ur bruk eller stänga ett minigym"),
    Permission.SEE_FAULTS: _("Se felanmälningar"),
    Permission.INSPECT: _("Besikta maskiner"),
    Permission.ORDER_SERVICE: _("Beställa service"),
    Permission.CONFIRM_LIST: _("Bekräfta listan och skriva ut pärmen"),
    Permission.CHANGE_TERMS: _("Ändra ansvar, intervall och serviceavtal"),
    Permission.PLAN_COMPETENCE: _("Läsa och skriva medarbetarnas kompetensplaner"),
    Permission.SELF_CHECK: _("Göra egenkontroller och avsluta avvikelser"),
    Permission.SET_CHECKS: _("Bestämma kommunens egenkontroller"),
    Permission.WRITE_INSTRUCTIONS: _("Skriva, godkänna och översätta bruksanvisningar"),
    Permission.SEE_GUIDANCE: _("Se vilka som är vägledda och får ge stöd"),
    Permission.GUIDE: _("Registrera vägledning av personal"),
    Permission.SEE_CONSULTATIONS: _("Se samråd om minigymmet"),
    Permission.CONSULT: _("Fråga, svara och avsluta samråd"),
    Permission.SEE_CONDITIONS: _("Se bedömningar av fysioterapeutens förutsättningar"),
    Permission.ASSESS_CONDITIONS: _("Bedöma fysioterapeutens förutsättningar"),
}
_ON_SITE = frozenset(
    {
        Role.UNIT_MANAGER,
        Role.PHYSIOTHERAPIST,
        Role.OCCUPATIONAL_THERAPIST,
        Role.CARE_STAFF,
        Role.AREA_MANAGER,
        Role.ADMINISTRATION,
        Role.COMMITTEE_SECRETARY,
        Role.SAFETY_COORDINATOR,
        Role.SYSTEM_ADMINISTRATOR,
    }
)

GRANTS: Mapping[StrEnum, frozenset[Role]] = {
    Permission.VIEW: _ON_SITE,
    Permission.EDIT: frozenset({Role.UNIT_MANAGER, Role.AREA_MANAGER}),
    Permission.STOP: frozenset(
        {
            Role.UNIT_MANAGER,
            Role.AREA_MANAGER,
            Role.PHYSIOTHERAPIST,
            Role.OCCUPATIONAL_THERAPIST,
            Role.CARE_STAFF,
        }
    ),
    # What strangers write and photograph is seen only by those who must act on it.
    Permission.SEE_FAULTS: frozenset(
        {
            Role.UNIT_MANAGER,
            Role.AREA_MANAGER,
            Role.PHYSIOTHERAPIST,
            Role.OCCUPATIONAL_THERAPIST,
            Role.CARE_STAFF,
            Role.SAFETY_COORDINATOR,
        }
    ),
    Permission.INSPECT: frozenset({Role.UNIT_MANAGER, Role.AREA_MANAGER, Role.PHYSIOTHERAPIST, Role.CARE_STAFF}),
    Permission.ORDER_SERVICE: frozenset({Role.UNIT_MANAGER, Role.AREA_MANAGER}),
    Permission.CONFIRM_LIST: frozenset({Role.UNIT_MANAGER, Role.AREA_MANAGER}),
    Permission.CHANGE_TERMS: frozenset({Role.ADMINISTRATION}),
    # What an employee is to learn is between them and the employer: not for the department, nor the administrators.
    Permission.PLAN_COMPETENCE: frozenset({Role.UNIT_MANAGER, Role.HOME_CARE_MANAGER, Role.AREA_MANAGER}),
    Permission.SELF_CHECK: frozenset(
        {
            Role.UNIT_MANAGER,
            Role.AREA_MANAGER,
            Role.PHYSIOTHERAPIST,
            Role.OCCUPATIONAL_THERAPIST,
            Role.CARE_STAFF,
        }
    ),
    Permission.SET_CHECKS: frozenset({Role.ADMINISTRATION}),
    Permission.WRITE_INSTRUCTIONS: frozenset({Role.PHYSIOTHERAPIST}),
    # Names of staff: those who work there together, and those who answer for them, the department last.
    Permission.SEE_GUIDANCE: frozenset(
        {
            Role.UNIT_MANAGER,
            Role.AREA_MANAGER,
            Role.PHYSIOTHERAPIST,
            Role.OCCUPATIONAL_THERAPIST,
            Role.CARE_STAFF,
            Role.ADMINISTRATION,
        }
    ),
    Permission.GUIDE: frozenset({Role.PHYSIOTHERAPIST}),
    Permission.SEE_CONSULTATIONS: frozenset(
        {Role.UNIT_MANAGER, Role.AREA_MANAGER, Role.PHYSIOTHERAPIST, Role.ADMINISTRATION}
    ),
    Permission.CONSULT: frozenset({Role.UNIT_MANAGER, Role.AREA_MANAGER, Role.PHYSIOTHERAPIST}),
    Permission.SEE_CONDITIONS: frozenset({Role.AREA_MANAGER, Role.PHYSIOTHERAPIST}),
    Permission.ASSESS_CONDITIONS: frozenset({Role.AREA_MANAGER}),
}

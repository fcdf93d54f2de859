"""Who may know, register and look after persons? All but the last four reach persons and are never inherited."""

from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from livskraft.access.roles import Role


class Permission(StrEnum):
    VIEW = "people.view"
    REGISTER = "people.register"
    SEE_CONTACT = "people.see_contact"
    CONSENT = "people.consent"
    BREAK_GLASS = "people.break_glass"
    PROTECT = "people.protect"
    MANAGE = "people.manage"
    ACCESS_REPORT = "people.access_report"
    REVIEW_LOGS = "people.review_logs"
    JUDGE_GLASS = "people.judge_glass"
    JUDGE_LOGS = "people.judge_logs"
    SEE_RETENTION = "people.see_retention"
    DECIDE_RETENTION = "people.decide_retention"


LABELS: Mapping[StrEnum, Promise] = {
    Permission.VIEW: _("Söka och läsa om personer som den egna enheten har att göra med"),
    Permission.REGISTER: _("Registrera personer och rätta deras uppgifter"),
    Permission.SEE_CONTACT: _("Se adress, telefon och anhöriga"),
    Permission.CONSENT: _("Skriva in och återkalla samtycken"),
    Permission.BREAK_GLASS: _("Nödöppna en person som enheten inte har att göra med"),
    Permission.PROTECT: _("Besluta vem som får känna till en person med skyddade uppgifter"),
    Permission.MANAGE: _("Slå ihop dubbletter, lämna över personer, läsa in listor och spärra mot gallring"),
    Permission.ACCESS_REPORT: _("Ta fram ett utdrag till den som uppgifterna gäller"),
    Permission.REVIEW_LOGS: _("Kontrollera vem som har läst om personer"),
    Permission.JUDGE_GLASS: _("Bedöma nödöppningar, också en chefs egen när ingen annan chef finns på enheten"),
    Permission.JUDGE_LOGS: _("Kontrollera vem som har läst om personer, också på enheter som inte har någon chef"),
    Permission.SEE_RETENTION: _("Se vad som ska gallras"),
    Permission.DECIDE_RETENTION: _("Besluta om gallring"),
}

_WITH_VISITORS = frozenset({Role.UNIT_MANAGER, Role.CARE_STAFF, Role.PHYSIOTHERAPIST, Role.OCCUPATIONAL_THERAPIST})
_MANAGER = frozenset({Role.UNIT_MANAGER})

GRANTS: Mapping[StrEnum, frozenset[Role]] = {
    Permission.VIEW: _WITH_VISITORS,
    Permission.REGISTER: _WITH_VISITORS,
    Permission.SEE_CONTACT: _WITH_VISITORS,
    Permission.CONSENT: _WITH_VISITORS,
    Permission.BREAK_GLASS: _WITH_VISITORS,
    Permission.PROTECT: _MANAGER,
    Permission.MANAGE: _MANAGER,
    Permission.ACCESS_REPORT: _MANAGER,
    Permission.REVIEW_LOGS: _MANAGER,
    # Above the manager without the name of whoever was opened, and only where nobody at the unit can judge.
    Permission.JUDGE_GLASS: _MANAGER | {Role.AREA_MANAGER, Role.ADMINISTRATION},
    # As little is told above the manager here, and only of units that have none of their own.
    Permission.JUDGE_LOGS: _MANAGER | {Role.AREA_MANAGER, Role.ADMINISTRATION},
    # Numbers and counts only: the department decides without knowing who it is.
    Permission.SEE_RETENTION: frozenset({Role.ADMINISTRATION}),
    Permission.DECIDE_RETENTION: frozenset({Role.ADMINISTRATION}),
}

PERSONS = frozenset(Permission) - {
    Permission.JUDGE_GLASS,
    Permission.JUDGE_LOGS,
    Permission.SEE_RETENTION,
    Permission.DECIDE_RETENTION,
}

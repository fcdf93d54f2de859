"""Who may plan what is on, sign people up, and note who came?"""

from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from livskraft.access.roles import Role


class Permission(StrEnum):
    VIEW = "activities.view"
    PLAN = "activities.plan"
    COUNT = "activities.count"
    ATTEND = "activities.attend"
    SIGN_UP = "activities.sign_up"
    SUPPORT = "activities.support"
    SET_RULES = "activities.set_rules"


LABELS: Mapping[StrEnum, Promise] = {
    Permission.VIEW: _("Se programmet och lunchen på mötesplatserna"),
    Permission.PLAN: _("Planera program och lunch, ställa in och flytta"),
    Permission.COUNT: _("Räkna besökare och portioner"),
    Permission.ATTEND: _("Skriva upp vilka som kom"),
    Permission.SIGN_UP: _("Anmäla, ringa och erbjuda platser"),
    Permission.SUPPORT: _("Skriva upp stöd som gavs i minigymmet"),
    Permission.SET_RULES: _("Ändra mötesplatsernas lokala regler"),
}

_ON_SITE = frozenset({Role.UNIT_MANAGER, Role.CARE_STAFF, Role.PHYSIOTHERAPIST, Role.OCCUPATIONAL_THERAPIST})

GRANTS: Mapping[StrEnum, frozenset[Role]] = {
    Permission.VIEW: _ON_SITE | {Role.AREA_MANAGER, Role.ADMINISTRATION, Role.COMMITTEE_SECRETARY, Role.NEEDS_ASSESSOR},
    Permission.PLAN: _ON_SITE | {Role.AREA_MANAGER},
    Permission.COUNT: _ON_SITE | {Role.AREA_MANAGER},
    Permission.ATTEND: _ON_SITE,
    Permission.SIGN_UP: _ON_SITE,
    Permission.SUPPORT: _ON_SITE,
    Permission.SET_RULES: frozenset({Role.ADMINISTRATION}),
}

# Names of those who come: only at the unit where one works.
PERSONS = frozenset({Permission.ATTEND, Permission.SIGN_UP})

"""Who may see a site as a whole, and who the whole municipality?"""

from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from livskraft.access.roles import Role


class Permission(StrEnum):
    SEE_SITES = "overview.see_sites"
    SEE_MUNICIPALITY = "overview.see_municipality"


LABELS: Mapping[StrEnum, Promise] = {
    Permission.SEE_SITES: _("Se platser och vad som ska göras där"),
    Permission.SEE_MUNICIPALITY: _("Se hela kommunen, plats för plats"),
}
_OVERVIEW = frozenset({Role.ADMINISTRATION, Role.COMMITTEE_SECRETARY, Role.SAFETY_COORDINATOR, Role.AREA_MANAGER})

GRANTS: Mapping[StrEnum, frozenset[Role]] = {
    Permission.SEE_SITES: _OVERVIEW
    | {
        Role.UNIT_MANAGER,
        Role.PHYSIOTHERAPIST,
        Role.OCCUPATIONAL_THERAPIST,
        Role.CARE_STAFF,
        Role.HOME_CARE_MANAGER,
        Role.PLANNER,
        Role.KEY_PERSON,
        Role.SYSTEM_ADMINISTRATOR,
    },
    Permission.SEE_MUNICIPALITY: _OVERVIEW,
}

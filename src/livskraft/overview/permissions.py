"""Who may see a site as a whole, and who the whole municipality?"""

from collections.abc import Mapping
from enum import StrEnum

from livskraft.access.roles import Role


class Permission(StrEnum):
    SEE_SITES = "overview.see_sites"
    SEE_MUNICIPALITY = "overview.see_municipality"


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

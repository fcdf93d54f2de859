"""Who may see a site as a whole, who the whole municipality, and who writes what the public reads?"""

from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from livskraft.access.roles import Role


class Permission(StrEnum):
    SEE_SITES = "overview.see_sites"
    SEE_MUNICIPALITY = "overview.see_municipality"
    PRESENT_SITE = "overview.present_site"
    FIRST_CHOICE = "overview.first_choice"


LABELS: Mapping[StrEnum, Promise] = {
    Permission.SEE_SITES: _("Se platser och vad som ska göras där"),
    Permission.SEE_MUNICIPALITY: _("Se hela kommunen, plats för plats"),
    Permission.PRESENT_SITE: _("Skriva det som allmänheten får veta om en plats"),
    Permission.FIRST_CHOICE: _("Välja mellan friskvård och rehabilitering"),
}
_THERAPISTS = frozenset({Role.PHYSIOTHERAPIST, Role.OCCUPATIONAL_THERAPIST})
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
    Permission.PRESENT_SITE: frozenset({Role.UNIT_MANAGER, Role.AREA_MANAGER, Role.SYSTEM_ADMINISTRATOR}),
    Permission.FIRST_CHOICE: _THERAPISTS | {Role.UNIT_MANAGER, Role.CARE_STAFF},
}

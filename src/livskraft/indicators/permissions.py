"""Who may read the indicators, and who types in what they are divided by?"""

from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from livskraft.access.roles import Role


class Permission(StrEnum):
    VIEW = "indicators.view"
    RECORD_RESIDENTS = "indicators.record_residents"
    CLOSE = "indicators.close"


LABELS: Mapping[StrEnum, Promise] = {
    Permission.VIEW: _("Se nyckeltal för sina platser"),
    Permission.RECORD_RESIDENTS: _("Lägga in antal boende och invånare"),
    Permission.CLOSE: _("Stänga en period, vilket bara Livskraft självt gör"),
}
GRANTS: Mapping[StrEnum, frozenset[Role]] = {
    Permission.VIEW: frozenset(
        {
            Role.UNIT_MANAGER,
            Role.PHYSIOTHERAPIST,
            Role.OCCUPATIONAL_THERAPIST,
            Role.AREA_MANAGER,
            Role.ADMINISTRATION,
            Role.COMMITTEE_SECRETARY,
            Role.SAFETY_COORDINATOR,
            Role.SYSTEM_ADMINISTRATOR,
        }
    ),
    Permission.RECORD_RESIDENTS: frozenset({Role.ADMINISTRATION}),
    Permission.CLOSE: frozenset(),
}

"""Who may report, handle and count incidents?

Whoever is concerned by name is not shown to all who have VIEW: `rules.may_know_person` decides for each incident.
"""

from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from livskraft.access.roles import Role


class Permission(StrEnum):
    REPORT = "incidents.report"
    VIEW = "incidents.view"
    HANDLE = "incidents.handle"
    COORDINATE = "incidents.coordinate"
    SEE_OVERVIEW = "incidents.see_overview"
    CHANGE_TEXTS = "incidents.change_texts"


LABELS: Mapping[StrEnum, Promise] = {
    Permission.REPORT: _("Rapportera tillbud och olycksfall, och följa sina egna rapporter"),
    Permission.VIEW: _("Se händelser; säkerhetssamordnaren ser dem som har lämnats dit"),
    Permission.HANDLE: _("Utreda händelser och besluta om åtgärder"),
    Permission.COORDINATE: _("Ta ställning till kommunens försäkringar efter en händelse"),
    Permission.SEE_OVERVIEW: _("Se hur många händelser det har varit och hur snabbt de tas om hand"),
    Permission.CHANGE_TEXTS: _("Ändra texterna om försäkringar"),
}

GRANTS: Mapping[StrEnum, frozenset[Role]] = {
    Permission.REPORT: frozenset(Role),
    Permission.VIEW: frozenset({Role.UNIT_MANAGER, Role.AREA_MANAGER, Role.SAFETY_COORDINATOR}),
    Permission.HANDLE: frozenset({Role.UNIT_MANAGER, Role.AREA_MANAGER}),
    Permission.COORDINATE: frozenset({Role.SAFETY_COORDINATOR}),
    Permission.SEE_OVERVIEW: frozenset(
        {
            Role.UNIT_MANAGER,
            Role.AREA_MANAGER,
            Role.SAFETY_COORDINATOR,
            Role.ADMINISTRATION,
            Role.COMMITTEE_SECRETARY,
        }
    ),
    Permission.CHANGE_TEXTS: frozenset({Role.SAFETY_COORDINATOR, Role.ADMINISTRATION}),
}

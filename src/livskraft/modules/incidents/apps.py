"""How is the module of incidents known to Django, and what does it register?"""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IncidentsConfig(AppConfig):
    name = "livskraft.modules.incidents"
    label = "incidents"
    verbose_name = _("Händelser")

    def ready(self) -> None:
        from livskraft.access.audit_words import register as tell_in_words
        from livskraft.access.permissions import register
        from livskraft.kit import insert_only
        from livskraft.modules.incidents import duties, indicators  # noqa: F401  # they register their kinds
        from livskraft.modules.incidents.audit_words import FIELDS, OBJECTS, WORDS
        from livskraft.modules.incidents.models import IncidentEvent
        from livskraft.modules.incidents.permissions import GRANTS, LABELS, Permission
        from livskraft.ui.navigation import NavItem
        from livskraft.ui.navigation import register as add_to_menu

        tell_in_words(WORDS, OBJECTS, FIELDS)
        register(Permission, GRANTS, labels=LABELS)
        insert_only.register(IncidentEvent)
        add_to_menu(NavItem(_("Händelser"), "incidents", "siren", Permission.REPORT, 30))
        add_to_menu(NavItem(_("Rapportera en händelse"), "report_incident", "siren", Permission.REPORT, 20, menu="day"))

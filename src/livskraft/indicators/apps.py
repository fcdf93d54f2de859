"""How is the catalogue of indicators known to Django, and what runs by itself?"""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IndicatorsConfig(AppConfig):
    name = "livskraft.indicators"
    label = "indicators"
    verbose_name = _("Nyckeltal")

    def ready(self) -> None:
        from livskraft.access.audit_words import register as tell_in_words
        from livskraft.access.permissions import register
        from livskraft.indicators.audit_words import OBJECTS, WORDS
        from livskraft.indicators.models import Figure, Revision
        from livskraft.indicators.permissions import GRANTS, LABELS, Permission
        from livskraft.indicators.tasks import close_months
        from livskraft.kit import insert_only
        from livskraft.kit.schedule import nightly
        from livskraft.kit.schedule import register as run_by_itself
        from livskraft.ui.navigation import NavItem
        from livskraft.ui.navigation import register as add_to_menu

        tell_in_words(WORDS, OBJECTS)
        register(Permission, GRANTS, labels=LABELS)
        insert_only.register(Figure)
        insert_only.register(Revision)
        run_by_itself("indicators.close_months", nightly, close_months)
        add_to_menu(NavItem(_("Nyckeltal"), "indicators", "chart-line", Permission.VIEW, 40))

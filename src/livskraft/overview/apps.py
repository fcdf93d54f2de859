"""How is the floor that sees several modules known to Django?"""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OverviewConfig(AppConfig):
    name = "livskraft.overview"
    label = "overview"
    verbose_name = _("Översikt")

    def ready(self) -> None:
        from livskraft.access.audit_words import register as tell_in_words
        from livskraft.access.permissions import Permission as Access
        from livskraft.access.permissions import register
        from livskraft.overview import indicators  # noqa: F401  # it registers what needs several modules
        from livskraft.overview.audit_words import WORDS
        from livskraft.overview.permissions import GRANTS, LABELS, Permission
        from livskraft.ui.navigation import NavItem
        from livskraft.ui.navigation import register as add_to_menu

        tell_in_words(WORDS)
        register(Permission, GRANTS, labels=LABELS)
        add_to_menu(NavItem(_("Min dag"), "my_day", "sun", Access.SIGNED_IN, 10))
        add_to_menu(NavItem(_("Platser"), "sites", "map-pin", Permission.SEE_SITES, 15))
        add_to_menu(NavItem(_("Kommunen"), "municipality", "landmark", Permission.SEE_MUNICIPALITY, 16))
        add_to_menu(
            NavItem(
                _("Friskvård eller rehabilitering"),
                "first_choice",
                "dumbbell",
                Permission.FIRST_CHOICE,
                10,
                menu="day",
            )
        )

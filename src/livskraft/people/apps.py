"""How is the floor of persons known to Django, and what does it register?"""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "livskraft.people"
    label = "people"
    verbose_name = _("Personer")

    def ready(self) -> None:
        from livskraft.access.audit_words import register as tell_in_words
        from livskraft.access.permissions import register
        from livskraft.people.audit_words import FIELDS, OBJECTS, WORDS
        from livskraft.people.duties import break_glass  # noqa: F401  # it registers its kind
        from livskraft.people.permissions import GRANTS, LABELS, PERSONS, Permission
        from livskraft.ui.navigation import NavItem, SearchField, register_search
        from livskraft.ui.navigation import register as add_to_menu

        tell_in_words(WORDS, OBJECTS, FIELDS)
        register(Permission, GRANTS, persons=PERSONS, labels=LABELS)
        add_to_menu(NavItem(_("Personer"), "persons", "user-search", Permission.VIEW, 18))
        register_search(SearchField(_("Namn eller nummer"), _("Hitta personen"), "persons", "q", Permission.VIEW))

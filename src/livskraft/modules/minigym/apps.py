"""How is the minigym module known to Django, and what does it register?"""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MinigymConfig(AppConfig):
    name = "livskraft.modules.minigym"
    label = "minigym"
    verbose_name = _("Minigym")

    def ready(self) -> None:
        from livskraft.access.audit_words import register as tell_in_words
        from livskraft.access.permissions import register
        from livskraft.kit.schedule import nightly
        from livskraft.kit.schedule import register as run_by_itself
        from livskraft.modules.minigym import duties, indicators  # noqa: F401  # they register their kinds
        from livskraft.modules.minigym.audit_words import FIELDS, OBJECTS, WORDS
        from livskraft.modules.minigym.permissions import GRANTS, LABELS, Permission
        from livskraft.modules.minigym.tasks import clear_uploads
        from livskraft.ui.navigation import NavItem
        from livskraft.ui.navigation import register as add_to_menu

        tell_in_words(WORDS, OBJECTS, FIELDS)
        register(Permission, GRANTS, labels=LABELS)
        run_by_itself("minigym.clear_uploads", nightly, clear_uploads)
        add_to_menu(NavItem("Minigym", "gyms", "dumbbell", Permission.VIEW, 20))
        add_to_menu(NavItem(_("Egenkontroll"), "self_checks", "clipboard-check", Permission.SELF_CHECK, 5, menu="day"))
        add_to_menu(NavItem(_("Anmäl fel"), "report_here", "triangle-alert", Permission.STOP, 10, menu="day"))
        add_to_menu(NavItem(_("Kompetens"), "competence_plans", "graduation-cap", Permission.PLAN_COMPETENCE, 72))
        add_to_menu(NavItem(_("Din kompetensplan"), "own_competence_plan", "graduation-cap", menu="account", order=20))

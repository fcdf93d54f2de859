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
        from livskraft.kit import schedule
        from livskraft.people.actions import access_reports, consents
        from livskraft.people.audit_words import FIELDS, OBJECTS, WORDS
        from livskraft.people.duties import break_glass, duplicates, log_review, retention  # noqa: F401  # they register their kinds
        from livskraft.people.holdings import Holding
        from livskraft.people.holdings import register as keep
        from livskraft.people.models import AccessReport, Consent
        from livskraft.people.permissions import GRANTS, LABELS, PERSONS, Permission
        from livskraft.people.queries import access_reports as told
        from livskraft.people.queries import consents as agreed
        from livskraft.people.rules.vocabulary import Regime
        from livskraft.people.tasks import execute_orders, forget_uploads, make_orders
        from livskraft.ui.navigation import NavItem, SearchField, register_search
        from livskraft.ui.navigation import register as add_to_menu

        tell_in_words(WORDS, OBJECTS, FIELDS)
        register(Permission, GRANTS, persons=PERSONS, labels=LABELS)
        add_to_menu(NavItem(_("Personer"), "persons", "user-search", Permission.VIEW, 18))
        register_search(SearchField(_("Namn eller nummer"), _("Hitta personen"), "persons", "q", Permission.VIEW))
        add_to_menu(NavItem(_("Loggkontroll"), "log_reviews", "list-checks", Permission.JUDGE_LOGS, 75, menu="day"))
        keep(Holding(Consent, Regime.NEITHER, _("Samtycken"), agreed.last_notes, agreed.export, consents.erase))
        keep(Holding(AccessReport, Regime.NEITHER, _("Utdrag"), told.last_notes, told.export, access_reports.erase))
        add_to_menu(NavItem(_("Gallring"), "retention", "archive-x", Permission.SEE_RETENTION, 85))
        schedule.register("people.execute_orders", schedule.nightly, execute_orders)
        schedule.register("people.forget_uploads", schedule.hourly, forget_uploads)
        schedule.register("people.make_orders", schedule.daily_at(4, 0, [0]), make_orders)

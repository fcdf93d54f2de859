"""How is the module of meeting places known to Django, and what does it register?"""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ActivitiesConfig(AppConfig):
    name = "livskraft.modules.activities"
    label = "activities"
    verbose_name = _("Mötesplatser")

    def ready(self) -> None:
        from livskraft.access.audit_words import register as tell_in_words
        from livskraft.access.permissions import register
        from livskraft.kit import insert_only
        from livskraft.kit.schedule import each_minute, nightly
        from livskraft.kit.schedule import register as run_by_itself
        from livskraft.modules.activities import duties, indicators  # noqa: F401  # they register their kinds
        from livskraft.modules.activities.actions import erasing
        from livskraft.modules.activities.audit_words import FIELDS, OBJECTS, WORDS
        from livskraft.modules.activities.models import Attendance, Correction, PersonCalendar, SignUp
        from livskraft.modules.activities.permissions import GRANTS, LABELS, PERSONS, Permission
        from livskraft.modules.activities.queries import holdings as held
        from livskraft.modules.activities.tasks import (
            forget_lunch_guests,
            forget_pasted,
            forget_sign_ups,
            lapse_offers,
            send_messages,
        )
        from livskraft.people import holdings
        from livskraft.people.rules.vocabulary import Regime
        from livskraft.ui.navigation import NavItem
        from livskraft.ui.navigation import register as add_to_menu

        tell_in_words(WORDS, OBJECTS, FIELDS)
        register(Permission, GRANTS, persons=PERSONS, labels=LABELS)
        insert_only.register(Correction)
        run_by_itself("activities.lapse_offers", each_minute, lapse_offers)
        run_by_itself("activities.send_messages", each_minute, send_messages)
        run_by_itself("activities.forget_sign_ups", nightly, forget_sign_ups)
        run_by_itself("activities.forget_lunch_guests", nightly, forget_lunch_guests)
        run_by_itself("activities.forget_pasted", nightly, forget_pasted)
        holdings.register(
            holdings.Holding(
                Attendance, Regime.SOCIAL, _("Besök"), held.last_came, held.told_attendance, erasing.erase_attendance
            )
        )
        holdings.register(
            holdings.Holding(
                SignUp,
                Regime.SOCIAL,
                _("Anmälningar"),
                held.last_signed_up,
                held.told_sign_ups,
                erasing.erase_sign_ups,
                erasing.keep_one_sign_up,
            )
        )
        holdings.register(
            holdings.Holding(
                PersonCalendar,
                Regime.SOCIAL,
                _("Egen kalender"),
                held.last_calendar,
                held.told_calendars,
                erasing.erase_calendars,
            )
        )
        add_to_menu(NavItem(_("Program"), "programmes", "calendar-days", Permission.VIEW, 17))
        add_to_menu(NavItem(_("Ringlista"), "call_list", "phone", Permission.SIGN_UP, 15, menu="day"))

"""How is the catalogue of duties known to Django, and what runs by itself?"""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DutiesConfig(AppConfig):
    name = "livskraft.duties"
    label = "duties"

    def ready(self) -> None:
        from livskraft.access.audit_words import register as tell_in_words
        from livskraft.access.permissions import Permission
        from livskraft.duties.audit_words import OBJECTS, WORDS
        from livskraft.duties.tasks import clear_notes, send_digests
        from livskraft.kit.schedule import WEEKDAYS, daily_at, nightly, register, weekday_mornings
        from livskraft.ui.navigation import NavItem
        from livskraft.ui.navigation import register as add_to_menu

        tell_in_words(WORDS, OBJECTS)
        register("duties.digest", weekday_mornings, send_digests, grace=timedelta(hours=1))
        # Whoever the mail server did not take in the first round; nobody gets two.
        register("duties.digest_again", daily_at(7, 30, WEEKDAYS), send_digests, grace=timedelta(hours=1))
        register("duties.clear_notes", nightly, clear_notes)
        add_to_menu(NavItem(_("Morgonmejl"), "digest_setting", "mail", Permission.SIGNED_IN, 50, menu="account"))

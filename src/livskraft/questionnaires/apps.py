"""How is the floor of questionnaires known to Django, and what does it register?"""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QuestionnairesConfig(AppConfig):
    name = "livskraft.questionnaires"
    label = "questionnaires"
    verbose_name = _("Mätningar och frågor")

    def ready(self) -> None:
        from livskraft.access.audit_words import register as tell_in_words
        from livskraft.people.holdings import Holding
        from livskraft.people.holdings import register as keep
        from livskraft.people.rules.vocabulary import Regime
        from livskraft.questionnaires.audit_words import OBJECTS, WORDS
        from livskraft.questionnaires.models import AnswerLink
        from livskraft.questionnaires.queries import holdings as held
        from livskraft.questionnaires.rules.library import library

        # A faulty data file stops the start rather than a page.
        library()
        tell_in_words(WORDS, OBJECTS)
        keep(
            Holding(
                AnswerLink, Regime.NEITHER, _("Länkar till frågor"), held.last_asked, held.told_links, held.erase_links
            )
        )

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
        from livskraft.modules.activities.audit_words import FIELDS, OBJECTS, WORDS
        from livskraft.modules.activities.models import Correction
        from livskraft.modules.activities.permissions import GRANTS, LABELS, PERSONS, Permission

        tell_in_words(WORDS, OBJECTS, FIELDS)
        register(Permission, GRANTS, persons=PERSONS, labels=LABELS)
        insert_only.register(Correction)

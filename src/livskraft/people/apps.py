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
        from livskraft.people.permissions import GRANTS, LABELS, PERSONS, Permission

        tell_in_words(WORDS, OBJECTS, FIELDS)
        register(Permission, GRANTS, persons=PERSONS, labels=LABELS)

"""How is the catalogue of indicators known to Django, and what runs by itself?"""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IndicatorsConfig(AppConfig):
    name = "livskraft.indicators"
    label = "indicators"
    verbose_name = _("Nyckeltal")

    def ready(self) -> None:
        from livskraft.access.permissions import register
        from livskraft.indicators.models import Figure, Revision
        from livskraft.indicators.permissions import GRANTS, LABELS, Permission
        from livskraft.kit import insert_only

        register(Permission, GRANTS, labels=LABELS)
        insert_only.register(Figure)
        insert_only.register(Revision)

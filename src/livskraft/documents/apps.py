"""How is the paper room known to Django?"""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    name = "livskraft.documents"
    label = "documents"
    verbose_name = _("Dokument")

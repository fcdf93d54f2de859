"""How is the file room known to Django?"""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FilesConfig(AppConfig):
    name = "livskraft.files"
    label = "files"
    verbose_name = _("Filer")

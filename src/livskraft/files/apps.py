"""How is the file room known to Django?"""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FilesConfig(AppConfig):
    name = "livskraft.files"
    label = "files"
    verbose_name = _("Filer")

    def ready(self) -> None:
        from livskraft.files.tasks import prune_files
        from livskraft.kit.schedule import nightly, register

        register("files.prune", nightly, prune_files)

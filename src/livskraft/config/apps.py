"""How is the top floor known to Django? It holds management commands and the pages for operations."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "livskraft.config"
    label = "config"

    def ready(self) -> None:
        from livskraft.config.demo_state import notice
        from livskraft.ui.context import register_notice

        register_notice(notice)
